/** The team file's bytes as text. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { t } from '../../src/kit/t.ts';
import { ConfigurationFault, type Fault } from '../fault.ts';

/** Throws `ConfigurationFault`, also when the file is not there. */
export async function readText(path: string): Promise<string> {
  const text = decodeTeam(await bytesOf(path));
  if (typeof text !== 'string') throw new ConfigurationFault(basename(path), [text]);
  return text;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : t('unknown reason');
    const message =
      code === 'ENOENT' ? t('There is no such file.') : t('It cannot be read ({code}).', { code });
    const remedy = t('Copy config/team.example.yaml there, or set TEAM_FILE to where it is.');
    throw new ConfigurationFault(path, [
      { id: 'team.file', level: 'error', field: 'TEAM_FILE', message, remedy },
    ]);
  }
}

/** What an editor of another time saved is told, never guessed: an å that is read wrong is a channel that is not found. */
export function decodeTeam(bytes: Uint8Array): string | Fault {
  if (isWide(bytes)) return wrong(t('The file is written in UTF-16.'), 1);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const line = lineOfFault(bytes);
    return wrong(t('The file is not written in UTF-8; Latin-1 (Windows-1252) is likely.'), line);
  }
}

/** By its mark, or by the empty byte that every second one is in Latin letters. */
function isWide(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return bytes.subarray(0, BEGINNING).includes(0);
}

function lineOfFault(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const isWrong = (line: string) => Buffer.from(line, 'latin1').toString('utf8').includes('\uFFFD');
  return Math.max(1, lines.findIndex(isWrong) + 1);
}

function wrong(message: string, line: number): Fault {
  const remedy = t('Save it as UTF-8 in your editor.');
  return { id: 'team.file.encoding', level: 'error', field: '', message, remedy, line };
}

const BEGINNING = 1_000;
