/** Somebody of the team asks what is kept of them, and to be forgotten: all of it is told, and gone; the audit log still verifies. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { verify } from '../../src/audit/chain.ts';
import * as audit from '../../src/store/audit.ts';
import * as people from '../../src/store/people.ts';
import { decisionsOn, KeptData, NOW } from './kept-data.ts';

const data = KeptData.forTests();

async function met(user: string, name: string): Promise<number> {
  return people.enrol(data.database, { slack: user }, { name });
}

async function did(id: number, name: string, comment: string): Promise<void> {
  await data.database.transaction((transaction) =>
    audit.append(transaction, {
      ...{ kind: 'post.approve', at: new Date(NOW).toISOString(), person: { id, name }, chat: 'slack' },
      details: { comment },
    }),
  );
}

async function read(): Promise<{ kind: string; person?: { id: number; name: string } }[]> {
  const entries = [];
  for await (const { entry } of audit.all(data.database)) entries.push(JSON.parse(entry));
  return entries;
}

test('export tells every row that is about somebody, and the entries that name them', async () => {
  const ada = await met('U1ADA', 'Ada Qwertz');
  const ben = await met('U2BEN', 'Ben Other');
  await did(ada, 'Ada Qwertz', 'Said by Ada');
  await did(ben, 'Ben Other', 'Said by Ben');
  await data.pool.query(
    `insert into posts (author_id, stage, input) values ($1, 'draft', '{"text":"Written by Ada"}')`,
    [ada],
  );
  const { code, output } = await data.said('export', 'slack:U1ADA');
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
  await data.pool.query(
    `insert into discoveries (id, person_id, sealed, expires_at) values ('g', $1, 'secret', now())`,
    [gil],
  );
  const { output } = await data.said('export', 'slack:U9GIL');
  expect(JSON.parse(output)['discoveries.person_id']).toMatchObject([{ id: 'g' }]);
  expect(output).not.toContain('secret');
});

test('erase leaves their name, accounts and words nowhere, and the chain whole', async () => {
  const cara = await met('U3CARA', 'Cara Yxcvb');
  const before = await met('U4CARA', 'Cara Yxcvb');
  await did(before, 'Cara Yxcvb', 'Said as another by Yxcvb');
  await people.merge(data.database, before, cara);
  await did(cara, 'Cara Yxcvb', 'Said by Yxcvb');
  const post = `insert into posts (author_id, stage, input) values ($1, 'draft', '{}') returning id`;
  const { rows } = await data.pool.query<{ id: number }>(post, [cara]);
  const id = rows[0]?.id;
  await data.pool.query(
    `insert into comments (post_id, revision, person_id, chat, text, said_at) values ($1, 1, $2, 'slack', 'A word of Yxcvb', now())`,
    [id, cara],
  );
  await data.pool.query(
    `insert into decisions (post_id, revision, hash, verdict, person_id, chat, comment, counts_as)
      values ($1, 1, 'h', 'approve', $2, 'slack', 'No, says Yxcvb', 'Cara Yxcvb')`,
    [id, cara],
  );
  await data.pool.query(
    `insert into cases (chat, user_id, user_name, origin, action, state, notice_key, notice, opened_at)
      values ('slack', 'U3CARA', 'Cara Yxcvb', 'rule', 'warn', 'done', 'k', 'none', now())`,
  );
  await data.pool.query(
    `insert into case_messages (case_id, chat, channel, message, text, written_at, deletion)
      select id, 'slack', 'C1', 'M1', 'Yxcvb wrote this', now(), 'kept' from cases`,
  );
  await data.pool.query('update cases set decisions = $1', [decisionsOn('Yxcvb wrote this')]);
  await data.pool.query(
    `insert into discoveries (id, person_id, sealed, expires_at) values ('d', $1, 'Of Yxcvb', now())`,
    [cara],
  );
  expect(await data.everything()).toContain('Yxcvb');
  expect(await data.said('erase', String(cara))).toMatchObject({ code: 2 });
  expect(await data.everything()).toContain('Yxcvb');
  const erased = await data.said('erase', String(cara), '--yes');
  expect(erased).toMatchObject({ code: 0, errors: '' });
  const left = await data.everything();
  expect(left).not.toContain('Yxcvb');
  expect((await data.pool.query('select from identities where person_id = $1', [cara])).rowCount).toBe(0);
  expect((await data.pool.query('select decisions from cases')).rows).toEqual([
    { decisions: JSON.parse(decisionsOn('(erased)', '(erased)', [0, 0])) },
  ]);
  const entries = await read();
  const theirs = entries.filter(({ person }) => person && [cara, before].includes(person.id));
  expect(theirs).toHaveLength(2);
  for (const { person } of theirs) expect(person?.name).toBe('(erased)');
  expect(entries.find(({ person }) => person?.name === 'Ben Other')).toBeDefined();
  expect(entries.at(-1)?.kind).toBe('people.erased');
  const end = await audit.head(data.database);
  expect((await verify(audit.all(data.database), end)).faults).toEqual([]);
});

test('entries from before names were sealed are told, since nothing can change them', async () => {
  const dan = await met('U5DAN', 'Dan Asdfg');
  await data.database.execute(
    sql`select append_audit(array[${JSON.stringify({ kind: 'post.approve', person: { id: dan, name: 'Dan Asdfg' } })}])`,
  );
  const { output } = await data.said('erase', 'dan asdfg', '--yes');
  expect(output).toContain('1 entry of the audit log');
});

test('whose leave an account goes by is not erased before it is disconnected', async () => {
  const eli = await met('U6ELI', 'Eli Hjkl');
  await data.pool.query(
    `insert into grants (id, network, granter_id, granter_name, sealed, access_ends_at, person_id, connected_at)
      values ('g', 'linkedin', 'x', 'Eli Hjkl', 's', now(), $1, now())`,
    [eli],
  );
  await data.pool.query(`insert into grant_targets values ('page', 'g')`);
  const { code, errors } = await data.said('erase', 'slack:U6ELI', '--yes');
  expect(code).toBe(1);
  expect(errors).toContain('page');
  expect(await people.findById(data.database, eli)).toMatchObject({ name: 'Eli Hjkl' });
});

test('a connected account is handed to whose leave it goes by', async () => {
  const [hal, ida] = [await met('U10HAL', 'Hal Owner'), await met('U11IDA', 'Ida Granter')];
  await data.pool.query(
    `insert into grants (id, network, granter_id, granter_name, sealed, access_ends_at, person_id, connected_at)
      values ('h', 'linkedin', 'i', 'Ida Granter', 's', now(), $1, now())`,
    [ida],
  );
  await data.pool.query(`insert into grant_targets values ('hers', 'h')`);
  await data.pool.query(
    `insert into connected_targets (name, title, network, place, sealed, owner_id, connected_at)
      values ('hers', 'Hers', 'linkedin', 'p', 's', $1, now())`,
    [hal],
  );
  expect(await data.said('erase', 'slack:U10HAL', '--yes')).toMatchObject({ code: 0 });
  const { rows } = await data.pool.query('select owner_id::int as owner from connected_targets');
  expect(rows).toEqual([{ owner: ida }]);
});

test('nobody, and more than one, are told with what would help', async () => {
  await met('U7FAY', 'Fay Twice');
  await met('U8FAY', 'Fay Twice');
  expect((await data.said('export', 'Fay Twice')).errors).toMatch(
    /Several people .* Say the number of one: \d+, \d+/,
  );
  expect((await data.said('export', 'Nobody')).errors).toContain('Nobody is known as "Nobody"');
});
