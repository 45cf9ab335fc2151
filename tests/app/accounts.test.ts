import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Target } from '../../config/team.ts';
import { createAccounts, sealAnew } from '../../src/app/accounts.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as sessions from '../../src/store/sessions.ts';
import { prepareEmbedded } from '../store/embedded.ts';

const log = createLog('silent');
let opened: OpenDatabase;
let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-accounts-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
});
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('sessions are sealed anew when the key was changed, and open without the old one then', async () => {
  const { database } = opened;
  const [old, now] = [randomBytes(32), randomBytes(32)];
  await sessions.save(database, 'bluesky', createSeal(old).seal('the session', 'bluesky'));
  await sessions.save(database, 'lost', createSeal(randomBytes(32)).seal('of a third key', 'lost'));
  await sessions.save(database, '(mark)', 'not sealed at all');
  const before = await sessions.load(database, 'lost');
  await sealAnew({ database, seal: createSeal(now, old), log });
  const sealed = (await sessions.load(database, 'bluesky')) ?? '';
  expect(createSeal(now).open(sealed, 'bluesky')).toBe('the session');
  expect(await sessions.load(database, 'lost')).toBe(before);
  expect(await sessions.load(database, '(mark)')).toBe('not sealed at all');
  await sealAnew({ database, seal: createSeal(now, old), log });
  expect(await sessions.load(database, 'bluesky')).toBe(sealed);
});

test('a session that was saved meanwhile is not overwritten', async () => {
  const { database } = opened;
  await sessions.save(database, 'web', 'newer');
  await sessions.replace(database, 'web', 'older', 'oldest');
  expect(await sessions.load(database, 'web')).toBe('newer');
});

test('an account is connected anew when the team file changes it, and stays connected when it changes others', async () => {
  const targets: Record<string, Target> = {
    one: hook('one', 'https://a.example/in'),
    two: hook('two', 'https://b.example/in'),
  };
  const seal = createSeal(randomBytes(32));
  const networks = await loadNetworks();
  const accounts = createAccounts({
    ...{ networks, database: opened.database, seal, clock: systemClock, log },
    team: () => ({ targets }),
  });
  const [one, two] = [accounts.get('one'), accounts.get('two')];
  targets.one = hook('one', 'https://c.example/in', 'The other hook');
  targets.two = hook('two', 'https://b.example/in');
  expect(accounts.get('one')).not.toBe(one);
  expect(accounts.get('one')?.title).toBe('The other hook');
  expect(accounts.get('two')).toBe(two);
  delete targets.two;
  expect(accounts.get('two')).toBeUndefined();
  await accounts.close();
});

test('two accounts are on one server by its name, however their addresses are written; elsewhere there is one alone', async () => {
  const on = (url: string) => ({
    ...hook('one', url),
    network: 'mastodon',
    account: { url, access_token: 'x' },
  });
  const targets: Record<string, Target> = {
    one: on('https://a.example'),
    two: on('https://A.example:443'),
    three: on('https://b.example'),
    hook: hook('hook', 'https://a.example/in'),
  };
  const accounts = createAccounts({
    ...{ networks: await loadNetworks(), database: opened.database, seal: createSeal(randomBytes(32)) },
    ...{ clock: systemClock, log, team: () => ({ targets }) },
  });
  const servers = Object.keys(targets).map((target) => accounts.get(target)?.server);
  expect(servers).toEqual(['a.example', 'a.example', 'b.example', undefined]);
  await accounts.close();
});

function hook(name: string, url: string, title = name): Target {
  return { name, title, network: 'webhook', tags: [], account: { url, secret: 'a-secret-of-sixteen' } };
}
