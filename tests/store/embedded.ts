/**
 * Embedded databases that are ready to open. Making one takes seconds, copying it a fraction: it is made once for all
 * test runs, and kept with the installed packages.
 */
import { createHash, randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { packageRoot } from '../../src/kit/root.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';

/** Migrated, and with the queue's tables. */
export async function prepareEmbedded(dataDir: string): Promise<void> {
  await copyTo(dataDir, `embedded-${await version([...(await migrations()), ...SOURCES])}`, migrated);
}

/** As it is when it was just created. */
export async function prepareBare(dataDir: string): Promise<void> {
  await copyTo(dataDir, `bare-${await version(SOURCES)}`, bare);
}

type Make = (dataDir: string) => Promise<void>;

async function copyTo(dataDir: string, name: string, make: Make): Promise<void> {
  const template = join(packageRoot(), 'node_modules', '.cache', 'bellwether', name);
  const exists = await stat(template).then(
    () => true,
    () => false,
  );
  if (!exists) await makeOnce(template, make);
  await mkdir(dataDir, { recursive: true });
  // A thousand small files: one by one it takes a third of the processor time.
  cpSync(join(template, 'database'), join(dataDir, 'database'), { recursive: true });
}

/** Made under another name, so that a second maker at the same time does no harm. */
async function makeOnce(template: string, make: Make): Promise<void> {
  const draft = `${template}-${randomUUID()}`;
  await make(draft);
  await rename(draft, template).catch(() => rm(draft, { recursive: true }));
}

async function migrated(dataDir: string): Promise<void> {
  await prepareBare(dataDir);
  const log = createLog('silent');
  const { pool, close } = await openDatabase({ dataDir, log });
  const queue = await createQueue({ pool, clock: systemClock, log });
  await queue.stop(1_000);
  await close();
}

async function bare(dataDir: string): Promise<void> {
  const { close } = await openDatabase({ dataDir, migrate: false, log: createLog('silent') });
  await close();
  for (const id of FOR_NEW_DATABASES) await rm(join(dataDir, 'database', 'base', id), { recursive: true });
}

/** template1 and template0: two thirds of the files, and nobody here makes a database within one. */
const FOR_NEW_DATABASES = ['1', '4'];

/** Of all that it is made from. */
async function version(files: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function migrations(): Promise<string[]> {
  const folder = join(packageRoot(), 'src/store/migrations');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return files.map((file) => join(folder, file));
}

/** Whose tables these are, and how they are made. */
const SOURCES = [
  'node_modules/@electric-sql/pglite/package.json',
  'node_modules/bullmq/package.json',
  'tests/store/embedded.ts',
].map((file) => join(packageRoot(), file));
