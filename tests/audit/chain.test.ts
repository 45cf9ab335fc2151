import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuditRow, chainHash, start, verify } from '../../src/audit/chain.ts';

async function* each(rows: AuditRow[]): AsyncGenerator<AuditRow> {
  yield* rows;
}
const check = async (rows: AuditRow[], ended: AuditRow[]) =>
  (await verify(each(rows), ended.at(-1) ?? start)).faults;

function chained(entries: string[]): AuditRow[] {
  const rows: AuditRow[] = [];
  entries.forEach((entry, index) => {
    rows.push({ sequence: index + 1, entry, hash: chainHash(rows.at(-1)?.hash ?? '', index + 1, entry) });
  });
  return rows;
}

const log = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 12 }).map(chained);
const place = fc.nat();

describe('the chain of the audit log', () => {
  test('is whole when nothing was done to it, also when it is empty', async () => {
    expect(await check([], [])).toEqual([]);
    await fc.assert(
      fc.asyncProperty(log, async (rows) => {
        expect(await check(rows, rows)).toEqual([]);
      }),
    );
  });

  test('shows any row whose words, hash or number was changed', async () => {
    const change = fc.constantFrom<((row: AuditRow) => AuditRow)[]>(
      (row) => ({ ...row, entry: `${row.entry} ` }),
      (row) => ({ ...row, hash: chainHash(row.hash, row.sequence, row.entry) }),
      // Chained again by somebody who does not go on to the end.
      (row) => ({ ...row, entry: 'x', hash: chainHash('', row.sequence, 'x') }),
    );
    await fc.assert(
      fc.asyncProperty(log, place, change, async (rows, at, alter) => {
        const index = at % rows.length;
        const altered = rows.map((row, position) => (position === index ? alter(row) : row));
        fc.pre(JSON.stringify(altered) !== JSON.stringify(rows));
        expect(await check(altered, rows)).not.toEqual([]);
      }),
    );
  });

  test('shows any row that was removed, wherever it stood', async () => {
    await fc.assert(
      fc.asyncProperty(log, place, async (rows, at) => {
        const index = at % rows.length;
        const fewer = rows.filter((_row, position) => position !== index);
        expect(await check(fewer, rows)).not.toEqual([]);
        const numberedAnew = fewer.map((row, position) => ({ ...row, sequence: position + 1 }));
        expect(await check(numberedAnew, rows)).not.toEqual([]);
      }),
    );
  });

  test('shows rows that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(log, place, place, async (rows, one, other) => {
        const [first, second] = [one % rows.length, other % rows.length];
        const moved = rows.map((row, index) => {
          const from = index === first ? rows[second] : index === second ? rows[first] : row;
          return { ...(from ?? row), sequence: index + 1 };
        });
        fc.pre(first !== second);
        expect(await check(moved, rows)).not.toEqual([]);
      }),
    );
  });

  test('does not tell a thousand faults one by one', async () => {
    const rows = chained(Array.from({ length: 1_000 }, String)).map((row) => ({ ...row, entry: 'gone' }));
    expect((await check(rows, rows)).length).toBeLessThan(102);
  });
});
