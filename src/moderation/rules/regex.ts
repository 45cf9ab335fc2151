/** Patterns in RE2's syntax, which take time in proportion to the text, whatever is written. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type FoldedText, plainly, rawSpan } from '../folding/folded-text.ts';
import { cyrillicFor, latinFor } from '../folding/look-alikes.ts';
import { compilePattern, type Pattern, PatternSet } from '../matching/pattern.ts';
import { type Reading, VIEW } from '../reading.ts';
import type { Found, RuleType } from '../rule.ts';

interface Regex {
  pattern: string;
  flags: string;
}

export const ruleType: RuleType<Regex> = {
  name: 'regex',
  summary: 'A pattern in the syntax of RE2, on the text as written and as folded.',
  shape: {
    pattern: z
      .string({ error: 'must be a pattern, in quotes' })
      .min(1, { error: 'must not be empty' })
      .max(1000, { error: 'must have at most 1000 characters' })
      .meta({ description: 'RE2: no look-around, no back-references.', examples: ['(?i)buy\\s+followers'] }),
    flags: z
      .string({ error: 'must be letters of imsU' })
      .regex(/^[imsU]*$/, {
        error: 'must be letters of imsU: i case, m lines, s dot takes line breaks, U short matches',
      })
      .default('')
      .meta({
        description: 'i: capitals or not; m: ^ and $ at lines; s: dot takes line breaks.',
        examples: ['i'],
      }),
  },
  check({ pattern, flags }) {
    const compiled = compilePattern(pattern, flags);
    if (!('reason' in compiled)) return [];
    const { reason, remedy } = compiled;
    return [{ path: ['pattern'], message: t('RE2 takes it not: {reason}.', { reason }), remedy }];
  },
  prepare(rules) {
    const patterns = rules.map(({ pattern, flags }) => {
      const compiled = compilePattern(pattern, flags);
      if ('reason' in compiled) throw new Error(compiled.reason);
      return compiled;
    });
    const set = new PatternSet(patterns);
    return ({ readings }, tell) => {
      for (const reading of readings) {
        for (const { text, folded } of textsOf(reading)) {
          for (const index of set.candidates(text)) {
            const pattern = patterns[index];
            const found = pattern && foundBy(pattern, reading, text, folded);
            if (found) tell(index, found);
          }
        }
      }
    };
  },
};

interface Searched {
  text: string;
  /** The way back; absent for the text as it was written. */
  folded?: FoldedText;
}

/** As written first, then folded where that makes a difference. Case is kept: the pattern says what it wants. */
function textsOf(reading: Reading): Searched[] {
  const texts: Searched[] = [{ text: reading.raw }];
  if (reading.isAscii && !reading.markup) return texts;
  for (const folded of reading.both(VIEW.asWritten)) {
    for (const letterFor of folded.mixed ? [latinFor, cyrillicFor] : [latinFor]) {
      const text = plainly(folded, letterFor);
      if (texts.every((known) => known.text !== text)) texts.push({ text, folded });
    }
  }
  return texts;
}

function foundBy(
  { find }: Pattern,
  { raw, part }: Reading,
  text: string,
  folded?: FoldedText,
): Found | undefined {
  const span = find(text);
  if (!span) return undefined;
  const [start, end] = span;
  return {
    part: part.name,
    text: raw,
    span: folded ? (end > start ? rawSpan(folded, start, end) : [0, 0]) : span,
    folded: text.slice(start, end),
  };
}
