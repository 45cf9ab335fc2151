import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { gathering } from '../../../src/store/open/gathering.ts';

const pglite = new PGlite();
const take = pglite.execProtocolStream.bind(pglite);
/** The kinds of the messages that each call brought. */
let calls: string[] = [];
pglite.execProtocolStream = (message, options) => {
  calls.push(kindsIn(message));
  return take(message, options);
};
const client = new pg.Client(createPgConfig(gathering(pglite)) as pg.ClientConfig);
await client.connect();
beforeEach(() => {
  calls = [];
});
afterAll(async () => {
  await client.end();
  await pglite.close();
});

test('what belongs to a statement is taken at once', async () => {
  expect((await client.query('SELECT $1::int + 1 AS next', [1])).rows).toEqual([{ next: 2 }]);
  expect(calls).toEqual(['PBDES']);
  await client.query('SELECT 1; SELECT 2');
  expect(calls).toEqual(['PBDES', 'Q']);
});

test.each<[string, string, (string | number)[], RegExp]>([
  ['is read', 'SELECT nothing_like_it, $1::int', [1], /does not exist/],
  ['gets its values', 'SELECT $1::int', ['no number'], /invalid input syntax/],
  ['runs', 'SELECT 1 / $1::int', [0], /division by zero/],
])('one that fails when it %s is told, and the next one is answered', async (_when, text, values, why) => {
  await expect(client.query(text, values)).rejects.toThrow(why);
  expect((await client.query('SELECT $1::text AS said', ['here'])).rows).toEqual([{ said: 'here' }]);
  expect(calls).toEqual(['PBDES', 'PBDES']);
});

test('a named one is read once, and answers each time', async () => {
  for (const one of [1, 2]) {
    const { rows } = await client.query({ name: 'twice', text: 'SELECT $1::int * 2 AS two', values: [one] });
    expect(rows).toEqual([{ two: one * 2 }]);
  }
  expect(calls).toEqual(['PBDES', 'BDES']);
});

test('one of megabytes is taken whole, and answered whole', async () => {
  const words = 'ab'.repeat(2_000_000);
  const { rows } = await client.query('SELECT $1::text AS said, length($1) AS long', [words]);
  expect(rows).toEqual([{ said: words, long: words.length }]);
});

test('a transaction in which one fails refuses the rest, and leaves nothing behind', async () => {
  await client.query('CREATE TABLE kept (id int)');
  await client.query('BEGIN');
  await client.query('INSERT INTO kept VALUES ($1)', [1]);
  await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toThrow('division by zero');
  await expect(client.query('SELECT $1::int', [1])).rejects.toThrow('aborted');
  await client.query('ROLLBACK');
  expect((await client.query('SELECT id FROM kept WHERE id < $1', [9])).rows).toEqual([]);
});

test('what is notified within one is heard', async () => {
  const heard = new Promise((resolve) => client.once('notification', resolve));
  await client.query('LISTEN news');
  await client.query("SELECT pg_notify('news', $1)", ['it is out']);
  expect(await heard).toMatchObject({ channel: 'news', payload: 'it is out' });
});

/** Each message is a letter and its length, which counts itself. */
function kindsIn(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let kinds = '';
  for (let at = 0; at < bytes.length; at += 1 + view.getInt32(at + 1))
    kinds += String.fromCharCode(view.getUint8(at));
  return kinds;
}
