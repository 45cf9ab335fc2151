/** The words of people outside: gone when they are older than the team keeps them, or when somebody asks for it. */
import { expect, test } from 'vitest';
import { eraseOld } from '../../src/app/erasing-old.ts';
import * as mentions from '../../src/store/mentions.ts';
import { DAY, decisionsOn, KeptData, NOW } from './kept-data.ts';

const data = KeptData.forTests();

test('what is older than the team keeps it is erased, what is open or younger stays', async () => {
  await data.mention('old', 'kim', 'answered', 100);
  await data.mention('open', 'kim', 'new', 100);
  await data.mention('young', 'kim', 'dismissed', 10);
  const app = (mentions: number | undefined) => data.app({ mentions, messages: 90 * DAY });
  await eraseOld(app(undefined));
  expect((await data.texts()).old).toBe('Words of kim');
  await eraseOld(app(90 * DAY));
  expect(await data.texts()).toEqual({ old: '(erased)', open: 'Words of kim', young: 'Words of kim' });
  const { rows } = await data.pool.query(
    `select author, author_id, url, text_before from mentions where item = 'old'`,
  );
  expect(rows).toEqual([
    { author: { id: '', name: '(erased)', handle: '' }, author_id: '', url: null, text_before: null },
  ]);
});

test('how a published post was shown is kept as long as mentions are, and while it is looked at', async () => {
  const read = async (daysAgo: number) => {
    const { rows } = await data.pool.query<{ id: number }>(
      `with author as (insert into people (name) values ('Ada') returning id),
        post as (insert into posts (author_id, stage, input, created_at, updated_at)
          select id, 'approved', '{}', now(), now() from author returning id)
        insert into deliveries (key, post_id, revision, target, hash, state, due_at, next_at)
          select $1, id, 1, 'web', '', 'sent', now(), now() from post returning id`,
      [`key-${daysAgo}`],
    );
    await data.pool.query(
      `insert into receipts (delivery_id, outcome, since, read_at, drifts, rewritings) values ($1, 'changed', $2, $2,
        '[{"part":1,"what":"text","before":"a","after":"b"}]', '[{"given":"a","shown":"a"}]')`,
      [rows[0]?.id, new Date(NOW - daysAgo * DAY)],
    );
  };
  for (const daysAgo of [5, 20, 100]) await read(daysAgo);
  const kept = async (mentions: number | undefined) => {
    await eraseOld(data.app({ mentions }));
    const { rows } = await data.pool.query('select drifts, rewritings from receipts order by read_at');
    return rows.map(({ drifts, rewritings }) => drifts.length + rewritings.length);
  };
  expect(await kept(undefined)).toEqual([2, 2, 2]);
  expect(await kept(90 * DAY)).toEqual([0, 2, 2]);
  expect(await kept(DAY)).toEqual([0, 0, 2]);
});

test('what a rule hit in a message goes with the message, once all of the case is old and decided', async () => {
  await data.pool.query('delete from cases');
  const keep = async (user: string, state: string, text: string, ...daysAgo: number[]) => {
    const { rows } = await data.pool.query<{ id: number }>(
      `insert into cases (chat, user_id, user_name, origin, action, state, notice_key, notice, opened_at, decisions)
        values ('slack', $1, $1, 'rule', 'warn', $2, 'k', 'none', now(), $3) returning id`,
      [user, state, decisionsOn(text)],
    );
    for (const [index, days] of daysAgo.entries())
      await data.pool.query(
        `insert into case_messages (case_id, chat, channel, message, text, written_at, deletion)
          values ($1, 'slack', 'C1', $2, $3, $4, 'kept')`,
        [rows[0]?.id, `M${index}`, text, new Date(NOW - days * DAY)],
      );
  };
  await keep('UOLD', 'done', 'Old words', 100, 99);
  await keep('UOPEN', 'open', 'Open words', 100);
  await keep('UYOUNG', 'done', 'Young words', 100, 10);
  await eraseOld(data.app({ messages: 90 * DAY }));
  const { rows } = await data.pool.query('select user_id as user, decisions from cases order by id');
  expect(rows).toEqual([
    { user: 'UOLD', decisions: JSON.parse(decisionsOn('(erased)', '(erased)', [0, 0])) },
    { user: 'UOPEN', decisions: JSON.parse(decisionsOn('Open words')) },
    { user: 'UYOUNG', decisions: JSON.parse(decisionsOn('Young words')) },
  ]);
});

test('waves and crises that ended keep no words of those who wrote', async () => {
  await data.mention('wave', 'moe', 'answered', 100);
  await data.quoted('wave', 'Moe said so');
  await data.pool.query(
    `insert into crises (topic, title, links, state, severity, opened_at, ended_at, climb_number, climb_since, climb_from_level)
      values ('delivery', 'Delivery', '[{"url":null,"label":"Moe said so"}]', 'closed', 'high', $1, $1, 1, $1, 0)`,
    [new Date(NOW - 100 * DAY)],
  );
  await data.mention('wave-on', 'moe', 'new', 100);
  await data.pool.query(
    `with wave as (insert into storms (kind, name, began_at) values ('text', 'It goes on', $1) returning id)
      update conversations set storm_id = (select id from wave) where thread = 'wave-on'`,
    [new Date(NOW - 100 * DAY)],
  );
  await eraseOld(data.app({ mentions: 90 * DAY }));
  expect(await data.everything()).not.toContain('Moe said so');
  const { rows } = await data.pool.query(`select title from crises union all select name from storms`);
  expect(rows.map(({ title }) => title).sort()).toEqual(['(erased)', '(erased)', 'Delivery', 'It goes on']);
});

test('erased words do not come back when the network tells of them again', async () => {
  await data.mention('again', 'ned', 'new', 1);
  await data.said('erase', 'fedi:ned', '--yes');
  const author = { id: 'ned', name: 'ned', handle: '@ned' };
  const item = { ...{ id: 'again', text: 'Words of ned', author, at: NOW } };
  const mood = { lang: 'en', label: 'neutral', score: 0, confidence: 1 };
  const read = { item, mood, topics: [] } as unknown as mentions.NewMention;
  const edited = await data.database.transaction((transaction) => mentions.edit(transaction, 'fedi', read));
  expect(edited).toBeUndefined();
  expect((await data.texts()).again).toBe('(erased)');
});

test('who is erased by their id on the network is quoted by no wave and no crisis any more', async () => {
  await data.mention('pat-1', 'pat', 'new', 1);
  await data.quoted('pat-1', 'Pat said so');
  await data.said('erase', 'fedi:pat', '--yes');
  expect(await data.everything()).not.toContain('Pat said so');
});

test('all that somebody outside wrote is told and erased by their id on the network, open or not', async () => {
  await data.mention('lee-1', 'lee', 'new', 1);
  const { output } = await data.said('export', 'fedi:lee');
  expect(JSON.parse(output).mentions).toMatchObject([{ text: 'Words of lee' }]);
  expect(await data.said('erase', 'fedi:lee', '--yes')).toMatchObject({
    code: 0,
    output: 'Erased: 1 mention.\n',
  });
  expect((await data.texts())['lee-1']).toBe('(erased)');
});
