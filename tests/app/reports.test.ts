/** The report of the week over a real store: what it counts, and that it is said once in each place. */
import { sql } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPeriod, reportFor } from '../../src/app/reports/asked.ts';
import { drawReport } from '../../src/app/reports/drawing.ts';
import { scheduleReports, sendReport } from '../../src/app/reports/sending.ts';
import { plainText } from '../../src/chat/card.ts';
import { Refusal } from '../../src/kit/finding.ts';
import { lineNamed } from '../../src/reports/report.ts';
import * as alarms from '../../src/store/alarms.ts';
import { isAnyWaiting, messagesOf } from '../../src/store/outbox.ts';
import { listening } from '../../src/store/report-facts.ts';
import { alarms as alarmRows } from '../../src/store/schema/alarms.ts';
import { outbox } from '../../src/store/schema/outbox.ts';
import { reports } from '../../src/store/schema/reports.ts';
import { emptyPosts } from '../store/empty.ts';
import { openRig, REPORTS, type ReportsRig, ZONE } from './reports-rig.ts';

const MINUTE = 60_000;
const MONDAY = at('2026-11-16T09:00');

let rig: ReportsRig;
beforeAll(async () => {
  rig = await openRig();
}, 60_000);
afterAll(() => rig?.close());
beforeEach(async () => {
  await emptyPosts(rig.database);
  rig.now = MONDAY;
  rig.reports = REPORTS;
});

describe('a week', () => {
  it('counts the posts that went out in it, each once, whatever accounts it went to', async () => {
    await rig.post({ at: at('2026-11-09T00:00'), targets: ['web', 'blog'] });
    await rig.post({ at: at('2026-11-15T23:59') });
    await rig.post({ at: at('2026-11-08T23:59') });
    await rig.post({ at: at('2026-11-16T00:00') });
    expect(await figures()).toMatchObject({ published: 2 });
  });

  it('leaves corrections and what was called off aside', async () => {
    const first = await rig.post({ at: at('2026-11-10T10:00') });
    await rig.post({ at: at('2026-11-10T11:00'), content: { corrects: first } });
    await rig.post({ dueAt: at('2026-11-10T12:00') });
    expect(await figures()).toMatchObject({ published: 1 });
  });

  it('counts what was late, what failed and what nobody knows', async () => {
    const due = at('2026-11-10T10:00');
    await rig.post({ at: due + MINUTE, dueAt: due });
    await rig.post({ at: due + MINUTE + 1, dueAt: due });
    await rig.post({ dueAt: due, state: 'failed', targets: ['web', 'blog'] });
    await rig.post({ dueAt: due, state: 'unknown' });
    await rig.post({ dueAt: at('2026-11-17T10:00'), state: 'failed' });
    expect(await figures()).toEqual({ published: 2, late: 1, failed: 1, unknown: 1 });
  });

  it('takes the median of the times to approval, and the week before stands beside it', async () => {
    await rig.post({ at: at('2026-10-28T10:00') });
    await rig.post({ at: at('2026-11-04T10:00'), approval: 50 * MINUTE });
    for (const approval of [10, 20, 90])
      await rig.post({ at: at('2026-11-11T10:00'), approval: approval * MINUTE });
    const asked = await reportFor(rig.app, '2026-W46');
    const line = asked && lineNamed(asked.report, 'approval-time');
    expect(line?.figure).toMatchObject({ numerator: 20 * MINUTE, sample: 3 });
    expect(line?.comparison.change).toMatchObject({ before: 50 * MINUTE, difference: -30 * MINUTE });
  });

  it('is compared with no week before there was a bot: nothing is known of it, and it is not zero', async () => {
    await rig.post({ at: at('2026-11-10T10:00') });
    await rig.post({ at: at('2026-11-17T10:00') });
    const of = async (week: string) => {
      const asked = await reportFor(rig.app, week);
      return asked && lineNamed(asked.report, 'published');
    };
    expect((await of('2026-W46'))?.comparison).toEqual({});
    // The week in which it began was no whole one.
    expect((await of('2026-W47'))?.comparison).toEqual({});
    expect((await of('2026-W48'))?.comparison.change).toMatchObject({ before: 1, difference: -1 });
  });

  it('counts the inbox, crises and moderation by when they were begun', async () => {
    const [monday, sunday, next] = ['2026-11-09T00:00', '2026-11-15T23:00', '2026-11-16T00:00'].map(iso);
    await rig.database.execute(sql`
      insert into conversations (source, thread, state, audience, opened_at, mentioned_at, answered_at)
      select 'crm', n::text, state, 'public', at::timestamptz, at::timestamptz, at::timestamptz + took::interval
      from (values (1, 'answered', ${monday}, '5 min'), (2, 'answered', ${sunday}, '15 min'), (3, 'new', ${sunday}, null),
        (4, 'dismissed', ${sunday}, null), (5, 'new', ${next}, null)) as given(n, state, at, took)`);
    await rig.database.execute(sql`
      insert into mention_slots (topic, source, at, count, negative, positive)
      values ('', 'crm', ${monday}, 7, 1, 3), ('', 'crm', ${sunday}, 3, 1, 1), ('', 'crm', ${next}, 90, 0, 0),
        ('parcel', 'crm', ${sunday}, 3, 1, 1)`);
    const climb = sql`1, ${monday}, 1`;
    await rig.database.execute(sql`
      insert into crises (title, state, severity, opened_at, first_acknowledged_at, climb_number, climb_since, climb_from_level)
      values ('a', 'resolved', 'high', ${monday}, ${monday}::timestamptz + interval '14 min', ${climb}),
        ('b', 'open', 'high', ${sunday}, null, ${climb}), ('c', 'open', 'high', ${next}, null, ${climb})`);
    await rig.database.execute(sql`
      insert into cases (chat, user_id, user_name, origin, action, state, notice_key, notice, opened_at, acted_at, undone_at)
      select 'discord', '1', 'x', 'rule', action, state, action || state, 'none', ${sunday}, ${sunday},
        case state when 'undone' then ${sunday}::timestamptz end
      from (values ('delete', 'done'), ('timeout', 'undone'), ('ban', 'failed'), ('hold', 'done'), ('log', 'done')) as given(action, state)`);
    const asked = await reportFor(rig.app, '2026-W46');
    const names = ['crises', 'acknowledge-time', 'moderation-acts', 'moderation-undone'];
    const told = names.map((name) => {
      const figure = asked && lineNamed(asked.report, name)?.figure;
      return figure?.kind === 'measured' ? figure.numerator : figure?.reason;
    });
    expect(told).toEqual([2, 14 * MINUTE, 2, 1]);
    const bounds = [at('2026-11-09T00:00'), at('2026-11-16T00:00')];
    expect(await listening(rig.database, bounds)).toEqual([
      {
        ...{ mentions: 10, negative: 2, positive: 4, opened: 4, unanswered: 1 },
        firstAnswer: { median: 10 * MINUTE, count: 2 },
      },
    ]);
  });

  it('without anything has figures that say so', async () => {
    expect(await figures()).toEqual({ published: 0, late: 0, failed: 0, unknown: 0 });
  });
});

