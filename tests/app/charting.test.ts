/** From the alarm of the report to its message and the charts in its thread, over a real store, outbox and sender. */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendCharts } from '../../src/app/reports/charting.ts';
import { drawReport } from '../../src/app/reports/drawing.ts';
import { sendReport } from '../../src/app/reports/sending.ts';
import { createSender, type Sender } from '../../src/app/showing/sender.ts';
import { ChatError } from '../../src/chat/chat.ts';
import { idOf } from '../../src/kit/subject.ts';
import * as alarms from '../../src/store/alarms.ts';
import { reports } from '../../src/store/schema/reports.ts';
import { emptyPosts } from '../store/empty.ts';
import { type Recording, recordingChat } from './recording.ts';
import { openRig, type ReportsRig, ZONE } from './reports-rig.ts';

let rig: ReportsRig;
let slack: Recording;
let discord: Recording;
let sender: Sender;
beforeAll(async () => {
  rig = await openRig();
}, 60_000);
afterAll(() => rig?.close());
beforeEach(async () => {
  await emptyPosts(rig.database);
  rig.now = at('2026-11-16T09:00');
  const gone = () => new ChatError('gone', 'no such message');
  [slack, discord] = [recordingChat('slack', gone), recordingChat('discord', gone)];
  discord.openThread = async ({ message }) => ({ channel: `thread-of-${message}` });
  rig.app.messengers.clear();
  for (const chat of [slack, discord]) rig.app.messengers.set(chat.chat, chat);
  sender = createSender({
    ...{ database: rig.database, clock: rig.app.clock, log: rig.app.log, messengers: rig.app.messengers },
    preferred: () => ['slack'],
    draw: (subject, { kind }) => drawReport(rig.app, Number(idOf(subject)), kind),
    faulty: async () => {},
    unsaid: async () => {},
    mended: async () => {},
    wake: () => {},
  });
  for (const day of ['2026-10-26', '2026-11-03', '2026-11-10', '2026-11-11'])
    await rig.post({ at: at(`${day}T10:00`) });
});

describe('the charts of a report', () => {
  it('come once into the thread of its message, in each chat', async () => {
    await sendReport(rig.app, 'team');
    await said();
    const id = await reportId();
    for (let time = 0; time < 2; time += 1) {
      expect(await sendCharts(rig.app, id)).toBe('done');
      await said();
    }
    expect(slack.kept.map(({ channel, thread, words }) => [channel, thread, words.split('\n')[0]])).toEqual([
      ['C0SOCIAL', undefined, 'Acme: Week 46 (9–15 Nov 2026)'],
      ['C0SOCIAL', 'slack-1', 'Posts published by week'],
    ]);
    expect(slack.kept[1]?.words).toContain('published.png');
    expect(discord.kept.map(({ channel }) => channel)).toEqual(['77', 'thread-of-discord-1']);
  });

  it('wait for the message: a chat that is down gets them when it is there again', async () => {
    discord.before = async () => {
      throw new ChatError('unreachable', 'It is down.');
    };
    await sendReport(rig.app, 'team');
    await said();
    expect(await sendCharts(rig.app, await reportId())).toEqual({ again: rig.now + 2_000 });
    await said();
    expect([slack.kept.length, discord.kept.length]).toEqual([2, 0]);
    discord.before = async () => {};
    rig.now += 3_600_000;
    await said();
    expect(await sendCharts(rig.app, await reportId())).toBe('done');
    await said();
    expect([slack.kept.length, discord.kept.length]).toEqual([2, 2]);
  });

  it('answer the message in the channel where no thread may be opened', async () => {
    discord.openThread = async () => {
      throw new ChatError('refused', 'Missing Permissions');
    };
    await sendReport(rig.app, 'team');
    await said();
    await sendCharts(rig.app, await reportId());
    await said();
    expect(discord.kept.map(({ channel, thread }) => [channel, thread])).toEqual([
      ['77', undefined],
      ['77', 'discord-1'],
    ]);
  });

  it('are sent by an alarm that stands with the report, and by none where there is nothing to show', async () => {
    await sendReport(rig.app, 'team');
    expect(await alarms.ofKind(rig.database, 'send-charts')).toMatchObject([
      { subject: `report:${await reportId()}`, dueAt: new Date(rig.now) },
    ]);
    expect(await sendCharts(rig.app, 999)).toBe('done');
  });
});

/** All that is due now. */
async function said(): Promise<void> {
  await sender.sendDue();
  await sender.idle();
}

async function reportId(): Promise<number> {
  const [made] = await rig.database.select().from(reports);
  return made?.id ?? 0;
}

function at(iso: string): number {
  return DateTime.fromISO(iso, { zone: ZONE }).toMillis();
}
