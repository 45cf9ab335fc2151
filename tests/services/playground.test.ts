/** The playground on a server's database: on one of its own, and never on a team's. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import { createLog } from '../../src/kit/log.ts';
import { openHouse } from '../../src/main/house.ts';
import { createDatabase } from './services.ts';

async function play(databaseUrl: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const secrets = { DATABASE_URL: databaseUrl, SECRET_KEY: 'ab'.repeat(32) };
  const place = { DATA_DIR: folder, TEAM_FILE: join(folder, 'team.yaml'), PORT: '0' };
  const house = await openHouse('all', readEnvironment({ ...secrets, ...place }), createLog('silent'));
  await house.stop();
}

test('it opens on an empty database, and again on the one that it played on', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  await play(url);
  await addPerson(url);
  await expect(play(url)).resolves.toBeUndefined();
});

test("it refuses a database that holds a team's people", async () => {
  const url = await createDatabase(inject('postgresUrl'));
  await play(url);
  await addPerson(url, "delete from sessions where target = '(playground)'");
  await expect(play(url)).rejects.toThrow('the database holds the posts of a team');
});

async function addPerson(url: string, besides = ''): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`insert into people (name) values ('Ada Example'); ${besides}`);
  await client.end();
}
