/** What the queue must do, whatever it runs on. Called once for each. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import { correlated } from '../../src/kit/log.ts';
import { done } from '../../src/queue/job.ts';
import { queueKeys } from './queue-keys.ts';
import { type QueueHarness, type QueueKit, queueKit } from './queue-kit.ts';
import { queueLife } from './queue-life.ts';
import { queueOutcomes } from './queue-outcomes.ts';
import { collector, signal } from './signal.ts';

export function queueContract(name: string, makeHarness: () => Promise<QueueHarness>): void {
  describe(`queue contract: ${name}`, () => {
    let harness: QueueHarness;
    const kit = queueKit(() => harness);

    beforeAll(async () => {
      harness = await makeHarness();
    }, 60_000);
    afterAll(async () => {
      await kit.stopAll();
      await harness?.stop();
    });

    queueRuns(kit);
    queueKeys(kit);
    queueOutcomes(kit);
    queueLife(kit);
  });
}

function queueRuns({ working, stopped, noting }: QueueKit): void {
  test('runs what is added, with its payload and the correlation id of who asked', async () => {
    const noted = noting('plain');
    const queue = await working([noted.job]);
    await correlated(() => queue.add('plain', { text: 'ünï 🐏', list: [1, null] }), 'click-7');
    const [run] = await noted.runs.reach(1);
    expect(run).toMatchObject({ payload: { text: 'ünï 🐏', list: [1, null] }, correlation: 'click-7' });
    await stopped(queue);
  });

  test('runs at its time by the clock of the app, and not before', async () => {
    const clock = new MovableClock();
    clock.moveTo(Date.now() + 3_600_000);
    const noted = noting('timed');
    const queue = await working([noted.job], clock);
    const begun = Date.now();
    await queue.add('timed', {}, { at: clock.now() + 300 });
    const [run] = await noted.runs.reach(1);
    expect((run?.at ?? 0) - begun).toBeGreaterThanOrEqual(299);
    expect((run?.at ?? 0) - begun).toBeLessThan(2_000);
    await stopped(queue);
  });

  test('a time that has passed means at once', async () => {
    const noted = noting('overdue');
    const queue = await working([noted.job]);
    await queue.add('overdue', {}, { at: Date.now() - 60_000 });
    await noted.runs.reach(1);
    await stopped(queue);
  });

  test('runs as many at once as the job allows, and no more', async () => {
    let running = 0;
    let most = 0;
    const runs = collector<number>();
    const full = signal();
    const run = async () => {
      most = Math.max(most, ++running);
      if (running === 3) full.reach();
      await full.reached;
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      runs.push(most);
      return done;
    };
    const queue = await working([{ name: 'parallel', run, concurrency: 3 }]);
    await Promise.all(Array.from({ length: 12 }, (_, n) => queue.add('parallel', { n })));
    await runs.reach(12);
    expect(most).toBe(3);
    await stopped(queue);
  });

  test('no job waits behind another', async () => {
    const finish = signal();
    const blocked = { name: 'slow', run: () => finish.reached.then(() => done) };
    const noted = noting('quick');
    const queue = await working([blocked, noted.job]);
    await queue.add('slow', {});
    await queue.add('quick', {});
    await noted.runs.reach(1);
    finish.reach();
    await stopped(queue);
  });

  test('says that it is connected', async () => {
    const queue = await working([]);
    expect(await queue.fault()).toBeUndefined();
    await stopped(queue);
  });
}
