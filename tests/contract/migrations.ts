/** A small set of migrations, made for tests of how migrations run. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function writeMigrations(folder: string, statements: string[]): Promise<void> {
  await mkdir(join(folder, 'meta'), { recursive: true });
  const entries = statements.map((_, idx) => ({
    idx,
    version: '7',
    when: 1_700_000_000_000 + idx,
    tag: `000${idx}_test`,
    breakpoints: true,
  }));
  const journal = { version: '7', dialect: 'postgresql', entries };
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify(journal));
  await Promise.all(
    statements.map((statement, idx) => writeFile(join(folder, `000${idx}_test.sql`), statement)),
  );
}
