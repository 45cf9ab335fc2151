/** Reads every import of the project's own code, type imports included, with oxc's parser. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { packageRoot } from '../../src/kit/root.ts';

export interface Import {
  /** Paths from the package's root. */
  from: string;
  /** A path of ours, or a package's name. */
  to: string;
}

const ROOT = packageRoot();
const FOLDERS = ['src', 'commands', 'jobs', 'config'];

export async function readImports(): Promise<Import[]> {
  const files = (await Promise.all(FOLDERS.map(filesBelow))).flat();
  return (await Promise.all(files.map(importsOf))).flat();
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

async function importsOf(from: string): Promise<Import[]> {
  const text = await readFile(join(ROOT, from), 'utf8');
  const { module } = parseSync(from, text);
  const named = [...module.staticImports, ...module.staticExports.flatMap((one) => one.entries)].flatMap(
    (one) => (one.moduleRequest ? [one.moduleRequest.value] : []),
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    return /^['"]/.test(written) ? [written.slice(1, -1)] : [];
  });
  return [...new Set([...named, ...dynamic])].map((to) => ({ from, to: resolve(from, to) }));
}

function resolve(from: string, to: string): string {
  return to.startsWith('.') ? normalize(join(dirname(from), to)) : to;
}
