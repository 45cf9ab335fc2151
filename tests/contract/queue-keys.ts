/** Runs under a key: one at a time, none lost. */
import { expect, test } from 'vitest';
import { cancel, done } from '../../src/queue/job.ts';
import type { QueueKit } from './queue-kit.ts';
import { collector, signal } from './signal.ts';

export function queueKeys({ another, working, stopped, noting, settled }: QueueKit): void {
  test('calls under one key, while the first waits, are one run', async () => {
    const noted = noting('once');
    const queue = await working([noted.job]);
    const at = Date.now() + 300;
    await Promise.all([1, 2, 3, 4, 5].map((n) => queue.add('once', { n }, { at, key: 'a' })));
    await queue.add('once', { n: 'other' }, { at, key: 'b' });
    await settled(queue, noted, 500);
    expect(noted.runs.values).toHaveLength(2);
    await stopped(queue);
  });

  test('a finished run does not block a new one under its key, however it ended', async () => {
    const noted = noting('again', [() => done, () => cancel('no sense'), () => done]);
    const queue = await working([noted.job]);
    for (let count = 1; count <= 4; count++) {
      await queue.add('again', { count }, { key: 'k' });
      await noted.runs.reach(count);
    }
    await settled(queue, noted);
    expect(noted.runs.values.map((run) => run.payload)).toEqual([1, 2, 3, 4].map((count) => ({ count })));
    await stopped(queue);
  });

  test('a call that comes while its key runs leads to one further run, after it', async () => {
    const begun = signal();
    const finish = signal();
    const others = collector<unknown>();
    const log = collector<string>();
    const run = async (payload: unknown) => {
      const { n } = payload as { n: number };
      if (n > 2) {
        others.push(n);
        return done;
      }
      log.push(`begin ${n}`);
      begun.reach();
      if (n === 1) await finish.reached;
      log.push(`end ${n}`);
      return done;
    };
    const queue = await working([{ name: 'wakeup', run, concurrency: 4 }]);
    await queue.add('wakeup', { n: 1 }, { key: 'k' });
    await begun.reached;
    await Promise.all([1, 2, 3].map(() => queue.add('wakeup', { n: 2 }, { key: 'k' })));
    // Another key's run shows that a worker was free, and has looked.
    await queue.add('wakeup', { n: 3 }, { key: 'other' });
    await others.reach(1);
    finish.reach();
    expect(await log.reach(4)).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
    await queue.add('wakeup', { n: 4 });
    await others.reach(2);
    expect(log.values).toHaveLength(4);
    await stopped(queue);
  });

  test('of the times asked for under one key, the earliest wins', async () => {
    const noted = noting('earliest');
    const queue = await working([noted.job]);
    const begun = Date.now();
    await queue.add('earliest', {}, { key: 'k', at: begun + 3_600_000 });
    await queue.add('earliest', {}, { key: 'k', at: begun + 400 });
    await queue.add('earliest', {}, { key: 'k', at: begun + 7_200_000 });
    const [run] = await noted.runs.reach(1);
    expect((run?.at ?? 0) - begun).toBeGreaterThanOrEqual(399);
    await settled(queue, noted, 100);
    expect(noted.runs.values).toHaveLength(1);
    await stopped(queue);
  });

  test('the earliest wins also among many who ask at once', async () => {
    const noted = noting('crowd');
    const [one, other] = [await working([noted.job]), await another()];
    const begun = Date.now();
    const times = Array.from({ length: 24 }, (_, index) => begun + 500 + ((index * 7) % 24) * 60_000);
    await Promise.all(times.map((at, index) => (index % 2 ? one : other).add('crowd', {}, { key: 'k', at })));
    const [run] = await noted.runs.reach(1);
    expect((run?.at ?? 0) - begun).toBeLessThan(5_000);
    await Promise.all([stopped(one), stopped(other)]);
  });
}
