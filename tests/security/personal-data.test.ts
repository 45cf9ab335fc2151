/** Somebody asks what is kept of them, and to be forgotten: all of it is told, and gone; the audit log still verifies. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { eraseOld } from '../../src/app/erasing-old.ts';
import { verify } from '../../src/audit/chain.ts';
import { createLog } from '../../src/kit/log.ts';
import * as audit from '../../src/store/audit.ts';
import * as mentions from '../../src/store/mentions.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import { here } from '../cli/shell.ts';
import { prepareEmbedded } from '../store/embedded.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-25T09:00:00.000Z');
const log = createLog('silent');
let DATA_DIR = '';
let opened: OpenDatabase;

beforeAll(async () => {
  DATA_DIR = await mkdtemp(join(tmpdir(), 'bellwether-privacy-'));
  await prepareEmbedded(DATA_DIR);
  opened = await openDatabase({ dataDir: DATA_DIR, log });
});
afterAll(async () => {
  await opened?.close();
  await rm(DATA_DIR, { recursive: true, force: true });
});

/** The verb wants the folder for itself. */
async function said(...args: string[]) {
  await opened.close();
  const ran = await here(['person', ...args], { DATA_DIR });
  opened = await openDatabase({ dataDir: DATA_DIR, log });
  return ran;
}

async function everything(): Promise<string> {
  const { rows } = await opened.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const tables = await Promise.all(
    rows.map(({ name }) => opened.pool.query(`select to_jsonb(t)::text as row from public."${name}" t`)),
  );
  return JSON.stringify(tables.map((table) => table.rows));
}

async function met(user: string, name: string): Promise<number> {
  return people.enrol(opened.database, { slack: user }, { name });
}

async function did(id: number, name: string, comment: string): Promise<void> {
  await opened.database.transaction((transaction) =>
    audit.append(transaction, {
      ...{ kind: 'post.approve', at: new Date(NOW).toISOString(), person: { id, name }, chat: 'slack' },
      details: { comment },
    }),
  );
}

/** As a rule leaves them, with words of the message. */
function decisionsOn(text: string, matched = text.slice(0, 5), span = [0, 5]): string {
  const folded = text === '(erased)' ? {} : { folded: text.toLowerCase() };
  const of = (rule: string) => ({
    ...{ rule, action: 'warn' },
    why: { span, matched, text, part: 'content', ...folded, entry: 'list', exemptions: { author: '7' } },
  });
  return JSON.stringify([of('insults'), of('caps')]);
}

async function read(): Promise<{ kind: string; person?: { id: number; name: string } }[]> {
  const entries = [];
  for await (const { entry } of audit.all(opened.database)) entries.push(JSON.parse(entry));
  return entries;
}

test('export tells every row that is about somebody, and the entries that name them', async () => {
  const ada = await met('U1ADA', 'Ada Qwertz');
  const ben = await met('U2BEN', 'Ben Other');
  await did(ada, 'Ada Qwertz', 'Said by Ada');
  await did(ben, 'Ben Other', 'Said by Ben');
  await opened.pool.query(
    `insert into posts (author_id, stage, input) values ($1, 'draft', '{"text":"Written by Ada"}')`,
    [ada],
  );
  const { code, output } = await said('export', 'slack:U1ADA');
  expect(code).toBe(0);
  const told = JSON.parse(output);
  expect(told.people).toMatchObject([{ id: ada, name: 'Ada Qwertz' }]);
  expect(told['identities.person_id']).toMatchObject([{ chat: 'slack', user_id: 'U1ADA' }]);
  expect(told['posts.author_id']).toMatchObject([{ input: { text: 'Written by Ada' } }]);
  expect(told.audit).toMatchObject([{ entry: { person: { name: 'Ada Qwertz' } } }]);
  expect(output).not.toContain('Ben');
});

test('export leaves out what is sealed: it opens accounts, and tells nothing of the person', async () => {
  const gil = await met('U9GIL', 'Gil Token');
  await opened.pool.query(
    `insert into discoveries (id, person_id, sealed, expires_at) values ('g', $1, 'secret', now())`,
    [gil],
  );
  const { output } = await said('export', 'slack:U9GIL');
  expect(JSON.parse(output)['discoveries.person_id']).toMatchObject([{ id: 'g' }]);
  expect(output).not.toContain('secret');
});

