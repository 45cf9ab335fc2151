/** The audit log: one chain, whoever appends, and every tampering shows. */
import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type AuditHead, type AuditRow, verify } from '../../src/audit/chain.ts';
import type { AuditEntry } from '../../src/audit/entry.ts';
import * as audit from '../../src/store/audit.ts';
import * as endings from '../../src/store/delivery-endings.ts';
import { NOW, type StoreRig } from './store-rig.ts';

const AT = new Date(NOW).toISOString();
const entry = (post: number): AuditEntry => ({
  kind: 'post.approve',
  at: AT,
  person: { id: 7, name: 'Ada "the \\ author" Ø' },
  chat: 'slack',
  post,
  details: { comment: 'line\nline \u0000 end' },
});

export function auditContract(rig: StoreRig): void {
  const { approved, claim, begin, endingOf, only } = rig;
  const append = (...posts: number[]) =>
    rig.db.transaction((transaction) => audit.append(transaction, ...posts.map(entry)));
  const faults = async (known?: AuditHead) =>
    (await verify(audit.all(rig.db), await audit.head(rig.db), known)).faults;
  /** Not even whoever owns the tables does so by accident; the bot's own user may not at all. */
  const asOwner = (statement: SQL) =>
    rig.db.transaction(async (transaction) => {
      await transaction.execute(sql`set local role none`);
      await transaction.execute(statement);
    });
  const rows = async (): Promise<AuditRow[]> => {
    const all: AuditRow[] = [];
    for await (const row of audit.all(rig.db)) all.push(row);
    return all;
  };

  describe('the audit log', () => {
    test('keeps entries word for word, in the order of their commits, chained', async () => {
      const before = await audit.head(rig.db);
      await append(1, 2);
      await append(3);
      const added = (await rows()).slice(before.sequence);
      expect(added.map(({ sequence }) => sequence - before.sequence)).toEqual([1, 2, 3]);
      expect(added.map((row) => JSON.parse(row.entry))).toEqual([entry(1), entry(2), entry(3)]);
      expect(await audit.head(rig.db)).toEqual({ sequence: added[2]?.sequence, hash: added[2]?.hash });
      expect(await faults()).toEqual([]);
    });

    test('of a transaction that rolls back nothing is left, not even a gap', async () => {
      const before = await audit.head(rig.db);
      const failing = rig.db.transaction(async (transaction) => {
        await audit.append(transaction, entry(1));
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await audit.head(rig.db)).toEqual(before);
      expect(await faults()).toEqual([]);
    });

    test('is one chain when many append at once', async () => {
      const before = await audit.head(rig.db);
      await Promise.all(Array.from({ length: 20 }, (_, index) => append(index, index)));
      expect((await audit.head(rig.db)).sequence).toBe(before.sequence + 40);
      expect(await faults()).toEqual([]);
    });

    test('holds how each try of a delivery ended, with what the network answered', async () => {
      const before = await audit.head(rig.db);
      const { postId, hash } = await approved();
      const one = only(await claim());
      await begin(one);
      await endings.end(rig.db, [endingOf(one)]);
      const [row, ...more] = (await rows()).slice(before.sequence);
      expect(more).toEqual([]);
      expect(JSON.parse(row?.entry ?? '')).toEqual({
        ...{ kind: 'delivery.sent', at: AT, post: postId, revision: 1, target: 'web', content: hash },
        details: {
          ...{ delivery: one.id, attempt: 1, key: 'k' },
          published: { id: 'p1', url: 'https://example.org/p1' },
        },
      });
      await endings.end(rig.db, [endingOf(one)]);
      expect((await audit.head(rig.db)).sequence).toBe(before.sequence + 1);
      expect(await faults()).toEqual([]);
    });

    test('is never changed by accident', async () => {
      await append(1);
      for (const statement of [
        sql`update audit set entry = '{}'`,
        sql`delete from audit`,
        sql`truncate audit`,
      ])
        await expect(asOwner(statement)).rejects.toMatchObject({
          cause: { message: 'The audit log is never changed.' },
        });
    });

    test.each<[string, (last: number) => ReturnType<typeof sql>, (last: number) => RegExp]>([
      [
        'a row that was changed',
        (last) => sql`update audit set entry = replace(entry, 'Ada', 'Bob') where sequence = ${last - 1}`,
        (last) => new RegExp(`^Row ${last - 1} was changed`),
      ],
      [
        'a row that was removed',
        (last) => sql`delete from audit where sequence = ${last - 1}`,
        (last) => new RegExp(`^Row ${last - 1} is missing`),
      ],
      [
        'two rows that changed places',
        (last) => sql`update audit as one set entry = other.entry, hash = other.hash from audit as other
          where one.sequence in (${last - 1}, ${last}) and other.sequence = ${2 * last - 1} - one.sequence`,
        (last) => new RegExp(`^Row ${last - 1} was changed, or is not where`),
      ],
      [
        'a last row that was cut off',
        (last) => sql`delete from audit where sequence = ${last}`,
        (last) => new RegExp(`^The log ends with row ${last - 1}; it ended with row ${last}`),
      ],
    ])('%s is found', async (_what, tamper, told) => {
      await append(1, 2, 3);
      const { sequence } = await audit.head(rig.db);
      const found = rig.db.transaction(async (transaction) => {
        await transaction.execute(sql`set local role none`);
        await transaction.execute(sql`alter table audit disable trigger user`);
        await transaction.execute(tamper(sequence));
        const { faults } = await verify(audit.all(transaction), await audit.head(transaction));
        throw faults;
      });
      const faultsFound = await found.catch((faults) => faults as string[]);
      expect(faultsFound[0]).toMatch(told(sequence));
      expect(await faults()).toEqual([]);
    });

    test('what was written down elsewhere shows a log that was made anew', async () => {
      await append(1);
      const known = await audit.head(rig.db);
      await append(2);
      expect(await faults(known)).toEqual([]);
      expect(await faults({ ...known, hash: 'other' })).toEqual([
        `Row ${known.sequence} is not the one that was known.`,
      ]);
      const beyond = { sequence: known.sequence + 9, hash: known.hash };
      expect(await faults(beyond)).toEqual([`Row ${beyond.sequence}, which was known, is missing.`]);
    });
  });
}