describe('the digest', () => {
  it('goes to each channel once, however often its alarm rings, and comes again next Monday (Open-Source-Contribution-Atelier#2602)', async () => {
    await rig.post({ at: at('2026-11-10T10:00') });
    const rang = await Promise.all([sendReport(rig.app, 'team'), sendReport(rig.app, 'team')]);
    await sendReport(rig.app, 'team');
    expect(rang[0]).toEqual({ again: at('2026-11-23T09:00') });
    const [made] = await rig.database.select().from(reports);
    const wanted = await messagesOf(rig.database, `report:${made?.id}`);
    expect(wanted.map(({ chat, channel }) => [chat, channel]).sort()).toEqual([
      ['discord', '77'],
      ['slack', 'C0SOCIAL'],
    ]);
    expect(await rig.database.select().from(outbox)).toHaveLength(2);
  });

  it('is either there with its messages or not at all', async () => {
    const broken = {
      ...rig.reports,
      audiences: { team: { ...REPORTS.audiences.team, places: { slack: null } } },
    };
    rig.reports = broken as never;
    await expect(sendReport(rig.app, 'team')).rejects.toThrow();
    expect(await rig.database.select().from(reports)).toEqual([]);
    rig.reports = REPORTS;
    await sendReport(rig.app, 'team');
    expect(await isAnyWaiting(rig.database)).toBe(true);
  });

  it('shows its figures, what they are compared with, and the objective', async () => {
    for (const day of ['10-28', '11-03', '11-04', '11-10', '11-11', '11-12'])
      await rig.post({ at: at(`2026-${day}T10:00`) });
    const shown = await sent();
    expect(shown).toContain('Acme: Week 46 (9–15 Nov 2026)');
    expect(shown).toContain('3 posts went out.');
    expect(shown).toContain('Posts published: 3 ▲ 1 (+50 %), objective at least 2: met');
    expect(shown).toContain('Time to approval, median: 1 min = as before');
    expect(shown).toContain(
      '9 Nov 2026 to 15 Nov 2026, Europe/Copenhagen. Arrows are against the week before.',
    );
  });

  it('says what it said, whatever comes in later', async () => {
    const before = await sent();
    await rig.post({ at: at('2026-11-10T10:00') });
    const [made] = await rig.database.select().from(reports);
    expect(await reportFor(rig.app, `made-${made?.id}`)).toMatchObject({ at: MONDAY, report: made?.report });
    expect(before).toContain('No post went out.');
    expect(await sent()).toBe(before);
  });

  it('that was missed for weeks is about the last one (metabase#47949)', async () => {
    rig.now = at('2026-12-01T12:00');
    expect(await sendReport(rig.app, 'team')).toEqual({ again: at('2026-12-07T09:00') });
    expect((await rig.database.select().from(reports)).map(({ period }) => period)).toEqual(['2026-W48']);
  });
});

