/** Where a package's files lie that are no code: the same answer from its sources and from a bundle that holds it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of one of these packages, such as `local-slack`. */
export function packageFolder(name: string, from: string = import.meta.dirname): string {
  for (const folder of [
    join(from, name),
    join(from, 'packages', name),
    join(from, 'node_modules', SCOPE, name),
  ])
    if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(from);
  if (parent === from) throw new Error(`There is no package ${name} beside the running code.`);
  return packageFolder(name, parent);
}

/** A folder of a package's code that runs, such as `playground`, `src`, `networks`: that of the sources, or of a build. */
export function codeFolder(...path: string[]): string {
  return codeFolderAbove(import.meta.dirname, path);
}

function codeFolderAbove(from: string, path: string[]): string {
  const folder = join(from, 'packages', ...path);
  if (existsSync(folder)) return folder;
  const parent = dirname(from);
  if (parent === from)
    throw new Error(`There is no folder packages/${path.join('/')} beside the running code.`);
  return codeFolderAbove(parent, path);
}

const SCOPE = '@bellwether';

/** The parsed JSON of a package's file below `specs/`, such as `blocks.schema.json`. */
export function readSpec(name: string, file: string): unknown {
  return JSON.parse(readFileSync(join(packageFolder(name), 'specs', file), 'utf8'));
}
