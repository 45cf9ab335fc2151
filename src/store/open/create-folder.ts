/** Makes a new database folder, once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../kit/log.ts';
import { makePrivate } from '../../kit/private-folder.ts';

/**
 * In a process of its own: making one takes half a gigabyte that this process would never give back. It appears
 * under its name when it is whole, so a start that was broken off leaves nothing that looks like a database.
 */
export async function createFolder(folder: string, log: Log): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  log.info({ folder }, 'creating the embedded database, once');
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await runApart(CREATE, import.meta.resolve('@electric-sql/pglite'), draft);
  makePrivate(draft, await readdir(draft));
  await rename(draft, folder);
}

const CREATE = `
  const [library, folder] = process.argv.slice(-2);
  const { PGlite } = await import(library);
  const database = await PGlite.create(folder);
  await database.close();`;

async function runApart(program: string, ...input: string[]): Promise<void> {
  const options = ['--input-type=module', '--eval', program, '--', ...input];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new Error(`The embedded database could not be created: ${said.trim() || `exit ${code}`}`);
}