test('erase leaves their name, accounts and words nowhere, and the chain whole', async () => {
  const cara = await met('U3CARA', 'Cara Yxcvb');
  const before = await met('U4CARA', 'Cara Yxcvb');
  await did(before, 'Cara Yxcvb', 'Said as another by Yxcvb');
  await people.merge(opened.database, before, cara);
  await did(cara, 'Cara Yxcvb', 'Said by Yxcvb');
  const post = `insert into posts (author_id, stage, input) values ($1, 'draft', '{}') returning id`;
  const { rows } = await opened.pool.query<{ id: number }>(post, [cara]);
  const id = rows[0]?.id;
  await opened.pool.query(
    `insert into comments (post_id, revision, person_id, chat, text, said_at) values ($1, 1, $2, 'slack', 'A word of Yxcvb', now())`,
    [id, cara],
  );
  await opened.pool.query(
    `insert into decisions (post_id, revision, hash, verdict, person_id, chat, comment, counts_as)
      values ($1, 1, 'h', 'approve', $2, 'slack', 'No, says Yxcvb', 'Cara Yxcvb')`,
    [id, cara],
  );
  await opened.pool.query(
    `insert into cases (chat, user_id, user_name, origin, action, state, notice_key, notice, opened_at)
      values ('slack', 'U3CARA', 'Cara Yxcvb', 'rule', 'warn', 'done', 'k', 'none', now())`,
  );
  await opened.pool.query(
    `insert into case_messages (case_id, chat, channel, message, text, written_at, deletion)
      select id, 'slack', 'C1', 'M1', 'Yxcvb wrote this', now(), 'kept' from cases`,
  );
  await opened.pool.query('update cases set decisions = $1', [decisionsOn('Yxcvb wrote this')]);
  await opened.pool.query(
    `insert into discoveries (id, person_id, sealed, expires_at) values ('d', $1, 'Of Yxcvb', now())`,
    [cara],
  );
  expect(await everything()).toContain('Yxcvb');
  expect(await said('erase', String(cara))).toMatchObject({ code: 2 });
  expect(await everything()).toContain('Yxcvb');
  const erased = await said('erase', String(cara), '--yes');
  expect(erased).toMatchObject({ code: 0, errors: '' });
  const left = await everything();
  expect(left).not.toContain('Yxcvb');
  expect((await opened.pool.query('select from identities where person_id = $1', [cara])).rowCount).toBe(0);
  expect((await opened.pool.query('select decisions from cases')).rows).toEqual([
    { decisions: JSON.parse(decisionsOn('(erased)', '(erased)', [0, 0])) },
  ]);
  const entries = await read();
  const theirs = entries.filter(({ person }) => person && [cara, before].includes(person.id));
  expect(theirs).toHaveLength(2);
  for (const { person } of theirs) expect(person?.name).toBe('(erased)');
  expect(entries.find(({ person }) => person?.name === 'Ben Other')).toBeDefined();
  expect(entries.at(-1)?.kind).toBe('people.erased');
  const end = await audit.head(opened.database);
  expect((await verify(audit.all(opened.database), end)).faults).toEqual([]);
});

test('entries from before names were sealed are told, since nothing can change them', async () => {
  const dan = await met('U5DAN', 'Dan Asdfg');
  await opened.database.execute(
    sql`select append_audit(array[${JSON.stringify({ kind: 'post.approve', person: { id: dan, name: 'Dan Asdfg' } })}])`,
  );
  const { output } = await said('erase', 'dan asdfg', '--yes');
  expect(output).toContain('1 entry of the audit log');
});

test('whose leave an account goes by is not erased before it is disconnected', async () => {
  const eli = await met('U6ELI', 'Eli Hjkl');
  await opened.pool.query(
    `insert into grants (id, network, granter_id, granter_name, sealed, access_ends_at, person_id, connected_at)
      values ('g', 'linkedin', 'x', 'Eli Hjkl', 's', now(), $1, now())`,
    [eli],
  );
  await opened.pool.query(`insert into grant_targets values ('page', 'g')`);
  const { code, errors } = await said('erase', 'slack:U6ELI', '--yes');
  expect(code).toBe(1);
  expect(errors).toContain('page');
  expect(await people.findById(opened.database, eli)).toMatchObject({ name: 'Eli Hjkl' });
});

