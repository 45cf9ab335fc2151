/** A report about one network alone: what of it counts, what is said of it, and whom it refuses. */
import { sql } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { section as listening } from '../../config/team/sections/listening.ts';
import { periodSubject, reportFor } from '../../src/app/reports/asked.ts';
import { digestCard } from '../../src/app/reports/digest-card.ts';
import { makeReport } from '../../src/app/reports/making.ts';
import { reportBody, reportTitle } from '../../src/app/reports/report-page.ts';
import { readScope } from '../../src/app/reports/scope.ts';
import { plainText } from '../../src/chat/card.ts';
import { Refusal } from '../../src/kit/finding.ts';
import { lastClosed } from '../../src/reports/period.ts';
import { lineNamed, type Report } from '../../src/reports/report.ts';
import { tableOf } from '../../src/reports/table.ts';
import { emptyPosts } from '../store/empty.ts';
import { openRig, REPORTS, type ReportsRig, ZONE } from './reports-rig.ts';

let rig: ReportsRig;
beforeAll(async () => {
  rig = await openRig();
}, 60_000);
afterAll(() => rig?.close());
beforeEach(async () => {
  await emptyPosts(rig.database);
  rig.now = at('2026-11-16T09:00');
  rig.reports = REPORTS;
  rig.connections = {
    ...{ sky: { network: 'bluesky' }, second: { network: 'bluesky' }, mast: { network: 'mastodon' } },
  };
});

it('counts what went to its accounts, each post once, and nothing of the others', async () => {
  await rig.post({ at: at('2026-11-09T10:00'), targets: ['sky', 'second', 'mast'] });
  await rig.post({ at: at('2026-11-10T10:00'), targets: ['mast'] });
  await rig.post({ dueAt: at('2026-11-11T10:00'), state: 'failed', targets: ['mast'] });
  expect(await numbers('')).toMatchObject({ published: 2, failed: 1 });
  expect(await numbers('bluesky')).toMatchObject({ published: 1, failed: 0 });
  expect(await numbers('Mastodon')).toMatchObject({ published: 2, failed: 1 });
});

it('counts what was written to its accounts', async () => {
  const sources = { sky: { account: 'sky' }, mast: { account: 'mast' } };
  rig.listening = listening.read(listening.schema.parse({ sources }), {
    ...{ timeZone: ZONE, channels: {}, people: [], targets: {}, groups: {} },
  } as never);
  const when = new Date(at('2026-11-10T10:00')).toISOString();
  await rig.database.execute(sql`
    insert into mention_slots (topic, source, at, count, negative, positive)
    values ('', 'sky', ${when}, 5, 1, 3), ('', 'mast', ${when}, 2, 0, 0)`);
  expect(await numbers('')).toMatchObject({ mentions: 7 });
  expect(await numbers('bluesky')).toMatchObject({ mentions: 5 });
});

it('says in its title and below the figures what it is about, and why the others are missing', async () => {
  await rig.post({ at: at('2026-11-09T10:00'), targets: ['sky'] });
  const report = await reportOn('bluesky');
  const shown = plainText(digestCard({ team: 'Acme', report, shown: ['published', 'crises'], id: '1' }));
  expect(shown).toContain('Acme on Bluesky: Week 46 (9–15 Nov 2026)');
  expect(shown).toContain('The 2 accounts on Bluesky alone: sky, second. What is of no network is missing.');
  expect(shown).toMatch(/Crises: – .*it is of no network/);
  // What is aimed at in all judges no part.
  expect(shown).not.toContain('objective');
  const view = { team: 'Acme', report, at: rig.now, titleOf: (name: string) => name, pictures: [] };
  expect(reportTitle(view)).toBe('Acme on Bluesky: Week 46 (9–15 Nov 2026)');
  expect(String(reportBody(view))).toContain('accounts on Bluesky alone');
  expect(tableOf(report)).toMatch(/^2026-W46,published,,count,1,.*,bluesky$/m);
});

it('is found again by the link of its card, and no more when the team has no account there', async () => {
  await rig.post({ at: at('2026-11-09T10:00'), targets: ['sky'] });
  const report = await reportOn('bluesky');
  expect(periodSubject(report)).toBe('2026-W46@bluesky');
  expect((await reportFor(rig.app, '2026-W46@bluesky'))?.report.network).toEqual(report.network);
  rig.connections = { mast: { network: 'mastodon' } };
  expect(await reportFor(rig.app, '2026-W46@bluesky')).toBeUndefined();
});

it('is refused for a network that the team is not on, with those that it is on', () => {
  const refused = () => readScope(rig.app, 'Friendster');
  expect(refused).toThrow(Refusal);
  expect(refused).toThrow(/"Friendster" is no network of this team/);
  try {
    refused();
  } catch (error) {
    expect((error as Refusal).findings[0]?.remedy).toBe('Write one of: bluesky, mastodon.');
  }
});

function reportOn(words: string): Promise<Report> {
  return makeReport(rig.app, lastClosed('week', rig.now, ZONE), readScope(rig.app, words));
}

async function numbers(words: string) {
  const report = await reportOn(words);
  const entries = ['published', 'failed', 'mentions'].map((name) => {
    const figure = lineNamed(report, name)?.figure;
    return [name, figure?.kind === 'measured' ? figure.numerator : figure?.reason];
  });
  return Object.fromEntries(entries);
}

function at(iso: string): number {
  return DateTime.fromISO(iso, { zone: ZONE }).toMillis();
}
