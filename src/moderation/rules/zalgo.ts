/** Marks heaped on letters until a line runs into the next. */
import { hasMarks, isInvisible } from '../folding/characters.ts';
import { heapOn } from '../folding/heaps.ts';
import { limit } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { each, type RuleType } from '../rule.ts';

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
      for (const { heaps, reading } of readings.map((one) => ({ reading: one, heaps: one.learn(heapsIn) }))) {
        const heap = heaps.find(({ count }) => count > max);
        if (!heap) continue;
        const { part, raw } = reading;
        return { part: part.name, text: raw, span: heap.span, count: heap.count, limit: max };
      }
      return undefined;
    }),
};

interface Heap {
  span: [number, number];
  count: number;
}

function heapsIn({ raw }: Reading): Heap[] {
  if (!hasMarks(raw)) return [];
  return [...raw.matchAll(CLUSTER)].map(({ index, 0: cluster }) => {
    const seen = [...cluster].filter((one) => !isInvisible(one.codePointAt(0) ?? 0)).join('');
    return { span: [index, index + cluster.length], count: heapOn(seen) };
  });
}

/** A letter (or the start) and all marks on it, whatever invisible stands between. */
const CLUSTER = /[^\p{M}]?\p{M}(?:\p{M}|\p{Cf})*/gu;
