/** One suite over every network: whoever has lost a delivery to another makes no request for it any more. */
import { afterEach, describe, expect, it } from 'vitest';
import { NetworkError } from '../../src/networks/network.ts';
import { withPermission } from '../../src/networks/permission.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { outside, picture, textOf } from '../networks/servers/outside.ts';
import { found, publish, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

describe.each(fixtures)('$network', (fixture) => {
  const sides: FarSide[] = [];

  afterEach(() => Promise.all(sides.splice(0).map((far) => far.stop())));

  /** To a far side that no connection goes to yet. Leave is given that many times. */
  async function publishWithin(leaves: number): Promise<{ asked: number; live: number; failure: unknown }> {
    const far = await fixture.start();
    sides.push(far);
    const network = found(fixture.network);
    const connection = network.connect(network.account.parse(far.account), outside());
    const images = [large('A red kite', 1), large('Another', 2)];
    const message = wholeOf(fixture, { ...textOf('Look up'), images });
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
    return { asked, live: far.live().length, failure };
  }

  it('asks for leave before each request, and nothing is out where it was withdrawn', async () => {
    let isOut = false;
    for (let leaves = 0; ; leaves += 1) {
      const { asked, live, failure } = await publishWithin(leaves);
      // The last request may ask for the link of what is out already, or whether it is out.
      isOut ||= failure === undefined || (fixture.takesOver === true && isLost(failure));
      if (!isOut) expect(NOT_SENT).toContainEqual(reasonOf(failure));
      expect(live, `after ${leaves} leaves`).toBe(isOut ? 1 : 0);
      if (asked <= leaves) break;
    }
  });
});

/** Its body goes out in pieces. */
function large(alt: string, seed: number) {
  const { bytes, ...rest } = picture(alt, seed);
  return { ...rest, bytes: Buffer.concat([bytes, Buffer.alloc(100_000)]) };
}

/** Amid a body no client can tell that the rest of it will not do for the network. */
const NOT_SENT = [
  { reason: 'unreachable', message: 'No more.' },
  { reason: 'unreachable', message: expect.stringContaining('the connection was cut') },
  { reason: 'lost', message: expect.stringContaining('the connection was cut') },
];

function isLost(failure: unknown): boolean {
  return failure instanceof NetworkError && failure.reason === 'lost';
}

function reasonOf(failure: unknown): unknown {
  return failure instanceof NetworkError
    ? { reason: failure.reason, message: failure.message }
    : { message: String(failure) };
}
