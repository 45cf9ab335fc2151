/** Connecting an account, from the link to the post, over a local LinkedIn and an embedded database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alarm } from '../../alarms/warn-of-end.ts';
import { command as group } from '../../commands/accounts/index.ts';
import { command } from '../../commands/accounts-show.ts';
import type { Team } from '../../config/team.ts';
import { page } from '../../pages/connect.ts';
import { createAccounts, sealAnew } from '../../src/app/accounts.ts';
import type { App } from '../../src/app/app.ts';
import { disconnect, linkFor } from '../../src/app/grants/connecting.ts';
import { redirectOf } from '../../src/app/grants/exchange.ts';
import { targetCard } from '../../src/app/targets/target-card.ts';
import { viewTarget } from '../../src/app/targets/target-view.ts';
import type { AuditEntry } from '../../src/audit/entry.ts';
import type { Card } from '../../src/chat/card.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import type { NetworkError } from '../../src/networks/network.ts';
import type { Person } from '../../src/people/person.ts';
import type { Role } from '../../src/people/role.ts';
import * as audit from '../../src/store/audit.ts';
import * as grants from '../../src/store/grants.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as pauses from '../../src/store/pauses.ts';
import { createPageLinks } from '../../src/web/page-links.ts';
import { createPages } from '../../src/web/pages.ts';
import { DEAF } from '../faults/deaf.ts';
import { ADA, APP, BEN, PAGE, startLinkedIn } from '../networks/servers/linkedin.ts';
import { intentAt, textOf } from '../networks/servers/outside.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { BASE, consent, open as openIn } from './visiting.ts';

const DAY = 24 * 3_600_000;
const KEY = new Uint8Array(32).fill(7);
const log = createLog('silent');

let opened: OpenDatabase;
let dataDir = '';
let eli: number;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-connecting-'));
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

let far: Awaited<ReturnType<typeof startLinkedIn>>;
let clock: MovableClock;
let app: App;
let roles: Role[];
let site: ReturnType<typeof createPages<App>>;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startLinkedIn(clock);
  roles = ['admin'];
  app = await appOf();
  const who = async (id: number): Promise<Person> => ({ ...person(), id });
  site = createPages({ pages: async () => [page], app, links: app.pages as never, log, who });
});
afterEach(async () => {
  await opened.database.transaction(async (transaction) => {
    for (const target of ['page', 'profile']) await grants.disconnect(transaction, target);
  });
  await app.accounts.close();
  await far.stop();
});

function person(): Person {
  return { id: eli, name: 'Eli Example', timeZone: 'UTC', roles, identities: {} };
}

async function appOf(): Promise<App> {
  const networks = await loadNetworks();
  const given = {
    client_id: APP.id,
    client_secret: APP.secret,
    api_url: far.linkedin.url,
    auth_url: far.linkedin.url,
  };
  const target = (name: string, more: object) => ({
    ...{ name, title: `Acme's ${name}`, network: 'linkedin', owner: 'Olga Owner' },
    account: networks.get('linkedin')?.account.parse({ ...given, ...more }),
  });
  const team = {
    ...{ channels: { review: { slack: 'C0REVIEW' } }, people: [], timeZone: 'UTC', apps: {} },
    targets: { page: target('page', { organization: PAGE }), profile: target('profile', {}) },
  } as unknown as Team;
  const { database } = opened;
  const accounts = createAccounts({
    team: () => team,
    networks,
    database,
    seal: createSeal(KEY),
    clock,
    log,
  });
  const pages = createPageLinks({ key: KEY, now: () => clock.now(), base: () => BASE });
  return {
    clock,
    log,
    team,
    database,
    queue: DEAF,
    messengers: new Map(),
    accounts,
    pages,
  } as unknown as App;
}

const open = (address: string) => openIn(site, address);

async function connect(target = 'page', as = ADA, how = {}) {
  const asked = await open(linkFor(app, target, eli));
  return open(await consent(asked.leads, as, how));
}

const grant = (target = 'page') => grants.forTarget(opened.database, target);

function publish(text: string, target = 'page') {
  return app.accounts.get(target)?.connection.publish(textOf(text), intentAt(), async () => {});
}

async function failing(attempt: Promise<unknown> | undefined): Promise<NetworkError> {
  return (await attempt?.then(
    () => undefined,
    (error: unknown) => error,
  )) as NetworkError;
}

describe('connecting', () => {
  it('is asked for, allowed, and posts go out', async () => {
    const before = await failing(publish('Too early'));
    expect([before.reason, before.remedy]).toEqual(['unauthorized', expect.stringContaining('/accounts')]);
    const asked = await open(linkFor(app, 'page', eli));
    expect(asked.words).toContain('Post, correct and delete as the page.');
    expect(new URL(asked.leads).searchParams.get('redirect_uri')).toBe(redirectOf(app));
    const back = await open(await consent(asked.leads, ADA));
    expect(back.words).toContain('page is connected');
    await publish('Hello');
    expect(far.live().map(({ text }) => text)).toEqual(['Hello']);
    expect(await grant()).toMatchObject({ granterId: `urn:li:person:${ADA}`, personId: eli, ended: null });
  });

  it('frees a paused account, and stands in the audit log', async () => {
    const problem = { reason: 'paused' as const, message: 'Over.', remedy: '' };
    await opened.database.transaction((transaction) =>
      pauses.open(transaction, { target: 'page', problem, pausedAt: new Date() }),
    );
    await connect();
    expect(await pauses.current(opened.database, 'page')).toBeUndefined();
    const kinds: [string, string | undefined][] = [];
    for await (const row of audit.all(opened.database)) {
      const entry = JSON.parse(row.entry) as AuditEntry;
      kinds.push([entry.kind, entry.person?.name]);
    }
    expect(kinds.slice(-2)).toEqual([
      ['target.connected', 'Eli Example'],
      ['target.resumed', undefined],
    ]);
  });

  it('keeps no token that can be read', async () => {
    await connect();
    const { sealed = '' } = (await grant()) ?? {};
    // As tokens begin there; two letters alone come up among sealed bytes now and then.
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toMatch(/AQ[\w-]{10}/);
    await sealAnew({ database: opened.database, seal: createSeal(new Uint8Array(32).fill(8), KEY), log });
    expect((await grant())?.sealed).not.toBe(sealed);
    // With another key it is as good as none.
    expect((await failing(publish('Hello'))).message).toContain('not connected');
  });

  it('bears with a token that is too new to be known everywhere (omniauth-linkedin-oauth2#81, fastapi-sso#196)', async () => {
    const message = 'The token used in the request has been revoked by the user';
    far.linkedin.faults.next('organizationAcls', {
      refusal: {
        status: 401,
        body: { status: 401, serviceErrorCode: 65_601, code: 'REVOKED_ACCESS_TOKEN', message },
      },
    });
    expect((await connect()).words).toContain('is connected');
  });
});

describe('nothing is kept, and it is told why, when', () => {
  afterEach(async () => expect(await grant()).toBeUndefined());

  it('they say no; and the link still opens', async () => {
    const asked = await open(linkFor(app, 'page', eli));
    const back = await open(await consent(asked.leads, ADA, { answer: 'cancel' }));
    expect(back.words).toContain('The user cancelled the authorization');
  });

  it('they untick something', async () => {
    const { words } = await connect('page', ADA, { without: 'r_organization_social' });
    expect(words).toContain('did not give: r_organization_social');
  });

  it('they may not post for the page', async () => {
    expect((await connect('page', BEN)).words).toContain('ANALYST');
  });

  it('the network does not answer', async () => {
    far.linkedin.faults.next('accessToken', { loseAnswer: 'after' });
    expect((await connect()).words).toContain('It was not connected');
  });

  it("the app's secret is wrong", async () => {
    const [real] = [APP.secret];
    APP.secret = 'changed';
    expect((await connect()).words).toContain('invalid_client');
    APP.secret = real;
  });

  it('whoever comes is neither an admin nor the owner', async () => {
    roles = ['author'];
    expect((await open(linkFor(app, 'page', eli))).status).toBe(404);
  });
});

it('a link connects once', async () => {
  const asked = await open(linkFor(app, 'page', eli));
  const back = await consent(asked.leads, ADA);
  expect((await open(back)).words).toContain('is connected');
  expect((await open(back)).words).toContain('This link was used');
  const other = await consent(asked.leads, ADA);
  expect((await open(other)).words).toContain('This link was used');
});

it('somebody else does not take an account over unasked', async () => {
  await connect('profile', ADA);
  const { words } = await connect('profile', BEN);
  expect(words).toContain('with the permission of Ada Author; you came as Ben Reader');
  await publish('Hello', 'profile');
  expect(far.linkedin.posts().map(({ author }) => author)).toEqual([`urn:li:person:${ADA}`]);
  expect(await disconnect(app, person(), 'profile')).toBe(true);
  expect((await connect('profile', BEN)).words).toContain('is connected');
});

describe('a leave', () => {
  it('is renewed when it is about to run out, once, whoever asks', async () => {
    await connect();
    const before = await grant();
    clock.moveTo(clock.now() + 60 * DAY - 60_000);
    // A second process.
    const other = await appOf();
    const asked = ['One', 'Two', 'Three'].map((text) => publish(text));
    await Promise.all([...asked, other.accounts.get('page')?.connection.identify()]);
    expect(far.live()).toHaveLength(3);
    expect(far.linkedin.renewals).toBe(1);
    const after = await grant();
    expect(after?.id).toBe(before?.id);
    // The end that no renewal moves, to the second.
    expect(Math.abs((after?.endsAt?.getTime() ?? 0) - (before?.endsAt?.getTime() ?? 0))).toBeLessThan(5_000);
    await other.accounts.close();
  });

  it('whose renewal was lost is renewed again with the same token', async () => {
    await connect();
    clock.moveTo(clock.now() + 60 * DAY);
    far.linkedin.faults.next('accessToken', { loseAnswer: 'after' });
    expect((await failing(publish('One'))).reason).toBe('unreachable');
    expect(await grant()).toMatchObject({ ended: null });
    await publish('Two');
    expect(far.live().map(({ text }) => text)).toEqual(['Two']);
  });

  it('is not ended by a break-down, nor by one refusal of a token', async () => {
    await connect();
    const refusal = { status: 401, body: { status: 401, message: 'Invalid access token' } };
    far.linkedin.faults.next('createPost', { refusal });
    expect((await failing(publish('One'))).reason).toBe('unauthorized');
    await publish('Two');
    clock.moveTo(clock.now() + 60 * DAY);
    far.linkedin.faults.next('accessToken', { page: 503 });
    expect((await failing(publish('Three'))).reason).toBe('unreachable');
    await publish('Four');
    expect(far.live().map(({ text }) => text)).toEqual(['Two', 'Four']);
  });

  it('connected again goes on by its new refresh token (postiz PR #1884)', async () => {
    await connect();
    await connect();
    clock.moveTo(clock.now() + 60 * DAY);
    await publish('After the reconnection');
    expect([far.live().length, far.linkedin.renewals]).toEqual([1, 1]);
  });

  it('renewed by an answer with an empty refresh token keeps the one that it has (postiz PR #1884)', async () => {
    await connect();
    clock.moveTo(clock.now() + 60 * DAY);
    const access_token = far.linkedin.issueToken(ADA, APP.scopes);
    const body = { access_token, expires_in: 60, token_type: 'Bearer', refresh_token: '' };
    far.linkedin.faults.next('accessToken', { refusal: { status: 200, body } });
    await publish('By that answer');
    clock.moveTo(clock.now() + DAY);
    await publish('By the token that was kept');
    expect([far.live().length, far.linkedin.renewals]).toEqual([2, 1]);
  });

  it('that is taken back ends, and says so until it is connected again', async () => {
    await connect();
    far.linkedin.revoke(ADA);
    clock.moveTo(clock.now() + 60 * DAY);
    const error = await failing(publish('One'));
    expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('invalid_grant')]);
    expect((await grant())?.ended).not.toBeNull();
    const later = await failing(publish('Two'));
    expect([later.reason, later.remedy]).toEqual(['unauthorized', expect.stringContaining('/accounts')]);
    expect((await connect()).words).toContain('is connected');
    await publish('Three');
    expect(far.live().map(({ text }) => text)).toEqual(['Three']);
  });
});

it('its end is told a week before, and not when it was connected again', async () => {
  await connect();
  const { endsAt } = (await grant()) ?? {};
  const due = async () => {
    const { rows } = await opened.database.execute<{ at: string }>(
      sql`select due_at as at from alarms where kind = 'warn-of-end' and subject = 'target:page'`,
    );
    return rows.map(({ at }) => Date.parse(at));
  };
  expect(await due()).toEqual([(endsAt?.getTime() ?? 0) - 7 * DAY]);
  const ring = () => alarm.ring(app, { subject: 'target:page' } as never);
  const waiting = async () => {
    const { rows } = await opened.database.execute(sql`select 1 from outbox where subject = 'target:page'`);
    return rows.length;
  };
  await ring();
  expect(await waiting()).toBe(0);
  clock.moveTo((endsAt?.getTime() ?? 0) - 7 * DAY);
  await ring();
  expect(await waiting()).toBe(1);
  expect(targetCard(await viewTarget(app, 'page')).heading).toBe("Acme's page must be connected again");
  await disconnect(app, person(), 'page');
  expect(await due()).toEqual([]);
});

describe('/accounts', () => {
  const call = () => ({ person: person(), values: {} }) as never;
  const buttonOf = (action: string) => group.buttons?.find((one) => one.action === action);
  const labels = (shown: Card) => (shown.actions ?? []).map((action) => action.label);

  it('offers to connect what a person has to allow, by a link, and to disconnect it', async () => {
    expect(labels(await command.run(call(), app))).toEqual(["Connect Acme's page", "Connect Acme's profile"]);
    await connect();
    const [press, undo] = [buttonOf('account.connect'), buttonOf('account.disconnect')];
    const asked = await press?.press({ person: person(), id: 'page' } as never, app);
    expect(labels(asked as Card)).toEqual(['Open the page', 'Disconnect']);
    const [{ url = '' } = {}] = (asked as Card).actions as { url?: string }[];
    expect((await open(url)).words).toContain('Go on to LinkedIn');
    await undo?.press({ person: person(), id: 'page' } as never, app);
    expect((await failing(publish('Hello'))).message).toContain('not connected');
  });

  it('offers it to admins and owners alone', async () => {
    roles = ['approver'];
    expect(labels(await command.run(call(), app))).toEqual([]);
    const press = buttonOf('account.connect');
    await expect(press?.press({ person: person(), id: 'page' } as never, app)).rejects.toThrow('not yours');
  });
});
