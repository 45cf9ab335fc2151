/** Reads every import of the project's own code, type imports included, with Babel's parser. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path';
import { type ParserPlugin, parse } from '@babel/parser';
import { packageRoot } from '../../src/kit/root.ts';

export interface Import {
  /** Paths from the package's root. */
  from: string;
  /** A path of ours, or a package's name. */
  to: string;
}

const ROOT = packageRoot();
const FOLDERS = ['src', 'packages', 'commands', 'jobs', 'listeners', 'subjects', 'alarms', 'pages', 'config'];
const IS_TEST = /^packages\/[^/]+\/tests\//;

export async function readImports(): Promise<Import[]> {
  const files = (await Promise.all(FOLDERS.map(filesBelow))).flat();
  return (await Promise.all(files.map(importsOf))).flat();
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !IS_TEST.test(file));
}

async function importsOf(from: string): Promise<Import[]> {
  const text = await readFile(join(ROOT, from), 'utf8');
  const plugins: ParserPlugin[] = from.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'];
  const { program } = parse(text, { sourceType: 'module', plugins });
  const named = program.body.flatMap((node) => ('source' in node && node.source ? [node.source.value] : []));
  return [...new Set([...named, ...dynamicImports(text)])].map((to) => ({ from, to: resolve(from, to) }));
}

/** Those that name their module in the place: `import('./x.ts')`, in code and in types. */
function dynamicImports(text: string): string[] {
  return [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].flatMap((found) =>
    found[1] ? [found[1]] : [],
  );
}

function resolve(from: string, to: string): string {
  if (to.startsWith('.')) return normalize(join(dirname(from), to));
  const [, name, inner] = /^@bellwether\/([^/]+)(?:\/(.+))?$/.exec(to) ?? [];
  return name ? join('packages', name, 'src', inner ?? 'index.ts') : to;
}
