/** Reads the published protocol descriptions that the playground checks requests against. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../kit/root.ts';

/** The parsed JSON of a file in `src/playground/specs`, such as `slack-block-kit.schema.json`. */
export function readSpec(name: string): unknown {
  return JSON.parse(readFileSync(join(packageRoot(), 'src', 'playground', 'specs', name), 'utf8'));
}
