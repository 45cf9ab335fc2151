/** Marks heaped on letters until a line runs into the next. */
import { isInvisible } from '../folding/characters.ts';
import { heapOn } from '../folding/heaps.ts';
import { limit } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { each, type Found, type RuleType } from '../rule.ts';

interface Zalgo {
  max_marks: number;
}

export const ruleType: RuleType<Zalgo> = {
  name: 'zalgo',
  summary: 'Marks heaped on a letter, beyond what its script writes.',
  shape: {
    max_marks: limit.meta({ description: 'On one letter; it hits above this.', examples: [3] }),
  },
  prepare: (rules) =>
    each(rules, ({ max_marks: max }, { readings }) => {
      for (const reading of readings) {
        const found = match(reading, max);
        if (found) return found;
      }
      return undefined;
    }),
};

function match({ raw, part }: Reading, max: number): Found | undefined {
  if (!POSSIBLE.test(raw)) return undefined;
  for (const { index, 0: cluster } of raw.matchAll(CLUSTER)) {
    const seen = [...cluster].filter((one) => !isInvisible(one.codePointAt(0) ?? 0)).join('');
    const count = heapOn(seen);
    if (count <= max) continue;
    return { part: part.name, text: raw, span: [index, index + cluster.length], count, limit: max };
  }
  return undefined;
}

const POSSIBLE = /[\u0300-\uffff]/;
/** A letter (or the start) and all marks on it, whatever invisible stands between. */
const CLUSTER = /[^\p{M}]?\p{M}(?:\p{M}|\p{Cf}|\u034f)*/gu;
