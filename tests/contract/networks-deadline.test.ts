/** One suite over every network: a request that is never answered ends at its deadline, whatever else the process does. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectGarbage } from '../kit/garbage.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { outside } from '../networks/servers/outside.ts';
import { type Reply, TestServer } from '../networks/servers/server.ts';
import { failureOf, found, movedTo, publish, textFor, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

/** ms */
const DEADLINE = 300;

describe.each(fixtures)('$network', (fixture) => {
  const network = found(fixture.network);
  let far: FarSide;
  let mute: TestServer;
  let answer: () => Promise<Reply>;

  beforeAll(async () => {
    far = await fixture.start();
  });
  beforeEach(async () => {
    mute = await new TestServer(async () => {
      // Whatever only weak references hold is gone then.
      setImmediate(collectGarbage);
      return answer();
    }).start();
  });
  afterEach(() => mute.stop());
  afterAll(() => far.stop());

  it('gives up a request that nobody answers', async () => {
    answer = () => new Promise(() => {});
    await expectEndInTime();
  });

  it('gives up an answer that stops in its middle', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': '100' };
    answer = async () => ({ status: 200, body: '{"half', headers });
    await expectEndInTime();
  });

  async function expectEndInTime(): Promise<void> {
    const account = network.account.parse(movedTo(mute.url, far.account));
    const connection = network.connect(account, { ...outside(), deadline: DEADLINE });
    const message = wholeOf(fixture, textFor(fixture)('Anybody?'));
    const error = await failureOf(publish(connection, message));
    expect(['lost', 'unreachable']).toContain(error.reason);
    expect(error.message).toContain('no answer came in time');
    expect(mute.calls.length).toBeGreaterThan(0);
  }
});
