/** One suite over every network: whoever has lost a delivery to another makes no request for it any more. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NetworkError } from '../../src/networks/network.ts';
import { withPermission } from '../../src/networks/permission.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { outside, picture, textOf } from '../networks/servers/outside.ts';
import { found, publish } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

describe.each(fixtures)('$network', (fixture) => {
  let far: FarSide;

  beforeEach(async () => {
    far = await fixture.start();
  });
  afterEach(() => far.stop());

  /** Leave is given for that many requests. Answers how many it was asked for, and what became of it. */
  async function publishWithin(leaves: number): Promise<{ asked: number; failure: unknown }> {
    const network = found(fixture.network);
    const connection = network.connect(network.account.parse(far.account), outside());
    const message = { ...textOf('Look up'), images: [picture('A red kite', 1), picture('Another', 2)] };
    let asked = 0;
    const check = () => {
      asked += 1;
      if (asked > leaves) throw new NetworkError('unreachable', 'No more.');
    };
    const publishing = withPermission(check, () => publish(connection, message));
    const failure = await publishing.then(
      () => undefined,
      (error: unknown) => error,
    );
    return { asked, failure };
  }

  it('asks for leave before each request, and nothing is out where it was withdrawn', async () => {
    const { asked: requests } = await publishWithin(Number.POSITIVE_INFINITY);
    expect(far.live()).toHaveLength(1);
    for (let leaves = 0; leaves < requests; leaves += 1) {
      far.clear();
      const { failure } = await publishWithin(leaves);
      // The last request may ask for the link of what is out already.
      const isOut = failure === undefined && leaves === requests - 1;
      if (!isOut) expect(failure).toMatchObject({ reason: 'unreachable', message: 'No more.' });
      expect(far.live(), `after ${leaves} of ${requests} requests`).toHaveLength(isOut ? 1 : 0);
    }
  });
});
