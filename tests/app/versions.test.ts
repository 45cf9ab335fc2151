/** Warnings of the end of a network's API version, over an embedded database. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { alarm } from '../../alarms/warn-of-version.ts';
import type { App } from '../../src/app/app.ts';
import { drawVersion, scheduleVersionWarnings } from '../../src/app/targets/versions.ts';
import { plainText } from '../../src/chat/card.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { network as linkedin } from '../../src/networks/linkedin/index.ts';
import * as alarms from '../../src/store/alarms.ts';
import { DEAF } from '../faults/deaf.ts';
import { useEmbedded } from '../store/opened.ts';

const opened = useEmbedded('versions');

test('is told 90, 30 and 7 days ahead, at the end and each week after it, once each; and not of one that is left (postiz#2005, n8n#14678, composio#4320)', async () => {
  const clock = new MovableClock();
  const at = (day: string) => clock.moveTo(Date.parse(`${day}T12:00:00Z`));
  const account = (version: string) => linkedin.account.parse({ access_token: 'a', version });
  const targets = { acme: { name: 'acme', network: 'linkedin', account: account('203004') } };
  const app = {
    ...{ clock, log: createLog('silent'), database: opened.database, queue: DEAF, messengers: new Map() },
    accounts: { network: () => linkedin },
    team: { targets, apps: {}, channels: { review: { slack: 'C0REVIEW' } } },
  } as unknown as App;
  const set = async () => (await alarms.ofKind(opened.database, 'warn-of-version'))[0];
  const told = async () =>
    (await opened.database.execute(sql`select 1 from outbox where subject = 'api-version:linkedin/203004'`))
      .rows.length;
  const ring = async () => {
    const rang = await alarm.ring(app, { subject: 'api-version:linkedin/203004' } as never);
    return rang === 'done' ? rang : new Date(rang.again).toISOString().slice(0, 10);
  };

  at('2030-06-01');
  await scheduleVersionWarnings(app);
  expect((await set())?.dueAt.toISOString().slice(0, 10)).toBe('2031-01-15');
  expect([await ring(), await told()]).toEqual(['2031-01-15', 0]);
  at('2031-01-15');
  expect([await ring(), await ring(), await told()]).toEqual(['2031-03-16', '2031-03-16', 1]);
  at('2031-03-16');
  expect([await ring(), await told()]).toEqual(['2031-04-08', 2]);
  expect(plainText(drawVersion(app, 'linkedin/203004') ?? ({} as never))).toContain('targets.acme');
  at('2031-04-08');
  expect([await ring(), await told()]).toEqual(['2031-04-15', 3]);
  at('2031-04-15');
  expect([await ring(), await told()]).toEqual(['2031-04-22', 4]);
  expect(drawVersion(app, 'linkedin/203004')?.heading).toContain('has ended');

  targets.acme.account = account('203104');
  await scheduleVersionWarnings(app);
  expect((await set())?.subject).toBe('api-version:linkedin/203104');
  expect([await ring(), drawVersion(app, 'linkedin/203004')]).toEqual(['done', undefined]);
});
