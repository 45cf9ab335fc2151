/**
 * What one word after `bellwether` does. Adding a verb is adding a file to verbs/. Every verb is loaded for the list
 * of them, so that a file imports what is heavy only when it runs.
 */

import type { Readable, Writable } from 'node:stream';
import { load } from '../kit/load.ts';
import { codeFolder } from '../kit/root.ts';

export interface Verb {
  /** The word, and the name of its file or folder. */
  name: string;
  /** One line. */
  summary: string;
  /** What follows the word: `slack|discord [--url ADDRESS]`. Empty when nothing does. */
  usage: string;
  /** Answers with the exit code. Throws `UsageError`, or `Refusal` when the input is at fault. */
  run(args: string[], io: Io): Promise<number>;
}

export interface Io {
  input: Readable;
  output: Writable;
  errors: Writable;
  /** Another environment than the process's own. */
  environment?: Record<string, string | undefined>;
}

export const EXIT = { fine: 0, fault: 1, usage: 2 } as const;

/** The words were wrong, not what they speak of. */
export class UsageError extends Error {}

export function loadVerbs(folder: string = codeFolder('src/cli/verbs')): Promise<Verb[]> {
  return load<Verb>(folder, { exported: 'verb', fault, fileName: (verb) => verb.name });
}

function fault(value: unknown): string | undefined {
  const verb = value as Partial<Verb>;
  if (!/^[a-z]+$/.test(verb.name ?? '')) return 'its `name` must be one word in small letters.';
  if (!verb.summary) return 'has no `summary`.';
  if (typeof verb.usage !== 'string') return 'has no `usage`.';
  return typeof verb.run === 'function' ? undefined : 'has no `run`.';
}
