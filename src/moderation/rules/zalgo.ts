/** Marks heaped on letters until a line runs into the next. */
import { hasMarks, isInvisible } from '../folding/characters.ts';
import { heapOn } from '../folding/heaps.ts';
import { limit } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { eachText, type RuleType } from '../rule.ts';

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
    eachText(
      rules,
      (reading) => reading.learn(heapsIn).length > 0,
      ({ max_marks: max }, reading) => {
        const heap = reading.learn(heapsIn).find(({ count }) => count > max);
        if (!heap) return undefined;
        const { part, raw } = reading;
        return { part: part.name, text: raw, span: heap.span, count: heap.count, limit: max };
      },
    ),
};

interface Heap {
  span: [number, number];
  count: number;
}

function heapsIn({ raw, isAscii }: Reading): Heap[] {
  if (isAscii || !hasMarks(raw)) return [];
  return [...raw.matchAll(CLUSTER)].map(({ index, 0: cluster }) => {
    const seen = [...cluster].filter((one) => !isInvisible(one.codePointAt(0) ?? 0)).join('');
    return { span: [index, index + cluster.length], count: heapOn(seen) };
  });
}

/** A letter (or the start) and all marks on it, whatever invisible stands between. */
const CLUSTER = /[^\p{M}]?\p{M}(?:\p{M}|\p{Cf})*/gu;