describe('the alarms', () => {
  it('are set for each audience, stay where they are, move with the team file and go with it', async () => {
    rig.now = at('2026-11-12T12:00');
    await scheduleReports(rig.app);
    expect(await due()).toEqual([['audience:team', MONDAY]]);
    // One that is due is not moved on by a sweep before it has rung.
    rig.now = MONDAY + MINUTE;
    await scheduleReports(rig.app);
    expect(await due()).toEqual([['audience:team', MONDAY]]);
    const { team } = REPORTS.audiences;
    if (!team) throw new Error('There is no audience.');
    rig.reports = { ...REPORTS, audiences: { team: { ...team, day: 5, zone: 'America/New_York' } } };
    await scheduleReports(rig.app);
    expect(await due()).toEqual([['audience:team', at('2026-11-20T09:00', 'America/New_York')]]);
    rig.reports = { ...REPORTS, audiences: {} };
    await scheduleReports(rig.app);
    expect(await due()).toEqual([]);
    expect(await sendReport(rig.app, 'team')).toBe('done');
  });

  it('an edit loses no week: what was still to come this week comes at once, and only once', async () => {
    const { team } = REPORTS.audiences;
    if (!team) throw new Error('There is no audience.');
    rig.now = at('2026-11-12T12:00');
    await scheduleReports(rig.app);
    rig.now = at('2026-11-16T08:30');
    rig.reports = { ...REPORTS, audiences: { team: { ...team, time: { hour: 8, minute: 0 } } } };
    await scheduleReports(rig.app);
    expect(await due()).toEqual([['audience:team', rig.now]]);
    await sendReport(rig.app, 'team');
    await alarms.set(rig.database, {
      ...{ subject: 'audience:team', kind: 'send-report', payload: { zone: ZONE } },
      dueAt: at('2026-11-20T09:00'),
    });
    await scheduleReports(rig.app);
    expect(await due()).toContainEqual(['audience:team', at('2026-11-23T08:00')]);
  });

  it("east of the team's zone wait until its week is over, and tell of that week", async () => {
    const { team } = REPORTS.audiences;
    if (!team) throw new Error('There is no audience.');
    rig.reports = { ...REPORTS, audiences: { team: { ...team, zone: 'Pacific/Auckland' } } };
    rig.now = at('2026-11-12T12:00');
    await scheduleReports(rig.app);
    expect(await due()).toEqual([['audience:team', at('2026-11-16T00:00')]]);
    rig.now = at('2026-11-16T00:00');
    expect(await sendReport(rig.app, 'team')).toEqual({ again: at('2026-11-23T00:00') });
    expect((await rig.database.select().from(reports)).map(({ period }) => period)).toEqual(['2026-W46']);
  });

  it('of the same kind are found, and no others', async () => {
    await alarms.set(rig.database, { subject: 'post:1', kind: 'other', dueAt: 1 });
    await scheduleReports(rig.app);
    expect((await alarms.ofKind(rig.database, 'send-report')).map(({ subject }) => subject)).toEqual([
      'audience:team',
    ]);
  });
});

describe('a period that somebody asks for', () => {
  it('is read as people write it', () => {
    const read = (words: string) => readPeriod(words, ZONE, MONDAY).name;
    expect(['', 'last week', 'last-month', '2026-w44', '2026-W44', ' 2026-09 '].map(read)).toEqual([
      ...['2026-W46', '2026-W46', '2026-10', '2026-W44', '2026-W44', '2026-09'],
    ]);
  });

  it('is refused where it is none, or not over, with what to write', () => {
    const refusal = (words: string) => {
      try {
        readPeriod(words, ZONE, MONDAY);
      } catch (error) {
        if (error instanceof Refusal) return error.findings[0];
      }
      return undefined;
    };
    expect(refusal('lately')).toMatchObject({
      message: '"lately" is no week or month.',
      remedy: 'Write last-week, last-month, a week such as 2026-W46 or a month such as 2026-10.',
    });
    expect(refusal('this week')).toMatchObject({
      message: 'Week 47 (16–22 Nov 2026) is not over.',
      remedy: 'Ask again from 23 Nov 2026 on, or for 2026-W46.',
    });
    expect(refusal('2027-01')?.id).toBe('report.period.running');
  });
});

async function figures() {
  const asked = await reportFor(rig.app, '2026-W46');
  const entries = ['published', 'late', 'failed', 'unknown'].map((name) => {
    const figure = asked && lineNamed(asked.report, name)?.figure;
    return [name, figure?.kind === 'measured' ? figure.numerator : figure?.reason];
  });
  return Object.fromEntries(entries);
}

async function sent(): Promise<string> {
  await sendReport(rig.app, 'team');
  const [made] = await rig.database.select().from(reports);
  const drawn = await drawReport(rig.app, made?.id ?? 0, 'digest');
  return drawn ? plainText(drawn) : '';
}

async function due() {
  const rows = await rig.database.select().from(alarmRows);
  return rows.map(({ subject, dueAt }) => [subject, dueAt.getTime()]);
}

function iso(local: string): string {
  return new Date(at(local)).toISOString();
}

function at(iso: string, zone = ZONE): number {
  return DateTime.fromISO(iso, { zone }).toMillis();
}
