/** How many marks are on a letter that no orthography puts there. */
import { goesWithAny } from './marks.ts';

/**
 * The marks of a cluster (a letter and what is combined with it) that count. After composition (ế is one letter), and
 * without those of the letter's own script, as long as they are no more than that script ever writes on a letter and
 * none stands there again and again: Hebrew has points and accents, Thai a vowel and a tone, Tibetan stacks.
 */
export function heapOn(cluster: string): number {
  const marks = marksOf(cluster.normalize('NFD'));
  const own = marks.filter((one) => !goesWithAny(one.charCodeAt(0)));
  if (own.length > mostOf(own[0] ?? '') || isRepeated(own)) return marks.length;
  // ế is one letter, and ọ̀ one with a mark; what leaves more than that is no spelling.
  const left = marksOf(cluster.normalize('NFC')).length - own.length;
  return left <= 1 ? Math.max(0, left) : marks.length - own.length;
}

function marksOf(cluster: string): string[] {
  return [...cluster].filter((one) => /\p{M}/u.test(one));
}

function mostOf(mark: string): number {
  return MOST.find(({ script }) => script.test(mark))?.most ?? MOST_ELSEWHERE;
}

function isRepeated(marks: string[]): boolean {
  return marks.some((mark) => marks.filter((other) => other === mark).length > 2);
}

const MOST = [
  { script: /\p{Script=Hebrew}/u, most: 5 },
  { script: /[\p{Script=Arabic}\u064b-\u0655\u0670]/u, most: 4 },
  { script: /\p{Script=Thai}/u, most: 3 },
  { script: /\p{Script=Tibetan}/u, most: 8 },
];
const MOST_ELSEWHERE = 6;
