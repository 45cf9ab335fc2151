/** Targets that come to be by presses alone, from the link to the post, over a local LinkedIn and an embedded database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { command as group } from '../../commands/accounts/index.ts';
import { command } from '../../commands/accounts-connect.ts';
import type { Team } from '../../config/team.ts';
import { page } from '../../pages/connect.ts';
import { createAccounts, sealAnew } from '../../src/app/accounts.ts';
import type { App } from '../../src/app/app.ts';
import { disconnect } from '../../src/app/grants/connecting.ts';
import { linkForNew } from '../../src/app/grants/discovering.ts';
import { type ConnectedTargets, createConnectedTargets } from '../../src/app/targets/connected.ts';
import { ownersPlaces } from '../../src/app/targets/owner.ts';
import { renameTarget } from '../../src/app/targets/renaming.ts';
import type { Card } from '../../src/chat/card.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import type { NetworkError } from '../../src/networks/network.ts';
import type { Person } from '../../src/people/person.ts';
import type { Role } from '../../src/people/role.ts';
import * as grants from '../../src/store/grants.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as targets from '../../src/store/targets.ts';
import { createPageLinks } from '../../src/web/page-links.ts';
import { createPages } from '../../src/web/pages.ts';
import { DEAF } from '../faults/deaf.ts';
import { ADA, APP, BEN, PAGE, startLinkedIn } from '../networks/servers/linkedin.ts';
import { intentAt, textOf } from '../networks/servers/outside.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { BASE, consent, open as openIn, type Seen } from './visiting.ts';

const DAY = 24 * 3_600_000;
const KEY = new Uint8Array(32).fill(7);
const log = createLog('silent');

let opened: OpenDatabase;
let dataDir = '';
let eli: number;
let olga: number;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-discovering-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
  eli = await people.enrol(opened.database, { slack: 'U0ELI' }, { name: 'Eli Example' });
  olga = await people.enrol(opened.database, { slack: 'U0OLGA' }, { name: 'Olga Other' });
  // Making the template takes its time on a busy machine.
}, 120_000);
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});

let far: Awaited<ReturnType<typeof startLinkedIn>>;
let clock: MovableClock;
let file: Team;
let app: App;
let connected: ConnectedTargets;
let roles: Role[];
let site: ReturnType<typeof createPages<App>>;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startLinkedIn(clock);
  roles = ['admin'];
  file = await teamFile();
  ({ app, connected } = await processOf());
  const who = async (id: number): Promise<Person> => ({ ...person(), id });
  site = createPages({ pages: async () => [page], app, links: app.pages as never, log, who });
});
afterEach(async () => {
  for (const table of ['grant_targets', 'grants', 'connected_targets', 'discoveries', 'pauses'])
    await opened.database.execute(sql.raw(`delete from ${table}`));
  await app.accounts.close();
  await far.stop();
});

function person(): Person {
  return { id: eli, name: 'Eli Example', timeZone: 'UTC', roles, identities: { slack: 'U0ELI' } };
}

async function teamFile(): Promise<Team> {
  const own = { client_id: APP.id, client_secret: APP.secret, asks_for: ['pages', 'profile'] };
  const at = { api_url: far.linkedin.url, auth_url: far.linkedin.url };
  const linkedin = (await loadNetworks()).get('linkedin')?.discovery?.app.parse({ ...own, ...at });
  return {
    ...{ channels: { review: { slack: 'C0REVIEW' } }, people: [], timeZone: 'UTC' },
    ...{ targets: { web: { name: 'web', title: 'The web' } }, groups: { news: ['web'] }, apps: { linkedin } },
  } as unknown as Team;
}

/** What one of several processes has. */
async function processOf(): Promise<{ app: App; connected: ConnectedTargets }> {
  const networks = await loadNetworks();
  const { database } = opened;
  const seal = createSeal(KEY);
  const all = createConnectedTargets({ file: () => file, networks, database, seal, log });
  await all.refresh();
  const accounts = createAccounts({
    ...{ team: all.team, refresh: all.refresh, networks, database, seal, clock, log },
  });
  const made = {
    ...{ clock, log, database, queue: DEAF, accounts },
    messengers: new Map([['slack', { directChannel: async (user: string) => `D-${user}` }]]),
    pages: createPageLinks({ key: KEY, now: () => clock.now(), base: () => BASE }),
    get team() {
      return all.team();
    },
  };
  return { app: made as unknown as App, connected: all };
}

