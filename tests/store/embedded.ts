/**
 * A PGlite folder that is ready to open. Making one takes three seconds, copying it a fraction: it is made once
 * for all test runs, and kept with the installed packages.
 */
import { randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/kit/root.ts';

export async function prepareEmbedded(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await cp(await template(), join(dataDir, 'database'), { recursive: true });
}

async function template(): Promise<string> {
  const packages = join(packageRoot(), 'node_modules');
  const manifest = await readFile(join(packages, '@electric-sql/pglite/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(packages, '.cache', 'bellwether', `pglite-${version}`);
  const exists = await stat(folder).then(
    () => true,
    () => false,
  );
  if (!exists) await make(folder);
  return folder;
}

/** Made under another name, so that a second maker at the same time does no harm. */
async function make(folder: string): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const draft = `${folder}-${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  const database = await PGlite.create(draft);
  await database.close();
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
}
