/** What a team has already survives an update. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import { packageRoot } from '../../src/kit/root.ts';
import * as cards from '../../src/store/cards.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { prepareBare } from './embedded.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-migrations-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The project's migrations up to that one. */
async function upTo(tag: string): Promise<string> {
  const copied = join(folder, tag);
  await cp(join(packageRoot(), 'src/store/migrations'), copied, { recursive: true });
  const path = join(copied, 'meta/_journal.json');
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: { tag: string }[] };
  const last = journal.entries.findIndex((entry) => entry.tag === tag);
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }));
  return copied;
}

test('cards that showed a post show it still, and changes that were due are due', async () => {
  const options = { dataDir: join(folder, 'data'), log: createLog('silent') };
  await prepareBare(options.dataDir);
  const old = await openDatabase({ ...options, migrationsFolder: await upTo('0001_audit') });
  await old.database.execute(sql`insert into people (name) values ('Ada')`);
  await old.database.execute(
    sql`insert into posts (author_id, stage, input) select id, 'in_review', '{}' from people`,
  );
  await old.database.execute(
    sql`insert into cards (key, post_id, chat, channel, message) select 'k', id, 'slack', 'C1', 'M1' from posts`,
  );
  await old.database.execute(sql`insert into card_changes (post_id) select id from posts`);
  await old.close();
  const { database, close } = await openDatabase(options);
  expect(await cards.ofSubject(database, 'post:1')).toMatchObject([{ message: 'M1', chat: 'slack' }]);
  expect(await cards.changedSubjects(database, 10)).toEqual(['post:1']);
  await close();
}, 60_000);
