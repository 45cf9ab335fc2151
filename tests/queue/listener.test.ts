/** The one connection that listens for all workers: over a network it is asked whether it lives, in this process never. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SharedListener, type SourceClient } from '../../src/queue/listener.ts';

const SPAN = 10_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class FakeClient extends EventEmitter implements SourceClient {
  /** When false, what is asked stays unanswered. */
  answers = true;
  asked = 0;
  release = vi.fn();

  query(): Promise<{ rows: unknown[] }> {
    this.asked++;
    return this.answers ? Promise.resolve({ rows: [] }) : new Promise(() => {});
  }
}

async function listening(options?: { keepAlive: boolean }) {
  const clients: FakeClient[] = [];
  const connect = async () => {
    const client = new FakeClient();
    clients.push(client);
    return client;
  };
  const pool = { connect, query: async () => ({ rows: [] }), ...(options && { options }) };
  const listener = new SharedListener(pool);
  const ear = await listener.connect();
  const lost = vi.fn();
  ear.on('error', lost);
  await ear.query('LISTEN jobs');
  const [client] = clients;
  if (!client) throw new Error('nobody listens');
  return { listener, client, clients, ear, lost };
}

test('over a network it is asked again and again, and one that answers is kept', async () => {
  const { listener, client, lost } = await listening({ keepAlive: true });
  await vi.advanceTimersByTimeAsync(5 * SPAN);
  expect(client.asked).toBe(1 + 5);
  expect(lost).not.toHaveBeenCalled();
  await listener.end();
});

test('one that does not answer is destroyed within two looks, its ears are told, and the next listens anew', async () => {
  const { listener, client, clients, ear, lost } = await listening({ keepAlive: true });
  client.answers = false;
  await vi.advanceTimersByTimeAsync(2 * SPAN);
  expect(lost).toHaveBeenCalledOnce();
  expect(client.release).toHaveBeenCalledWith(true);
  await ear.query('LISTEN jobs');
  await vi.advanceTimersByTimeAsync(5 * SPAN);
  expect(clients).toHaveLength(2);
  expect(clients[1]?.asked).toBe(1 + 5);
  expect(client.asked).toBe(2);
  await listener.end();
});

test('in this process, as PGlite is, it is not asked at all', async () => {
  const { listener, client } = await listening();
  await vi.advanceTimersByTimeAsync(5 * SPAN);
  expect(client.asked).toBe(1);
  await listener.end();
});

test('at its end nobody asks it any more', async () => {
  const { listener, client } = await listening({ keepAlive: true });
  await listener.end();
  await vi.advanceTimersByTimeAsync(5 * SPAN);
  expect(client.asked).toBe(1);
});
