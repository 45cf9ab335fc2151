import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { network } from '../../../src/networks/bluesky/index.ts';
import type { Connection } from '../../../src/networks/network.ts';
import { intentAt, type Kept, outside, textOf } from '../servers/outside.ts';
import { TestPds } from '../servers/pds.ts';

let pds: TestPds;
let kept: Kept;

beforeEach(async () => {
  pds = await new TestPds().start();
  kept = {};
});
afterEach(() => pds.stop());

describe("Bluesky's session", () => {
  it('is renewed when it has expired, without signing in', async () => {
    const connection = connect();
    await publish(connection, 'One');
    pds.expire('access');
    await publish(connection, 'Two');
    await publish(connect(), 'Three');
    expect([pds.signIns(), pds.refreshes(), pds.live().length]).toEqual([1, 1, 3]);
  });

  it('is begun anew when it cannot be renewed', async () => {
    await publish(connect(), 'One');
    pds.expire('both');
    await publish(connect(), 'Two');
    expect([pds.signIns(), pds.live().length]).toEqual([2, 2]);
  });

  it('that another worker has renewed is read back, and nobody signs in', async () => {
    const [one, other] = [connect(), connect()];
    await publish(one, 'One');
    await publish(other, 'Two');
    pds.expire('access');
    await publish(one, 'Three');
    // The other one still holds tokens that both are spent by now.
    await publish(other, 'Four');
    expect([pds.signIns(), pds.live().length]).toEqual([1, 4]);
  });

  it('is opened once for calls that come together', async () => {
    const connection = connect();
    await Promise.all(['One', 'Two', 'Three'].map((text) => publish(connection, text)));
    expect([pds.signIns(), pds.live().length]).toEqual([1, 3]);
  });

  it('of another account is not taken up', async () => {
    kept.value = JSON.stringify({ service: pds.server.url, identifier: 'other.test', data: {} });
    await publish(connect(), 'One');
    expect(pds.signIns()).toBe(1);
  });

  it('that fails to open is not a lost post, and the next try opens it', async () => {
    pds.server.next('POST', /createSession$/, { kind: 'cut', when: 'after' });
    const connection = connect();
    await expect(publish(connection, 'One')).rejects.toMatchObject({ reason: 'unreachable' });
    await publish(connection, 'One');
    expect(pds.live()).toHaveLength(1);
  });
});

function connect(): Connection {
  return network.connect(network.account.parse(pds.account), outside(kept));
}

function publish(connection: Connection, text: string) {
  const intent = intentAt();
  return connection.publish(
    textOf(text),
    { ...intent, marks: connection.prepare?.(intent) ?? {} },
    async () => {},
  );
}
