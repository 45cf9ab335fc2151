/**
 * A folder whose files are its owner's alone. Whoever may write a database's files is its superuser, whatever its roles
 * say; so nobody else of the machine may come near them, also where an older version left them open.
 */
import { chmodSync, lstatSync, mkdirSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { refuse } from './finding.ts';
import { t } from './t.ts';

/**
 * Makes the folder where there is none, and takes from it, and from what is under `names` in it, every right of others.
 * What else lies in it is left as it is: nobody gets past the folder. Throws a `Refusal` when any of it belongs to
 * somebody else, or cannot be made private.
 */
export function makePrivate(folder: string, names: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER });
  // Windows has no such owners; there the user's own folders are closed to others.
  const self = process.getuid?.();
  if (self === undefined) return;
  const top = statSync(folder);
  if (top.uid !== self) throw notOurs(folder, folder, top, self);
  if ((top.mode & STICKY) !== 0 || resolve(folder) === '/') throw shared(folder);
  close(folder, top, folder);
  if ((statSync(folder).mode & OTHERS) !== 0) throw open(folder);
  for (const name of names) {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found) closeTree(path, found, folder, self);
  }
}

/** At once: a database is a thousand small files, and one by one would take the start ten times as long. */
function closeTree(path: string, found: Stats, folder: string, self: number): void {
  if (found.uid !== self) throw notOurs(path, folder, found, self);
  // Where it leads to is not ours to change.
  if (found.isSymbolicLink()) return;
  close(path, found, folder);
  if (!found.isDirectory()) return;
  for (const name of readdirSync(path)) {
    const inner = join(path, name);
    const entry = lstatSync(inner, { throwIfNoEntry: false });
    if (entry) closeTree(inner, entry, folder, self);
  }
}

function close(path: string, found: Stats, folder: string): void {
  if ((found.mode & OTHERS) === 0) return;
  try {
    chmodSync(path, found.mode & ~OTHERS & PERMISSIONS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw open(folder);
  }
}

function notOurs(path: string, folder: string, { uid }: Stats, self: number) {
  return refuse(
    'folder.owner',
    'DATA_DIR',
    t('{path} belongs to user {owner} of this machine; this process runs as user {self}.', {
      ...{ path, owner: String(uid), self: String(self) },
    }),
    t(
      'Run as the user whose folder it is; or, if nobody else wrote to it, hand it over: chown -R {self} {folder}; or set DATA_DIR to a folder that is not there yet.',
      { self: String(self), folder },
    ),
  );
}

function shared(folder: string) {
  return refuse(
    'folder.shared',
    'DATA_DIR',
    t('{folder} is shared by all users of this machine.', { folder }),
    t('Set DATA_DIR to a folder of its own in it, for example {example}.', {
      example: join(folder, 'bellwether'),
    }),
  );
}

function open(folder: string) {
  return refuse(
    'folder.open',
    'DATA_DIR',
    t('{folder} is open to other users of this machine, and its file system does not let us close it.', {
      folder,
    }),
    t('Set DATA_DIR to a folder on a file system that keeps rights, or mount this one for this user alone.'),
  );
}

const FOLDER = 0o700;
const OTHERS = 0o077;
const PERMISSIONS = 0o7777;
const STICKY = 0o1000;
