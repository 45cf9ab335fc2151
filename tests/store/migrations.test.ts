/** What a team has already survives an update. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import { packageRoot } from '../../src/kit/root.ts';
import type { Database } from '../../src/store/database.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as sending from '../../src/store/outbox-sending.ts';
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

/** A database as the build with these migrations left it, opened by this one. */
async function updated(tag: string, fill: SQL[]): Promise<OpenDatabase> {
  const options = { dataDir: join(folder, `data-${tag}`), log: createLog('silent') };
  await prepareBare(options.dataDir);
  const old = await openDatabase({ ...options, migrationsFolder: await upTo(tag) });
  for (const statement of fill) await old.database.execute(statement);
  await old.close();
  return openDatabase(options);
}

const PEOPLE_AND_POSTS = [
  sql`insert into people (name) values ('Ada'), ('Ben')`,
  sql`insert into posts (author_id, stage, input) select id, 'in_review', '{}' from people`,
];

test('cards that showed a post show it still, and changes that were due are due', async () => {
  const { database, close } = await updated('0001_audit', [
    ...PEOPLE_AND_POSTS,
    sql`insert into cards (key, post_id, chat, channel, message) select 'k' || id, id, 'slack', 'C1', 'M' || id from posts`,
    sql`insert into card_changes (post_id) values (1)`,
  ]);
  expect(await outbox.messagesOf(database, 'post:1')).toMatchObject([
    { kind: 'card', lasting: true, message: 'M1', chat: 'slack', channel: 'C1', key: 'k1', state: 'sent' },
  ]);
  expect(await claimAll(database)).toMatchObject([{ subject: 'post:1', message: 'M1' }]);
  await close();
}, 60_000);

test('what was said, was begun and is still to be said goes on where it was', async () => {
  const { database, close } = await updated('0011_imports', [
    ...PEOPLE_AND_POSTS,
    sql`insert into cards (key, subject, chat, channel, message, attempted, shown_hash, gone) values
      ('shown', 'post:1', 'slack', 'C1', 'M1', true, 'h1', false),
      ('begun', 'post:1', 'discord', '2', null, true, null, false),
      ('gone', 'freeze:3', 'slack', 'C1', 'M2', true, 'h2', true),
      ('told', 'post:1', 'slack', 'D1', 'M3', true, 'h3', false)`,
    sql`insert into notices (key, kind, post_id, revision, ordinal, person_id, chat, channel, message, attempted, is_done) values
      ('older', 'reminder', 1, 1, 0, 1, 'slack', 'D1', 'M0', true, true),
      ('told', 'reminder', 1, 2, 0, 1, 'slack', 'D1', 'M3', true, true),
      ('dropped', 'expired', 1, 2, 0, 2, null, null, null, false, true),
      ('lost', 'escalation', 2, 1, 1, 2, null, null, null, true, false)`,
    sql`insert into notices (key, kind, post_id, revision, ordinal, chat, channel) values
      ('next', 'reminder', 2, 1, 0, 'slack', 'C1')`,
  ]);
  const { rows } = await database.execute(sql`
    select key, subject, kind, round, person_id::int as person, place, message, state, lasting, attempted,
      shown_hash as hash, wanted - shown as behind from outbox where key not in ('begun') order by key`);
  const person = (id: number) => ({ person: id, place: `person:${id}`, lasting: true });
  const channel = { person: null, place: 'slack:C1' };
  // The key that the migration made up sorts anywhere.
  expect(rows.filter(({ key }) => !/^[0-9a-f]{20}$/.test(String(key)))).toMatchObject([
    { key: 'dropped', kind: 'expired', ...person(2), state: 'ended', behind: 0 },
    {
      key: 'lost',
      subject: 'post:2',
      round: '1.1',
      ...person(2),
      state: 'waiting',
      attempted: true,
      behind: 1,
    },
    {
      key: 'next',
      subject: 'post:2',
      ...channel,
      lasting: false,
      state: 'waiting',
      attempted: false,
      behind: 1,
    },
    { key: 'older', round: '1.0', ...person(1), message: 'M0', state: 'ended', behind: 0 },
    {
      key: 'shown',
      kind: 'card',
      round: '',
      ...channel,
      message: 'M1',
      hash: 'h1',
      state: 'sent',
      behind: 0,
    },
    {
      key: 'told',
      kind: 'reminder',
      round: '2.0',
      ...person(1),
      message: 'M3',
      hash: 'h3',
      state: 'sent',
      behind: 0,
    },
  ]);
  // A card that was gone is sent at the next change, under another key.
  const made = rows.find(({ key }) => /^[0-9a-f]{20}$/.test(String(key)));
  expect(made).toMatchObject({ subject: 'freeze:3', message: null, attempted: false, behind: 0 });
  expect((await claimAll(database)).map(({ key }) => key).sort()).toEqual(['begun', 'lost', 'next']);
  await outbox.markChanged(database, 'freeze:3');
  expect(await claimAll(database)).toMatchObject([{ subject: 'freeze:3', channel: 'C1' }]);
  await close();
}, 60_000);

test('how networks wrote texts is kept without the words', async () => {
  const { database, close } = await updated('0029_moderated_channels', [
    ...PEOPLE_AND_POSTS,
    sql`insert into deliveries (key, post_id, revision, target, hash, state, due_at, next_at)
      values ('k', 1, 1, 'web', 'h', 'sent', now(), now())`,
    sql`insert into receipts (delivery_id, outcome, since, read_at, rewritings) select id, 'changed', now(), now(),
      ${JSON.stringify([
        { given: 'A "kite" 🪁', shown: 'A “#kite” 🪁' },
        { given: sha256('hashed'), shown: sha256('already') },
      ])}::jsonb from deliveries`,
  ]);
  const { rows } = await database.execute(sql`select rewritings from receipts`);
  expect(rows[0]?.rewritings).toEqual([
    { given: sha256('A "kite" 🪁'), shown: sha256('A “#kite” 🪁') },
    { given: sha256('hashed'), shown: sha256('already') },
  ]);
  await close();
}, 60_000);

function sha256(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}

async function claimAll(database: Database): Promise<outbox.StoredMessage[]> {
  await sending.takeChanges(database);
  const room = { crisis: 10, normal: 10, lease: -1 };
  const claimed = await sending.claimDue(database, { ...room, now: Date.now(), chats: ['slack', 'discord'] });
  for (const one of claimed) await sending.finish(database, one, {});
  return claimed;
}
