/** `bellwether posts import` on a server's database, killed in the middle, and read again by two at once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Papa from 'papaparse';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { packageRoot } from '../../src/kit/root.ts';
import { createDatabase } from './services.ts';

const TEAM = `
name: Acme
time_zone: Europe/Copenhagen
channels: { review: { slack: C0SOCIAL } }
people:
  - { name: Ada Author, slack: U0ADA, roles: [author] }
targets:
  web: { network: webhook, url: "http://127.0.0.1:9/", secret: "a secret that is long enough to be taken" }
`;
const ROWS = 120;

let folder: string;
let database: pg.Client;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-import-'));
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  environment = {
    ...{ DATABASE_URL: databaseUrl, SECRET_KEY: 'ab'.repeat(32) },
    ...{ TEAM_FILE: join(folder, 'team.yaml'), DATA_DIR: join(folder, 'data') },
  };
  const rows = Array.from({ length: ROWS }, (_, row) => [
    `Post ${row} of many`,
    'web',
    `${new Date().getUTCFullYear() + 2}-12-01 09:00`,
  ]);
  await writeFile(join(folder, 'team.yaml'), TEAM);
  await writeFile(join(folder, 'plan.csv'), Papa.unparse([['text', 'to', 'at'], ...rows]));
  database = new pg.Client(databaseUrl);
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await rm(folder, { recursive: true, force: true });
});

function start(): ChildProcess {
  const cli = ['--import', import.meta.resolve('tsx'), join(packageRoot(), 'src/cli.ts')];
  const words = ['posts', 'import', join(folder, 'plan.csv'), '--as', 'Ada Author'];
  const env = { PATH: process.env.PATH, ...environment };
  return spawn(process.execPath, [...cli, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess) {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('no pipes');
  const [output, errors, [code]] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { output, errors, code };
}

async function count(what: string): Promise<number> {
  const { rows } = await database.query(`select count(*)::int as found from ${what}`);
  return rows[0].found;
}

test('each row is one post in review, whatever was killed, and however often the file is read', async () => {
  const killed = start();
  const over = ended(killed);
  await expect.poll(() => count('posts').catch(() => 0), { interval: 5, timeout: 30_000 }).toBeGreaterThan(9);
  killed.kill('SIGKILL');
  await over;
  expect(await count('posts')).toBeLessThan(ROWS);
  const both = await Promise.all([ended(start()), ended(start())]);
  for (const { code, errors } of both) expect([code, errors]).toEqual([0, '']);
  expect(await count('posts')).toBe(ROWS);
  expect(await count(`posts where stage = 'in_review' and revision = 1`)).toBe(ROWS);
  expect(await count(`revisions`)).toBe(ROWS);
  expect(await count(`imports where post_id is not null`)).toBe(ROWS);
  const { code, output } = await ended(start());
  expect([code, output.trim().split('\n').at(-1)]).toEqual([0, '0 posts were sent for review.']);
});