test('a connected account is handed to whose leave it goes by', async () => {
  const [hal, ida] = [await met('U10HAL', 'Hal Owner'), await met('U11IDA', 'Ida Granter')];
  await opened.pool.query(
    `insert into grants (id, network, granter_id, granter_name, sealed, access_ends_at, person_id, connected_at)
      values ('h', 'linkedin', 'i', 'Ida Granter', 's', now(), $1, now())`,
    [ida],
  );
  await opened.pool.query(`insert into grant_targets values ('hers', 'h')`);
  await opened.pool.query(
    `insert into connected_targets (name, title, network, place, sealed, owner_id, connected_at)
      values ('hers', 'Hers', 'linkedin', 'p', 's', $1, now())`,
    [hal],
  );
  expect(await said('erase', 'slack:U10HAL', '--yes')).toMatchObject({ code: 0 });
  const { rows } = await opened.pool.query('select owner_id::int as owner from connected_targets');
  expect(rows).toEqual([{ owner: ida }]);
});

test('nobody, and more than one, are told with what would help', async () => {
  await met('U7FAY', 'Fay Twice');
  await met('U8FAY', 'Fay Twice');
  expect((await said('export', 'Fay Twice')).errors).toMatch(
    /Several people .* Say the number of one: \d+, \d+/,
  );
  expect((await said('export', 'Nobody')).errors).toContain('Nobody is known as "Nobody"');
});

async function mention(item: string, author: string, state: string, daysAgo: number): Promise<void> {
  const at = new Date(NOW - daysAgo * DAY);
  const { rows } = await opened.pool.query<{ id: number }>(
    `insert into conversations (source, thread, state, audience, opened_at, mentioned_at)
      values ('fedi', $1, $2, 'public', $3, $3) returning id`,
    [item, state, at],
  );
  await opened.pool.query(
    `insert into mentions (conversation_id, source, item, kind, author_id, author, text, text_before, language, label, score, confidence, audience, url, written_at, taken_at)
      values ($1, 'fedi', $2, 'mention', $3, $4, $5, 'Before', 'en', 'neutral', 0, 1, 'public', 'https://x.example', $6, $6)`,
    [
      rows[0]?.id,
      item,
      author,
      JSON.stringify({ id: author, name: author, handle: `@${author}` }),
      `Words of ${author}`,
      at,
    ],
  );
}

const texts = async () =>
  Object.fromEntries(
    (await opened.pool.query<{ item: string; text: string }>('select item, text from mentions')).rows.map(
      ({ item, text }) => [item, text],
    ),
  );

test('what is older than the team keeps it is erased, what is open or younger stays', async () => {
  await mention('old', 'kim', 'answered', 100);
  await mention('open', 'kim', 'new', 100);
  await mention('young', 'kim', 'dismissed', 10);
  const app = (mentions: number | undefined) =>
    ({
      ...{ database: opened.database, log, clock: { now: () => NOW } },
      team: { sections: new Map([['retention', { mentions, messages: 90 * DAY }]]) },
    }) as unknown as App;
  await eraseOld(app(undefined));
  expect((await texts()).old).toBe('Words of kim');
  await eraseOld(app(90 * DAY));
  expect(await texts()).toEqual({ old: '(erased)', open: 'Words of kim', young: 'Words of kim' });
  const { rows } = await opened.pool.query(
    `select author, author_id, url, text_before from mentions where item = 'old'`,
  );
  expect(rows).toEqual([
    { author: { id: '', name: '(erased)', handle: '' }, author_id: '', url: null, text_before: null },
  ]);
});

const agreed = (sections: Record<string, number>) =>
  ({
    ...{ database: opened.database, log, clock: { now: () => NOW } },
    team: { sections: new Map([['retention', sections]]) },
  }) as unknown as App;

