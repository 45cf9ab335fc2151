import { expect, it } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import { foreseen } from '../../src/networks/foreseen.ts';
import { type Connection, NetworkError } from '../../src/networks/network.ts';

const KINDS = { text: 'Hello', images: [] };
const INTENT = { key: 'k', at: 0, marks: {} };

function connection(error: Error): Connection {
  const fail = async () => {
    throw error;
  };
  return { limits: fail, publish: fail, find: fail, edit: fail, remove: fail, identify: fail };
}

function calls(made: Connection): [string, Promise<unknown> | undefined, string][] {
  return [
    ['limits', made.limits(), 'unreachable'],
    ['find', made.find?.(KINDS, INTENT), 'unreachable'],
    ['identify', made.identify(), 'unreachable'],
    ['publish', made.publish(KINDS, INTENT, async () => {}), 'lost'],
    ['edit', made.edit?.({ id: '1' }, KINDS), 'lost'],
    ['remove', made.remove({ id: '1' }), 'lost'],
  ];
}

it('what nobody foresaw is lost where it may have done something, and says so; else nothing was done', async () => {
  const lines: string[] = [];
  const log = createLog('error', { write: (line) => void lines.push(line) });
  for (const [name, call, reason] of calls(foreseen('Test', connection(new TypeError('rubbish')), log)))
    await expect(call, name).rejects.toMatchObject({
      reason,
      message: 'Test: something unforeseen happened.',
    });
  expect(lines).toHaveLength(6);
  expect(lines[0]).toContain('rubbish');
});

it('what a network says itself is left as it is', async () => {
  const told = new NetworkError('rate_limited', 'Test: slow down.', { retryAfter: 5 });
  for (const [name, call] of calls(foreseen('Test', connection(told), createLog('silent'))))
    await expect(call, name).rejects.toBe(told);
});

it('what a network cannot do it still cannot', () => {
  const { find, edit, preflight, prepare, close, ...least } = connection(new Error());
  expect(Object.keys(foreseen('Test', least, createLog('silent'))).sort()).toEqual(Object.keys(least).sort());
});

it('all that a source can do it still can', () => {
  const read = async () => ({ items: [], cursor: '' });
  const sourceOf = (source: NonNullable<Connection['source']>) =>
    foreseen('Test', { ...connection(new Error()), source }, createLog('silent')).source;
  const all = { read, lookUp: async () => [], withheld: async () => undefined };
  expect(Object.keys(sourceOf(all) ?? {}).sort()).toEqual(Object.keys(all).sort());
  expect(Object.keys(sourceOf({ read }) ?? {})).toEqual(['read']);
});
