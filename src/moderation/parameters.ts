/** Parameters that several rule types have. */
import { z } from 'zod';
import { foldText } from './folding/fold.ts';

/** Off when absent. */
export const switched = z
  .boolean({ error: 'must be true or false' })
  .default(false)
  .meta({ examples: [true] });

/** Whether what stands in a place counts; `true` and `false` say the same. */
export type Scan = 'scan' | 'ignore' | boolean;

export function ignores(place: Scan): boolean {
  return place === 'ignore' || place === false;
}

export const scan = z
  .union([z.enum(['scan', 'ignore']), z.boolean()], { error: 'must be scan or ignore' })
  .default('scan')
  .meta({ description: 'Whether what stands there counts.', examples: ['ignore'] });

const MOST_IN_WORD = 200;

/** Numbers in a list of words are words: 1488. */
const word = z
  .union([z.string(), z.number()], { error: 'must be text' })
  .refine((text) => String(text).length <= MOST_IN_WORD, {
    error: `must have at most ${MOST_IN_WORD} characters`,
  })
  .refine((text) => foldText(String(text).trim()).text.trim() !== '', {
    error: 'must hold something that is seen',
  });

export const wordList = z
  .array(word, { error: 'must be a list of words' })
  .max(100_000, { error: 'must have at most 100000 words' });

export const limit = z
  .int({ error: 'must be a whole number' })
  .min(0, { error: 'must be 0 or more' })
  .meta({ description: 'It hits above this.', examples: [5] });