const open = (address: string, sent?: Record<string, string>) => openIn(site, address, sent);

/** From the link to the list of what the leave shows. */
async function found(as = ADA, how = {}): Promise<Seen> {
  const asked = await open(linkForNew(app, 'linkedin', eli));
  return open(await consent(asked.leads, as, how));
}

function send(seen: Seen, changes: Record<string, string | undefined> = {}): Promise<Seen> {
  const values = Object.entries({ ...seen.form?.values, ...changes });
  const sent = values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return open(seen.form?.action ?? '', Object.fromEntries(sent));
}

function publish(target: string, text: string, by = app) {
  return by.accounts.get(target)?.connection.publish(textOf(text), intentAt(), async () => {});
}

async function failing(attempt: Promise<unknown> | undefined): Promise<NetworkError> {
  return (await attempt?.then(
    () => undefined,
    (error: unknown) => error,
  )) as NetworkError;
}

const names = () => Object.keys(app.team.targets);

describe('what stands in no file', () => {
  it('is asked for, found, ticked, and posts go there at once', async () => {
    const asked = await open(linkForNew(app, 'linkedin', eli));
    expect(asked.words).toContain('Post, correct and delete as the page.');
    expect(asked.words).toContain('Post, correct and delete in your name.');
    const seen = await open(await consent(asked.leads, ADA));
    expect(seen.words).toContain('By the leave of Ada Author on LinkedIn');
    expect(seen.form?.values).toMatchObject({
      ...{ 'name-0': 'linkedin-ada-author', 'title-0': 'Ada Author on LinkedIn' },
      ...{ 'tick-1': 'on', 'name-1': 'linkedin-acme', 'title-1': 'Acme on LinkedIn' },
    });
    const done = await send(seen, { 'tick-0': undefined, 'title-1': 'Acme, the page' });
    expect(done.words).toContain('1 target is there');
    expect(names()).toEqual(['web', 'linkedin-acme']);
    expect(app.team.targets['linkedin-acme']).toMatchObject({
      title: 'Acme, the page',
      connected: { place: `urn:li:organization:${PAGE}`, ownerId: eli },
    });
    await publish('linkedin-acme', 'Hello');
    expect(far.linkedin.posts().map(({ author }) => author)).toEqual([`urn:li:organization:${PAGE}`]);
    expect(await ownersPlaces(app, 'linkedin-acme')).toEqual([{ chat: 'slack', channel: 'D-U0ELI' }]);
  });

  it('shows what may not be posted to, with the reason and what would help, and takes no tick for it', async () => {
    const seen = await found(ADA);
    expect(seen.words).toContain('The role there is ANALYST. An administrator of the page can make them');
    expect(seen.form?.values).not.toHaveProperty('name-2');
    const forced = await send(seen, { 'tick-2': 'on', 'name-2': 'linkedin-other', 'title-2': 'Other' });
    expect(forced.status).toBe(422);
    expect(names()).toEqual(['web']);
  });

  it('keeps what was typed where a name cannot be, and tells what is wrong with each', async () => {
    const seen = await found();
    for (const [name, words] of [
      ['Acme Page', 'is not made of a-z'],
      ['web', 'Something is called &quot;web&quot; already'],
      ['news', 'Something is called &quot;news&quot; already'],
      ['all', 'Something is called &quot;all&quot; already'],
      ['linkedin-acme', 'Something is called &quot;linkedin-acme&quot; already'],
    ] as const) {
      const refused = await send(seen, { 'name-0': name });
      expect([refused.status, refused.words]).toEqual([422, expect.stringContaining(words)]);
      expect(refused.form?.values).toMatchObject({ 'name-0': name, 'tick-0': 'on' });
    }
    expect((await send(seen, { 'title-0': ' ' })).words).toContain('it needs 1 to 100');
    expect((await send(seen, { 'tick-0': undefined, 'tick-1': undefined })).words).toContain(
      'Nothing is ticked',
    );
    expect(names()).toEqual(['web']);
    expect((await send(seen)).status).toBe(200);
  });

  it('shares one leave, which is renewed once for all', async () => {
    await send(await found());
    const [one, other] = await Promise.all(
      ['linkedin-acme', 'linkedin-ada-author'].map((name) => grants.forTarget(opened.database, name)),
    );
    expect(one?.id).toBe(other?.id);
    clock.moveTo(clock.now() + 60 * DAY - 60_000);
    await Promise.all([publish('linkedin-acme', 'One'), publish('linkedin-ada-author', 'Two')]);
    expect(far.live()).toHaveLength(2);
    expect(far.linkedin.renewals).toBe(1);
  });

  it('is there in another process as soon as something is to go out by it', async () => {
    const other = await processOf();
    await send(await found());
    expect(other.app.accounts.get('linkedin-acme')).toBeUndefined();
    expect((await other.app.accounts.find?.('linkedin-acme'))?.title).toBe('Acme on LinkedIn');
    await publish('linkedin-acme', 'Hello', other.app);
    expect(far.live()).toHaveLength(1);
    await other.app.accounts.close();
  });

  it('comes once of a link, also where the list is opened or sent again', async () => {
    const asked = await open(linkForNew(app, 'linkedin', eli));
    const back = await consent(asked.leads, ADA);
    const seen = await open(back);
    expect((await open(back)).form?.values).toEqual(seen.form?.values);
    const [one, two] = await Promise.all([send(seen), send(seen)]);
    expect([one.status, two.status].sort()).toEqual([200, 422]);
    expect((await open(back)).words).toContain('This link was used');
    expect(await targets.all(opened.database)).toHaveLength(2);
  });
});

