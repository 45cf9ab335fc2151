/** Where things lie on the disk: the same answers from the sources and from a build. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The package: what is not code is found from here. */
export function packageRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('No package.json above the running code.');
  return packageRoot(parent);
}

/** A folder of the running code, such as `commands`: it lies beside the `src` that runs, which a build has too. */
export function codeFolder(...path: string[]): string {
  return join(above('src', import.meta.dirname), ...path);
}

function above(name: string, from: string): string {
  if (basename(from) === name) return dirname(from);
  const parent = dirname(from);
  if (parent === from) throw new Error(`The running code lies in no folder ${name}.`);
  return above(name, parent);
}
