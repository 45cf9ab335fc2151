/** The key that seals what must not be read from the database: from the environment, or a file made at first start. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../src/kit/finding.ts';
import { makePrivate } from '../src/kit/private-folder.ts';
import { t } from '../src/kit/t.ts';

/** 32 bytes from `${dataDir}/secret.key`, made when it is not there, for the owner's eyes only. */
export async function keyFromFile(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, NAME);
  makePrivate(dataDir, [NAME]);
  // `wx` makes it only where there is none, also when two processes come at once.
  await writeFile(path, randomBytes(LENGTH).toString('base64'), { mode: 0o600, flag: 'wx' }).catch(
    ignoreExisting,
  );
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length === LENGTH) return key;
  throw refuse(
    'secret_key.file',
    path,
    t('It holds {found} bytes; a key has {length}.', { found: key.length, length: LENGTH }),
    t('Put the right file back, or delete it: then network accounts sign in anew.'),
  );
}

const NAME = 'secret.key';
const LENGTH = 32;

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
