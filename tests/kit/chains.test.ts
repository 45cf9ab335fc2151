import { expect, it } from 'vitest';
import { Chains } from '../../src/kit/chains.ts';

it('runs what has one key in its order, and other keys beside it', async () => {
  const chains = new Chains<string>();
  const told: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = chains.run('a', () => gate.then(() => told.push('a1')));
  const second = chains.run('a', async () => told.push('a2'));
  await chains.run('b', async () => told.push('b1'));
  expect([told, chains.size]).toEqual([['b1'], 1]);
  open();
  await Promise.all([first, second]);
  expect(told).toEqual(['b1', 'a1', 'a2']);
});

it('goes on after a failure, which is told to whoever asked for it, and forgets what is done', async () => {
  const chains = new Chains<number>();
  const failing = chains.run(1, () => Promise.reject(new Error('no')));
  const next = chains.run(1, async () => 'fine');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('fine');
  await chains.idle();
  expect(chains.size).toBe(0);
});
