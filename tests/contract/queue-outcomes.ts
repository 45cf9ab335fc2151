/** How a run may end, and what follows. */
import { expect, test } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import { correlated } from '../../src/kit/log.ts';
import { cancel, retry, snooze } from '../../src/queue/job.ts';
import type { QueueKit } from './queue-kit.ts';

export function queueOutcomes({ working, stopped, noting, settled }: QueueKit): void {
  test('a retry runs again after its pause, under the same correlation id', async () => {
    const noted = noting('retried', [() => retry('not yet', 200), () => retry('not yet', 50)]);
    const queue = await working([noted.job]);
    await correlated(() => queue.add('retried', { n: 1 }, { key: 'k' }), 'click-8');
    const runs = await noted.runs.reach(3);
    expect((runs[1]?.at ?? 0) - (runs[0]?.at ?? 0)).toBeGreaterThanOrEqual(199);
    expect(runs.map((run) => [run.payload, run.correlation])).toEqual(Array(3).fill([{ n: 1 }, 'click-8']));
    await stopped(queue);
  });

  test('a run that throws is run again', async () => {
    const fail = () => {
      throw new Error('on purpose');
    };
    const noted = noting('thrown', [fail]);
    const queue = await working([noted.job]);
    await queue.add('thrown', {});
    await noted.runs.reach(2);
    await stopped(queue);
  });

  test('a cancelled run is not run again', async () => {
    const noted = noting('cancelled', [() => cancel('no sense any more')]);
    const queue = await working([noted.job]);
    await queue.add('cancelled', {});
    await noted.runs.reach(1);
    await settled(queue, noted, 200);
    expect(noted.runs.values).toHaveLength(1);
    await stopped(queue);
  });

  test('a snoozed run comes back at its time, and holds up nobody who asks for an earlier one', async () => {
    const clock = new MovableClock();
    clock.moveTo(Date.now() + 3_600_000);
    const outcomes = [() => snooze(clock.now() + 250), () => snooze(clock.now() + 3_600_000)];
    const noted = noting('snoozed', outcomes);
    const queue = await working([noted.job], clock);
    await queue.add('snoozed', {}, { key: 'k' });
    const runs = await noted.runs.reach(2);
    expect((runs[1]?.at ?? 0) - (runs[0]?.at ?? 0)).toBeGreaterThanOrEqual(249);
    await settled(queue, noted);
    await queue.add('snoozed', {}, { key: 'k' });
    await noted.runs.reach(3);
    await stopped(queue);
  });
}
