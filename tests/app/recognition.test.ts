import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { recognise } from '../../src/app/people/recognition.ts';
import { unknownZoneCard } from '../../src/app/people/unknown-zone.ts';
import { createLog } from '../../src/kit/log.ts';
import { subjectOf } from '../../src/kit/subject.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { messagesOf } from '../../src/store/outbox.ts';
import { prepareEmbedded } from '../store/embedded.ts';

let opened: OpenDatabase;
let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-recognition-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log: createLog('silent') });
});
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** An app whose Slack tells this zone of everybody. */
function appTelling(timeZone: string | undefined): App {
  const member = async (user: string) => ({ name: user, groups: [], ...(timeZone ? { timeZone } : {}) });
  const log = createLog('silent');
  const queue = { add: async () => {} };
  const team = { people: [], roles: {}, timeZone: 'Europe/Copenhagen' };
  const messengers = new Map([['slack', { member }]]);
  const subjects = { merge: async () => {} };
  return { database: opened.database, log, queue, team, messengers, subjects } as unknown as App;
}

const zoneOf = async (app: App, user: string) => (await recognise(app, { chat: 'slack', user })).timeZone;

test('who moves gets the new zone at once, and keeps it while the chat tells none', async () => {
  expect(await zoneOf(appTelling('Europe/Copenhagen'), 'U1')).toBe('Europe/Copenhagen');
  expect(await zoneOf(appTelling('America/New_York'), 'U1')).toBe('America/New_York');
  expect(await zoneOf(appTelling(undefined), 'U1')).toBe('America/New_York');
});

test('whoever has a zone that is not known gets the team’s, and is told so once', async () => {
  const app = appTelling('Mars/Olympus');
  expect(await zoneOf(app, 'U2')).toBe('Europe/Copenhagen');
  expect(await zoneOf(app, 'U2')).toBe('Europe/Copenhagen');
  const { id } = await recognise(app, { chat: 'slack', user: 'U2' });
  const messages = await messagesOf(opened.database, subjectOf('person', id));
  expect(messages.map(({ kind, round, personId }) => ({ kind, round, personId }))).toEqual([
    { kind: 'zone', round: 'Mars/Olympus', personId: id },
  ]);
  expect(JSON.stringify(unknownZoneCard('Mars/Olympus', 'Europe/Copenhagen'))).toContain(
    'Your chat says Mars/Olympus.',
  );
});
