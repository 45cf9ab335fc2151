import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { recognise } from '../../src/app/people/recognition.ts';
import { createLog } from '../../src/kit/log.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
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
function appTelling(timeZone: string | undefined, warnings: unknown[] = []): App {
  const member = async (user: string) => ({ name: user, groups: [], ...(timeZone ? { timeZone } : {}) });
  const log = { warn: (about: unknown) => warnings.push(about) };
  const team = { people: [], roles: {}, timeZone: 'Europe/Copenhagen' };
  const messengers = new Map([['slack', { member }]]);
  const subjects = { merge: async () => {} };
  return { database: opened.database, log, team, messengers, subjects } as unknown as App;
}

const zoneOf = async (app: App, user: string) => (await recognise(app, { chat: 'slack', user })).timeZone;

test('who moves gets the new zone at once, and keeps it while the chat tells none', async () => {
  expect(await zoneOf(appTelling('Europe/Copenhagen'), 'U1')).toBe('Europe/Copenhagen');
  expect(await zoneOf(appTelling('America/New_York'), 'U1')).toBe('America/New_York');
  expect(await zoneOf(appTelling(undefined), 'U1')).toBe('America/New_York');
});

test('a zone that is not known falls back to the team, and the log tells it once', async () => {
  const warnings: unknown[] = [];
  const app = appTelling('Mars/Olympus', warnings);
  expect(await zoneOf(app, 'U2')).toBe('Europe/Copenhagen');
  expect(await zoneOf(app, 'U2')).toBe('Europe/Copenhagen');
  expect(warnings).toEqual([{ person: 'U2', zone: 'Mars/Olympus', instead: 'Europe/Copenhagen' }]);
});
