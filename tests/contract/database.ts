/** What every database must do, embedded or a server. Called once for each. */
import { bigint, customType, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../src/store/open/migrate.ts';
import type { OpenDatabase } from '../../src/store/open/open-database.ts';
import { asOwner } from '../store/owner.ts';
import { signal } from './signal.ts';

export interface DatabaseHarness {
  opened: OpenDatabase;
  /** Holds the migrations that were run at the opening. */
  migrationsFolder: string;
  stop(): Promise<void>;
}

/** What the harness must have migrated. */
export const MIGRATIONS = [
  'CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL);',
  `CREATE TABLE samples (name text PRIMARY KEY, amount bigint, at timestamptz(3), data jsonb, bytes bytea);
--> statement-breakpoint
INSERT INTO notes (body) VALUES ('from the migration');`,
];

const MORE_THAN_THE_POOL_HAS = 13;

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
const notes = pgTable('notes', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity(),
  body: text('body').notNull(),
});
const samples = pgTable('samples', {
  name: text('name').primaryKey(),
  amount: bigint('amount', { mode: 'number' }),
  at: timestamp('at', { withTimezone: true, mode: 'date', precision: 3 }),
  data: jsonb('data'),
  bytes: bytea('bytes'),
});

export function databaseContract(name: string, makeHarness: () => Promise<DatabaseHarness>): void {
  describe(`database contract: ${name}`, () => {
    let harness: DatabaseHarness;
    const open = () => harness.opened;
    const bodies = async () => (await open().database.select().from(notes)).map((note) => note.body);

    beforeAll(async () => {
      harness = await makeHarness();
    }, 60_000);
    afterAll(() => harness?.stop());

    test('a transaction that throws leaves nothing behind', async () => {
      const failing = open().database.transaction(async (tx) => {
        await tx.insert(notes).values({ body: 'never' });
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await bodies()).not.toContain('never');
    });

    test('a transaction that cannot even begin gives its connection back', async () => {
      const isolationLevel = 'none at all' as 'serializable';
      for (let time = 0; time < MORE_THAN_THE_POOL_HAS; time += 1) {
        const failing = open().database.transaction(async () => {}, { isolationLevel });
        await expect(failing).rejects.toThrow();
      }
      await open().database.transaction((tx) => tx.insert(notes).values({ body: 'after that' }));
      expect(await bodies()).toContain('after that');
    });

    test('a statement that fails inside a transaction does not poison the next', async () => {
      const failing = open().database.transaction((tx) => tx.execute('SELECT * FROM no_such_table'));
      await expect(failing).rejects.toMatchObject({ cause: { code: '42P01' } });
      expect(await open().fault()).toBeUndefined();
    });

    test('a database that a newer version has migrated is refused, and left as it is', async () => {
      const { pool } = open();
      await asOwner(pool, `INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('newer', 9)`);
      try {
        await expect(migrate(pool, harness.migrationsFolder)).rejects.toMatchObject({
          findings: [{ id: 'database.newer' }],
        });
      } finally {
        await asOwner(pool, `DELETE FROM drizzle.__drizzle_migrations WHERE hash = 'newer'`);
      }
      await migrate(pool, harness.migrationsFolder);
      expect(await bodies()).toContain('from the migration');
    });

    test('a nested transaction rolls back alone', async () => {
      await open().database.transaction(async (tx) => {
        await tx.insert(notes).values({ body: 'outer' });
        const inner = tx.transaction(async (nested) => {
          await nested.insert(notes).values({ body: 'inner' });
          throw new Error('only the inner');
        });
        await expect(inner).rejects.toThrow('only the inner');
      });
      expect(await bodies()).toContain('outer');
      expect(await bodies()).not.toContain('inner');
    });

    test('statements from elsewhere never end up inside an open transaction', async () => {
      const inside = signal();
      const outside = signal();
      const rolledBack = open().database.transaction(async (tx) => {
        await tx.insert(notes).values({ body: 'rolled back' });
        inside.reach();
        await outside.reached;
        throw new Error('roll back');
      });
      await inside.reached;
      const written = open().database.insert(notes).values({ body: 'from elsewhere' });
      const queued = written.then(() => bodies());
      outside.reach();
      await expect(rolledBack).rejects.toThrow('roll back');
      expect(await queued).toContain('from elsewhere');
      expect(await bodies()).not.toContain('rolled back');
    });

    test('many transactions at once lose no update', async () => {
      await open().database.insert(samples).values({ name: 'counter', amount: 0 });
      const raise = () =>
        open().database.transaction(async (tx) => {
          await tx.execute(`SELECT * FROM samples WHERE name = 'counter' FOR UPDATE`);
          await tx.execute(`UPDATE samples SET amount = amount + 1 WHERE name = 'counter'`);
        });
      await Promise.all(Array.from({ length: 40 }, raise));
      const { rows } = await open().pool.query(`SELECT amount FROM samples WHERE name = 'counter'`);
      expect(rows).toEqual([{ amount: '40' }]);
    });

    test('values come back as they went in, through the tables and bare', async () => {
      const at = new Date('2026-03-29T01:30:00.123Z');
      const bytes = new Uint8Array([0, 1, 128, 255]);
      const data = { text: 'ünï 🐏', list: [1, null, true], nested: { 'a"b': "c'd" } };
      const amount = Number.MAX_SAFE_INTEGER;
      await open().database.insert(samples).values({ name: 'types', amount, at, data, bytes });
      const [row] = (await open().database.select().from(samples)).filter(
        (sample) => sample.name === 'types',
      );
      expect(row).toMatchObject({ amount, at, data });
      expect(new Uint8Array(row?.bytes ?? [])).toEqual(bytes);
      const bare = await open().pool.query(
        `SELECT amount, at, data, bytes FROM samples WHERE name = 'types'`,
      );
      expect(bare.rows).toEqual([{ amount: String(amount), at, data, bytes: Buffer.from(bytes) }]);
      expect(bare.rowCount).toBe(1);
    });

    test('a notification reaches who listens, and listening holds nobody up', async () => {
      const heard = signal<{ channel: string; payload?: string | undefined }>();
      const client = await open().pool.connect();
      client.on('notification', heard.reach);
      await client.query('LISTEN contract_news');
      await open().database.transaction(async (tx) => {
        await tx.execute(`SELECT pg_notify('contract_news', 'hello')`);
      });
      expect(await heard.reached).toMatchObject({ channel: 'contract_news', payload: 'hello' });
      client.release(true);
    });

    test('a notification of a transaction that rolls back is not sent', async () => {
      const heard = signal<{ payload?: string | undefined }>();
      const client = await open().pool.connect();
      client.on('notification', heard.reach);
      await client.query('LISTEN contract_rollback');
      await expect(
        open().database.transaction(async (tx) => {
          await tx.execute(`SELECT pg_notify('contract_rollback', 'never')`);
          throw new Error('roll back');
        }),
      ).rejects.toThrow('roll back');
      await open().pool.query(`SELECT pg_notify('contract_rollback', 'later')`);
      expect(await heard.reached).toMatchObject({ payload: 'later' });
      client.release(true);
    });

    test('a transaction-level advisory lock lets one in at a time', async () => {
      let inside = 0;
      let most = 0;
      const visit = () =>
        open().database.transaction(async (tx) => {
          await tx.execute('SELECT pg_advisory_xact_lock(4711)');
          most = Math.max(most, ++inside);
          await tx.execute('SELECT 1');
          inside--;
        });
      await Promise.all([visit(), visit(), visit()]);
      expect(most).toBe(1);
    });

    test('migrations run once, however often and by however many at once', async () => {
      const again = () => migrate(open().pool, harness.migrationsFolder);
      await Promise.all([again(), again(), again()]);
      expect((await bodies()).filter((body) => body === 'from the migration')).toHaveLength(1);
    });

    test('says that it answers', async () => {
      expect(await open().fault()).toBeUndefined();
    });
  });
}
