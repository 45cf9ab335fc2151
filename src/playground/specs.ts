/** Reads the published protocol descriptions that the playground checks requests against. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The parsed JSON of a file in `src/playground/specs`, such as `slack-block-kit.schema.json`.
 * Works from the sources and from the compiled `dist`, since both stand below the package's root.
 */
export function readSpec(name: string): unknown {
  const path = join(packageRoot(import.meta.dirname), 'src', 'playground', 'specs', name);
  return JSON.parse(readFileSync(path, 'utf8'));
}

function packageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('No package.json above the playground: its specs cannot be found.');
  return packageRoot(above);
}