test('what a rule hit in a message goes with the message, once all of the case is old and decided', async () => {
  await opened.pool.query('delete from cases');
  const keep = async (user: string, state: string, text: string, ...daysAgo: number[]) => {
    const { rows } = await opened.pool.query<{ id: number }>(
      `insert into cases (chat, user_id, user_name, origin, action, state, notice_key, notice, opened_at, decisions)
        values ('slack', $1, $1, 'rule', 'warn', $2, 'k', 'none', now(), $3) returning id`,
      [user, state, decisionsOn(text)],
    );
    for (const [index, days] of daysAgo.entries())
      await opened.pool.query(
        `insert into case_messages (case_id, chat, channel, message, text, written_at, deletion)
          values ($1, 'slack', 'C1', $2, $3, $4, 'kept')`,
        [rows[0]?.id, `M${index}`, text, new Date(NOW - days * DAY)],
      );
  };
  await keep('UOLD', 'done', 'Old words', 100, 99);
  await keep('UOPEN', 'open', 'Open words', 100);
  await keep('UYOUNG', 'done', 'Young words', 100, 10);
  await eraseOld(agreed({ messages: 90 * DAY }));
  const { rows } = await opened.pool.query('select user_id as user, decisions from cases order by id');
  expect(rows).toEqual([
    { user: 'UOLD', decisions: JSON.parse(decisionsOn('(erased)', '(erased)', [0, 0])) },
    { user: 'UOPEN', decisions: JSON.parse(decisionsOn('Open words')) },
    { user: 'UYOUNG', decisions: JSON.parse(decisionsOn('Young words')) },
  ]);
});

/** A wave, and a crisis that somebody opened about it, which quotes it. */
async function quoted(item: string, words: string): Promise<void> {
  await opened.pool.query(
    `with wave as (insert into storms (kind, name, began_at) values ('text', $1, $3) returning id)
      update conversations set storm_id = (select id from wave) where thread = $2`,
    [words, item, new Date(NOW - 100 * DAY)],
  );
  await opened.pool.query(
    `insert into crises (title, quoted, conversation_id, state, severity, opened_at, ended_at, climb_number, climb_since, climb_from_level)
      select $1, $1, id, 'closed', 'high', $3, $3, 1, $3, 0 from conversations where thread = $2`,
    [words, item, new Date(NOW - 100 * DAY)],
  );
}

test('waves and crises that ended keep no words of those who wrote', async () => {
  await mention('wave', 'moe', 'answered', 100);
  await quoted('wave', 'Moe said so');
  await opened.pool.query(
    `insert into crises (topic, title, links, state, severity, opened_at, ended_at, climb_number, climb_since, climb_from_level)
      values ('delivery', 'Delivery', '[{"url":null,"label":"Moe said so"}]', 'closed', 'high', $1, $1, 1, $1, 0)`,
    [new Date(NOW - 100 * DAY)],
  );
  await mention('wave-on', 'moe', 'new', 100);
  await opened.pool.query(
    `with wave as (insert into storms (kind, name, began_at) values ('text', 'It goes on', $1) returning id)
      update conversations set storm_id = (select id from wave) where thread = 'wave-on'`,
    [new Date(NOW - 100 * DAY)],
  );
  await eraseOld(agreed({ mentions: 90 * DAY }));
  expect(await everything()).not.toContain('Moe said so');
  const { rows } = await opened.pool.query(`select title from crises union all select name from storms`);
  expect(rows.map(({ title }) => title).sort()).toEqual(['(erased)', '(erased)', 'Delivery', 'It goes on']);
});

test('erased words do not come back when the network tells of them again', async () => {
  await mention('again', 'ned', 'new', 1);
  await said('erase', 'fedi:ned', '--yes');
  const author = { id: 'ned', name: 'ned', handle: '@ned' };
  const item = { ...{ id: 'again', text: 'Words of ned', author, at: NOW } };
  const mood = { lang: 'en', label: 'neutral', score: 0, confidence: 1 };
  const read = { item, mood, topics: [] } as unknown as mentions.NewMention;
  const edited = await opened.database.transaction((transaction) => mentions.edit(transaction, 'fedi', read));
  expect(edited).toBeUndefined();
  expect((await texts()).again).toBe('(erased)');
});

test('who is erased by their id on the network is quoted by no wave and no crisis any more', async () => {
  await mention('pat-1', 'pat', 'new', 1);
  await quoted('pat-1', 'Pat said so');
  await said('erase', 'fedi:pat', '--yes');
  expect(await everything()).not.toContain('Pat said so');
});

test('all that somebody outside wrote is told and erased by their id on the network, open or not', async () => {
  await mention('lee-1', 'lee', 'new', 1);
  const { output } = await said('export', 'fedi:lee');
  expect(JSON.parse(output).mentions).toMatchObject([{ text: 'Words of lee' }]);
  expect(await said('erase', 'fedi:lee', '--yes')).toMatchObject({ code: 0, output: 'Erased: 1 mention.\n' });
  expect((await texts())['lee-1']).toBe('(erased)');
});
