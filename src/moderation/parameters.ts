/** Parameters that several rule types have. */
import { z } from 'zod';
import { foldText } from './folding/fold.ts';

/** Off when absent. */
export const switched = z
  .boolean({ error: 'must be true or false' })
  .default(false)
  .meta({ examples: [true] });

/** Whether a place counts; `true` and `false` say the same. */
export const scan = z
  .union(
    [
      z.enum(['scan', 'ignore']),
      z.boolean().transform((on) => (on ? ('scan' as const) : ('ignore' as const))),
    ],
    {
      error: 'must be scan or ignore',
    },
  )
  .default('scan')
  .meta({ description: 'Whether what stands there counts.', examples: ['ignore'] });

/** Numbers in a list of words are words: 1488. */
const word = z
  .union([z.string(), z.number().transform(String)], { error: 'must be text' })
  .refine((text) => text.length <= MOST_IN_WORD, { error: `must have at most ${200} characters` })
  .refine((text) => foldText(text.trim()).text.trim() !== '', { error: 'must hold something that is seen' });

const MOST_IN_WORD = 200;

export const wordList = z
  .array(word, { error: 'must be a list of words' })
  .max(100_000, { error: 'must have at most 100000 words' });

export const limit = z
  .int({ error: 'must be a whole number' })
  .min(0, { error: 'must be 0 or more' })
  .meta({ description: 'It hits above this.', examples: [5] });
