/** How many marks are on a letter that no orthography puts there. */

/**
 * The marks of a cluster (a letter and what is combined with it) that count. After composition (ế is one letter), and
 * without those of the letter's own script, as long as they are no more than that script ever writes on a letter and
 * none stands there again and again: Hebrew has points and accents, Thai a vowel and a tone, Tibetan stacks.
 */
export function heapOn(cluster: string): number {
  const marks = [...cluster.normalize('NFC')].filter((one) => /\p{M}/u.test(one));
  const own = marks.filter((one) => !GOES_WITH_ANY.test(one));
  const foreign = marks.length - own.length;
  return own.length <= mostOf(own[0] ?? '') && !isRepeated(own) ? foreign : marks.length;
}

const GOES_WITH_ANY = /[\p{Script=Inherited}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}]/u;
const isOwn = (mark: string, script: RegExp) => script.test(mark);

function mostOf(mark: string): number {
  return MOST.find(({ script }) => isOwn(mark, script))?.most ?? MOST_ELSEWHERE;
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
