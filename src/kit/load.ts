/**
 * Finds the members of a family by folder: commands, jobs, networks. Adding one is adding a file; a file that
 * does not hold what its name says stops the start.
 */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Family<T> {
  /** Every folder is a member and files are none; else a member is a file, or a folder with an index file. */
  folders?: boolean;
  /** The export that each file must have: `command`, `job`, `network`. */
  exported: string;
  /** Tells what is wrong with it, or undefined when it is right. */
  fault(value: unknown): string | undefined;
  /** The name that the file must have, without its ending. */
  fileName(member: T): string;
}

/** Loads every member in a folder. Throws with all faults at once. */
export async function load<T>(folder: string, family: Family<T>): Promise<T[]> {
  const files = family.folders ? await foldersOf(folder) : await membersOf(folder);
  const loaded = await Promise.all(files.map((file) => loadOne(folder, file, family)));
  const faults = loaded.filter((result) => typeof result === 'string');
  if (faults.length > 0) throw new Error(`Cannot load ${basename(folder)}/:\n${faults.join('\n')}`);
  return loaded.flatMap((result) => (typeof result === 'string' ? [] : [result.member]));
}

async function loadOne<T>(folder: string, file: string, family: Family<T>): Promise<{ member: T } | string> {
  if (!existsSync(join(folder, file))) return `${file}: is not there.`;
  const module: Record<string, unknown> = await import(pathToFileURL(join(folder, file)).href);
  const member = module[family.exported];
  if (member === undefined) return `${file}: exports no \`${family.exported}\`.`;
  const fault = family.fault(member);
  if (fault) return `${file}: ${fault}`;
  const expected = family.fileName(member as T);
  const found = nameOf(file);
  if (found !== expected) return `${file}: holds "${expected}", so it must be called so.`;
  return { member: member as T };
}

async function membersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && isModule(entry.name)).map((entry) => entry.name);
  const indexed = (await foldersOf(folder)).filter((index) => existsSync(join(folder, index)));
  return [...files, ...indexed].sort();
}

/** The index file of each folder, whether it is there or not. */
async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names
    .sort()
    .map((name) => `${name}/${existsSync(join(folder, name, 'index.js')) ? 'index.js' : 'index.ts'}`);
}

function isModule(name: string): boolean {
  return /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts');
}

function nameOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? file) : basename(file, extname(file));
}
