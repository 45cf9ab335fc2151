/** A leave of Threads: a token that lasts from one that does not, renewed by itself, over a local Threads and a database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalThreads } from '@bellwether/local-networks/threads/index.ts';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGrants, type Grants } from '../../src/app/grant-keeper.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import type { Consent } from '../../src/networks/grant.ts';
import { authorizationAddress, tokensFor } from '../../src/networks/oauth.ts';
import { network } from '../../src/networks/threads/index.ts';
import * as stored from '../../src/store/grants.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { failureOf } from '../contract/networks.calls.ts';
import { APP, USER } from '../networks/servers/threads.ts';
import { prepareEmbedded } from '../store/embedded.ts';

const DAY = 24 * 3_600_000;
const log = createLog('silent');
const VERIFIER = 'v'.repeat(43);
const [redirect = ''] = APP.redirects;
let opened: OpenDatabase;
let dataDir = '';
let eli: number;
let clock: MovableClock;
let threads: LocalThreads;
let grants: Grants;
let consent: Consent;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-threads-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
  const { rows } = await opened.database.execute<{ id: string }>(
    sql`insert into people (name) values ('Eli Example') returning id`,
  );
  eli = Number(rows[0]?.id);
  // Making the template takes its time on a busy machine.
}, 120_000);
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  clock = new MovableClock();
  threads = new LocalThreads({ clock, users: [USER], apps: [APP] });
  await threads.start();
  const { database } = opened;
  grants = createGrants({ database, seal: createSeal(new Uint8Array(32).fill(7)), clock, log });
  const app = { client_id: APP.id, client_secret: APP.secret };
  const settings = network.account.parse({ ...app, api_url: threads.url, auth_url: threads.url });
  const asked = network.consent?.(settings);
  if (!asked) throw new Error('It asks for no consent.');
  consent = asked;
});
afterEach(async () => {
  await opened.database.transaction((transaction) => stored.disconnect(transaction, 'threads'));
  await threads.stop();
});

/** As a person who allows all of it. */
async function connect(): Promise<void> {
  const address = authorizationAddress(consent, redirect, { state: 's', verifier: VERIFIER });
  const form = new URLSearchParams({ answer: 'allow', user: USER.id });
  for (const scope of new URL(address).searchParams.get('scope')?.split(',') ?? [])
    form.append('scope', scope);
  const back = await fetch(address, { method: 'POST', redirect: 'manual', body: form });
  const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const engine = { network: 'Threads', now: () => clock.now() };
  const came = { query: { code }, state: 's', verifier: VERIFIER, redirect };
  const tokens = await tokensFor(engine, consent, came);
  const granter = { id: USER.id, name: '@acme' };
  await opened.database.transaction((transaction) =>
    grants.keep(transaction, { tokens, granter, network: 'threads', targets: ['threads'], personId: eli }),
  );
}

const token = () => grants.of('threads', 'Threads', consent).token();
const pass = (span: number) => clock.moveTo(clock.now() + span);
const endsAt = async () => (await stored.forTarget(opened.database, 'threads'))?.endsAt?.getTime() ?? 0;
const whoseIs = (given: string) => threads.tokens.check(given).user;

test('what is kept lasts for sixty days, and not for the hour of what came first', async () => {
  await connect();
  expect(Math.round((await endsAt()) / DAY - clock.now() / DAY)).toBe(60);
  pass(2 * 3_600_000);
  expect(whoseIs(await token())).toBe(USER.id);
  expect(threads.tokens.renewals).toBe(0);
});

test('it is renewed when it is used after a week, its end moves, and the new one is used from then on', async () => {
  await connect();
  const first = await token();
  pass(8 * DAY);
  const second = await token();
  expect(second).not.toBe(first);
  expect(threads.tokens.renewals).toBe(1);
  expect(Math.round((await endsAt()) / DAY - clock.now() / DAY)).toBe(60);
  expect(await token()).toBe(second);
  for (let weeks = 0; weeks < 20; weeks += 1) {
    pass(8 * DAY);
    expect(whoseIs(await token())).toBe(USER.id);
  }
});

test('a network that does not renew now holds up nobody: what is good is used', async () => {
  await connect();
  const first = await token();
  pass(8 * DAY);
  await threads.stop();
  expect(await token()).toBe(first);
});

test('one that was taken back there is over, and says so', async () => {
  await connect();
  threads.tokens.revoke(USER.id);
  pass(8 * DAY);
  expect((await failureOf(token())).reason).toBe('unauthorized');
  expect((await stored.forTarget(opened.database, 'threads'))?.ended).not.toBeNull();
});

test('one that nobody used for sixty days asks a person', async () => {
  await connect();
  pass(61 * DAY);
  expect((await failureOf(token())).reason).toBe('unauthorized');
});
