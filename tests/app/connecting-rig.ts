/** One process of a bot by whose pages people connect accounts, over an embedded database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Team } from '../../config/team.ts';
import { page } from '../../pages/connect.ts';
import { createAccounts } from '../../src/app/accounts.ts';
import type { App } from '../../src/app/app.ts';
import { type ConnectedTargets, createConnectedTargets } from '../../src/app/targets/connected.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import type { NetworkError } from '../../src/networks/network.ts';
import type { Person } from '../../src/people/person.ts';
import type { Role } from '../../src/people/role.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import { createPageLinks } from '../../src/web/page-links.ts';
import { createPages } from '../../src/web/pages.ts';
import { DEAF } from '../faults/deaf.ts';
import { intentAt, textOf } from '../networks/servers/outside.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { BASE, open, type Seen } from './visiting.ts';

export const KEY = new Uint8Array(32).fill(7);
const log = createLog('silent');

export interface Process {
  app: App;
  connected: ConnectedTargets;
}

export interface ConnectingRig extends Process {
  clock: MovableClock;
  /** The team file of now. */
  file: Team;
  /** Of whoever comes. */
  roles: Role[];
  database: OpenDatabase['database'];
  /** Two people's ids. */
  eli: number;
  olga: number;
  person(): Person;
  open(address: string, sent?: Record<string, string>): Promise<Seen>;
  /** What stands in the form, with changes; undefined: it is left out, as a box without its tick. */
  send(seen: Seen, changes?: Record<string, string | undefined>): Promise<Seen>;
  publish(target: string, text: string, by?: App): Promise<unknown>;
  /** Another process beside it. */
  another(): Promise<Process>;
  /** Of all targets. */
  names(): string[];
}

/** To be called where hooks may be. `start`: before each test, with its clock; answers `apps` of the team file. */
export function connectingRig(
  start: (clock: MovableClock) => Promise<Record<string, object>>,
): ConnectingRig {
  const rig = {} as ConnectingRig;
  let opened: OpenDatabase;
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'bellwether-connecting-'));
    await prepareEmbedded(dataDir);
    opened = await openDatabase({ dataDir, log });
    rig.database = opened.database;
    rig.eli = await people.enrol(opened.database, { slack: 'U0ELI' }, { name: 'Eli Example' });
    rig.olga = await people.enrol(opened.database, { slack: 'U0OLGA' }, { name: 'Olga Other' });
    // Making the template takes its time on a busy machine.
  }, 120_000);
  afterAll(async () => {
    await opened?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    rig.clock = new MovableClock();
    rig.roles = ['admin'];
    rig.file = teamFile(await appsFrom(await start(rig.clock)));
    Object.assign(rig, await processOf(rig));
    const links = rig.app.pages as never;
    const who = async (id: number): Promise<Person> => ({ ...rig.person(), id });
    const site = createPages({ pages: async () => [page], app: rig.app, links, log, who });
    rig.open = (address, sent) => open(site, address, sent);
  });
  afterEach(async () => {
    for (const table of ['grant_targets', 'grants', 'connected_targets', 'discoveries', 'pauses'])
      await opened.database.execute(sql.raw(`delete from ${table}`));
    await rig.app.accounts.close();
  });
  return Object.assign(rig, actsOf(rig));
}

function actsOf(rig: ConnectingRig): Partial<ConnectingRig> {
  return {
    person: () => ({
      ...{ id: rig.eli, name: 'Eli Example', timeZone: 'UTC', roles: rig.roles },
      identities: { slack: 'U0ELI' },
    }),
    send: (seen, changes = {}) => {
      const values = Object.entries({ ...seen.form?.values, ...changes });
      const sent = values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
      return rig.open(seen.form?.action ?? '', Object.fromEntries(sent));
    },
    publish: async (target, text, by = rig.app) =>
      by.accounts.get(target)?.connection.publish(textOf(text), intentAt(), async () => {}),
    another: () => processOf(rig),
    names: () => Object.keys(rig.app.team.targets),
  };
}

async function appsFrom(given: Record<string, object>): Promise<Team['apps']> {
  const networks = await loadNetworks();
  const read = Object.entries(given).map(([name, app]) => [
    name,
    networks.get(name)?.discovery?.app.parse(app),
  ]);
  return Object.fromEntries(read);
}

function teamFile(apps: Team['apps']): Team {
  return {
    ...{ channels: { review: { slack: 'C0REVIEW' } }, people: [], timeZone: 'UTC', apps },
    ...{ targets: { web: { name: 'web', title: 'The web' } }, groups: { news: ['web'] } },
    approval: { selfApproval: false, steps: [] },
    words: { banned: [], required: [] },
  } as unknown as Team;
}

/** What one of several processes has. */
async function processOf(rig: ConnectingRig): Promise<Process> {
  const networks = await loadNetworks();
  const { database, clock } = rig;
  const seal = createSeal(KEY);
  const connected = createConnectedTargets({ file: () => rig.file, networks, database, seal, log });
  await connected.refresh();
  const accounts = createAccounts({
    ...{ team: connected.team, refresh: connected.refresh, networks, database, seal, clock, log },
  });
  const app = {
    ...{ clock, log, database, queue: DEAF, accounts },
    messengers: new Map([['slack', { directChannel: async (user: string) => `D-${user}` }]]),
    pages: createPageLinks({ key: KEY, now: () => clock.now(), base: () => BASE }),
    get team() {
      return connected.team();
    },
  };
  return { app: app as unknown as App, connected };
}

/** What it fails with. */
export async function failing(attempt: Promise<unknown> | undefined): Promise<NetworkError> {
  return (await attempt?.then(
    () => undefined,
    (error: unknown) => error,
  )) as NetworkError;
}
