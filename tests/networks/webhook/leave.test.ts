/** Leave to send a webhook: asked for on every connection, and before the last of a large body. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NetworkError } from '../../../src/networks/network.ts';
import { withPermission } from '../../../src/networks/permission.ts';
import { post } from '../../../src/networks/webhook/post.ts';
import { json, TestServer } from '../servers/server.ts';

const gone = new NetworkError('unreachable', 'Another has it.');
let server: TestServer;

beforeEach(async () => {
  server = await new TestServer(() => json(200, {})).start();
});
afterEach(() => server.stop());

/** Leave is given that many times. */
async function send(length: number, leaves = Number.POSITIVE_INFINITY) {
  let asked = 0;
  const check = () => {
    asked += 1;
    if (asked > leaves) throw gone;
  };
  const posting = { headers: {}, body: 'é'.repeat(length / 2), deadline: 5_000 };
  const outcome = await withPermission(check, () => post(server.url, posting)).catch((thrown) => thrown);
  return { outcome, asked };
}

describe('leave to send a webhook', () => {
  it('is asked for on a kept connection as well', async () => {
    expect((await send(100)).outcome).toMatchObject({ status: 200 });
    expect(await send(100, 0)).toEqual({ outcome: gone, asked: 1 });
    expect(server.calls).toHaveLength(1);
    expect(server.connections).toBe(1);
  });

  it.each([8_192, 8_194, 3_000_000])('of %i bytes is asked for before its last bytes', async (length) => {
    const { outcome, asked } = await send(length);
    expect(outcome).toMatchObject({ status: 200 });
    expect(asked).toBe(length > 8_192 ? 2 : 1);
    expect(server.calls.map((call) => call.body.toString())).toEqual(['é'.repeat(length / 2)]);
  });

  it('that is gone amid the body leaves it short, and is not told as if nothing had been sent', async () => {
    const { outcome } = await send(3_000_000, 1);
    expect(outcome).not.toBe(gone);
    expect(outcome.message).toBe('broken off amid its body: Another has it.');
    expect(server.calls).toHaveLength(0);
  });
});
