/** Attack: a statement that got into the bot, or a mistake in it, changes what the audit log says of the past. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../src/audit/chain.ts';
import { createLog } from '../../src/kit/log.ts';
import * as audit from '../../src/store/audit.ts';
import type { EmbeddedPool } from '../../src/store/open/embedded-pool.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { upkeep } from '../../src/store/open/upkeep.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { asOwner } from '../store/owner.ts';

const log = createLog('silent');
let dataDir = '';
let opened: OpenDatabase;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-role-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
});
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const append = (post: number) =>
  opened.database.transaction((transaction) =>
    audit.append(transaction, { kind: 'post.cancelled', at: '2026-11-25T09:00:00.000Z', post }),
  );

test.each([
  `update audit set entry = '{}'`,
  'delete from audit',
  'truncate audit',
  `insert into audit values (999, '{}', '')`,
  `update audit_head set sequence = 0, hash = ''`,
  'alter table audit disable trigger user',
  'drop trigger audit_is_final on audit',
  'drop table audit',
  'create trigger quiet before insert on audit execute function audit_is_final()',
  `create or replace function append_audit(entries text[]) returns void language sql as ''`,
  `create or replace function audit_is_final() returns trigger language plpgsql as 'begin return null; end'`,
  'create function public.encode(bytea, text) returns text language sql as $$ select $2 $$',
])('the bot itself may not: %s', async (statement) => {
  await append(1);
  await expect(opened.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('it goes on appending, reading and verifying, and all its other tables are its own', async () => {
  const before = await audit.head(opened.database);
  await append(2);
  const end = await audit.head(opened.database);
  expect(end.sequence).toBe(before.sequence + 1);
  expect((await verify(audit.all(opened.database), end)).faults).toEqual([]);
  await opened.pool.query(`insert into people (name) values ('Ada')`);
  await opened.pool.query('delete from people');
  await opened.pool.query('select setval(pg_get_serial_sequence($1, $2), 7)', ['posts', 'id']);
});

test('what stands before the functions of the system in its path changes nothing of what is appended', async () => {
  await opened.pool.query(`create temp table audit_head (sequence bigint, hash text)`);
  await opened.pool.query(`insert into audit_head values (0, '')`);
  const before = (await opened.pool.query('select max(sequence)::int as last from public.audit')).rows[0];
  await append(3);
  const after = (await opened.pool.query('select max(sequence)::int as last from public.audit')).rows[0];
  expect(after?.last).toBe(before?.last + 1);
  await opened.pool.query('drop table pg_temp.audit_head');
});

test('the embedded database is still kept up: vacuumed and trimmed', async () => {
  await opened.pool.query(`insert into people (name) select 'n' || i from generate_series(1, 300) as i`);
  await opened.pool.query('delete from people');
  await upkeep(opened.pool as EmbeddedPool);
  await opened.pool.query('CHECKPOINT');
});

test('a database of an older version is taken over: its log, and the queue that the owner made', async () => {
  await asOwner(
    opened.pool,
    'revoke all on people from bellwether',
    'grant update, delete on audit to bellwether',
    'alter table bullmq.job owner to postgres',
    'alter schema bullmq owner to postgres',
  );
  await opened.close();
  opened = await openDatabase({ dataDir, log });
  await opened.pool.query('select from people');
  await opened.pool.query('alter table bullmq.job set (fillfactor = 90)');
  await expect(opened.pool.query('delete from audit')).rejects.toMatchObject({ code: '42501' });
});