describe('nothing is kept when', () => {
  afterEach(async () => {
    expect(names()).toEqual(['web']);
    const { rows } = await opened.database.execute('select * from grants');
    expect(rows).toEqual([]);
  });

  it('they say no', async () => {
    expect((await found(ADA, { answer: 'cancel' })).words).toContain('The user cancelled');
  });

  it('they untick something', async () => {
    expect((await found(ADA, { without: 'w_member_social' })).words).toContain(
      'did not give: w_member_social',
    );
  });

  it('they leave the list as it is, and what they allowed is forgotten', async () => {
    const seen = await found();
    clock.moveTo(clock.now() + 29 * 60_000);
    await targets.forgetDiscoveries(opened.database, new Date(clock.now() + 2 * 60_000));
    expect((await send(seen)).words).toContain('This link was used');
    const { rows } = await opened.database.execute('select * from discoveries');
    expect(rows).toEqual([]);
  });

  it('they are no admin any more', async () => {
    const seen = await found();
    roles = ['author'];
    expect((await send(seen)).status).toBe(404);
    expect((await open(linkForNew(app, 'linkedin', eli))).status).toBe(404);
  });
});

describe('a target that was connected', () => {
  const reconnect = async (name: string, as: string) => {
    const press = group.buttons.find(({ action }) => action === 'account.connect');
    const shown = (await press?.press({ person: person(), id: name } as never, app)) as Card;
    const link = shown.actions.find(({ kind }) => kind === 'link') as { url: string };
    const asked = await open(link.url);
    return open(await consent(asked.leads, as));
  };

  it('waits when it is disconnected, and is itself again when it is connected again', async () => {
    await send(await found());
    expect(await disconnect(app, person(), 'linkedin-acme')).toBe(true);
    const error = await failing(publish('linkedin-acme', 'Waits'));
    expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('not connected')]);
    await publish('linkedin-ada-author', 'Goes on');
    expect((await reconnect('linkedin-acme', ADA)).words).toContain('is connected');
    await publish('linkedin-acme', 'Goes out');
    expect(far.live().map(({ text }) => text)).toEqual(['Goes on', 'Goes out']);
    const [one, other] = await Promise.all(
      ['linkedin-acme', 'linkedin-ada-author'].map((name) => grants.forTarget(opened.database, name)),
    );
    expect(one?.id).toBe(other?.id);
  });

  it('is not aimed at another account, whoever comes', async () => {
    await send(await found());
    const before = await grants.forTarget(opened.database, 'linkedin-ada-author');
    expect((await reconnect('linkedin-ada-author', BEN)).words).toContain(
      'does not post to Ada Author on LinkedIn',
    );
    await disconnect(app, person(), 'linkedin-ada-author');
    expect((await reconnect('linkedin-ada-author', BEN)).words).toContain('does not post to');
    expect((await reconnect('linkedin-ada-author', ADA)).words).toContain('is connected');
    expect((await grants.forTarget(opened.database, 'linkedin-ada-author'))?.granterId).toBe(
      before?.granterId,
    );
  });

  it('is not ticked again: it goes by the new leave of the same person', async () => {
    await send(await found());
    const before = await grants.forTarget(opened.database, 'linkedin-acme');
    const seen = await found();
    expect(seen.words).toContain('already; it goes by this leave from now on');
    expect((await send(seen)).words).toContain('2 targets that were there go by the new leave');
    expect((await grants.forTarget(opened.database, 'linkedin-acme'))?.id).not.toBe(before?.id);
    expect(await targets.all(opened.database)).toHaveLength(2);
  });

  it('is called something else by its owner, and goes on under its name', async () => {
    await send(await found());
    roles = ['author'];
    const press = group.buttons.find(({ action }) => action === 'account.rename');
    const pressed = (id: number) => ({
      ...{ person: { ...person(), id }, chat: 'slack', id: 'linkedin-acme' },
      values: { title: '  The  page ' },
    });
    await expect(press?.press(pressed(olga) as never, app)).rejects.toThrow('not yours');
    await press?.press(pressed(eli) as never, app);
    expect(app.accounts.get('linkedin-acme')?.title).toBe('The page');
    await expect(renameTarget(app, pressed(eli) as never, 'web', 'Other')).rejects.toThrow(
      'not connected here',
    );
  });

  it('stands twice where the team file takes its name: that is told, and nothing goes out by either', async () => {
    await send(await found());
    const before = file;
    const own = { name: 'linkedin-acme', title: 'Of the file', network: 'linkedin', tags: [] };
    const account = app.team.targets['linkedin-ada-author']?.account;
    file = { ...file, targets: { ...file.targets, 'linkedin-acme': { ...own, account } } };
    expect(app.team.targets['linkedin-acme']?.title).toBe('Of the file');
    expect(connected.clashes()).toEqual(['linkedin-acme']);
    const error = await failing(publish('linkedin-acme', 'Hello'));
    expect([error.reason, error.message]).toEqual([
      ...['unauthorized', expect.stringContaining('connected another account as it')],
    ]);
    expect(far.live()).toEqual([]);
    file = before;
    await publish('linkedin-acme', 'Hello');
    expect(far.linkedin.posts().map(({ author }) => author)).toEqual([`urn:li:organization:${PAGE}`]);
  });

  it('is not taken over from a list that was drawn before somebody connected it', async () => {
    await send(await found());
    await disconnect(app, person(), 'linkedin-acme');
    const [ours, theirs] = [await found(ADA), await found(ADA)];
    expect(ours.words).toContain('It was the target linkedin-acme');
    await send(theirs, { 'tick-1': 'on' });
    const before = await grants.forTarget(opened.database, 'linkedin-acme');
    expect(before).toBeDefined();
    expect((await send(ours, { 'tick-1': 'on' })).words).toContain('cannot be ticked');
    expect((await grants.forTarget(opened.database, 'linkedin-acme'))?.id).toBe(before?.id);
  });

  it('says what is missing when its app is gone from the team file', async () => {
    await send(await found());
    file = { ...file, apps: {} };
    const error = await failing(publish('linkedin-acme', 'Hello'));
    expect([error.reason, error.remedy]).toEqual(['unauthorized', expect.stringContaining('apps.linkedin')]);
    expect(far.live()).toEqual([]);
  });

  it('is sealed, and opens with a new SECRET_KEY once it was sealed anew', async () => {
    await send(await found());
    const [{ sealed = '' } = {}] = await targets.all(opened.database);
    const key = new Uint8Array(32).fill(8);
    await sealAnew({ database: opened.database, seal: createSeal(key, KEY), log });
    const [after] = await targets.all(opened.database);
    expect(after?.sealed).not.toBe(sealed);
    expect(createSeal(key).isCurrent(after?.sealed ?? '', `target:${after?.name}`)).toBe(true);
  });
});

describe('/accounts connect', () => {
  const call = (network = '') => ({ person: person(), values: { network } }) as never;

  it('leads to the only network, or to the one that is named', async () => {
    for (const named of ['', 'LinkedIn', 'linkedin']) {
      const shown = await command.run(call(named), app);
      expect(shown.actions).toMatchObject([{ kind: 'link', label: 'Open the page' }]);
    }
    await expect(command.run(call('Friendster'), app)).rejects.toThrow(
      'no network that the team file has an app for',
    );
  });

  it('tells what is missing where the team file has no app', async () => {
    file = { ...file, apps: {} };
    await expect(command.run(call(), app)).rejects.toThrow('names no app');
  });
});
