/** One suite over every network: a request that is never answered ends at its deadline, whatever else the process does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NetworkError } from '../../src/networks/network.ts';
import { collectGarbage } from '../kit/garbage.ts';
import type { FarSide, Fixture } from '../networks/servers/far-side.ts';
import { outside } from '../networks/servers/outside.ts';
import { type Reply, TestServer } from '../networks/servers/server.ts';
import { failureOf, found, movedTo, publish, textFor, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

/** ms: all are asked at once and this is waited for once; on a busy machine all have arrived by then. */
const DEADLINE = 3_000;

const SILENCES: Record<string, () => Promise<Reply>> = {
  'a request that nobody answers': () => new Promise(() => {}),
  'an answer that stops in its middle': async () => {
    const headers = { 'content-type': 'application/json', 'content-length': '100' };
    return { status: 200, body: '{"half', headers };
  },
};

interface Asked {
  error: Promise<NetworkError>;
  mute: TestServer;
}
/** By network and silence. */
const asked = new Map<string, Asked>();
const stops: (() => Promise<void>)[] = [];
let collecting: NodeJS.Timeout;

beforeAll(async () => {
  // Whatever only weak references hold is gone then.
  collecting = setInterval(collectGarbage, 250);
  for (const fixture of fixtures) {
    const far = await fixture.start();
    stops.push(() => far.stop());
    for (const [silence, answer] of Object.entries(SILENCES)) {
      const mute = await new TestServer(answer).start();
      stops.push(() => mute.stop());
      asked.set(`${fixture.network} ${silence}`, { error: errorOf(fixture, far, mute), mute });
    }
  }
});
afterAll(async () => {
  clearInterval(collecting);
  for (const stop of stops) await stop();
});

describe.each(fixtures)('$network', ({ network }) => {
  it.each(Object.keys(SILENCES))('gives up %s', async (silence) => {
    const { error, mute } = asked.get(`${network} ${silence}`) as Asked;
    const { reason, message } = await error;
    expect(['lost', 'unreachable']).toContain(reason);
    expect(message).toContain('no answer came in time');
    expect(mute.calls.length).toBeGreaterThan(0);
  });
});

function errorOf(fixture: Fixture, far: FarSide, mute: TestServer): Promise<NetworkError> {
  const network = found(fixture.network);
  const account = network.account.parse(movedTo(mute.url, far.account));
  const connection = network.connect(account, { ...outside(), deadline: DEADLINE });
  const error = failureOf(publish(connection, wholeOf(fixture, textFor(fixture)('Anybody?'))));
  // Whose turn comes later is looked at later.
  error.catch(() => {});
  return error;
}
