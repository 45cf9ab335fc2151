/** Characters that show nothing, where nothing needs them. */
import { isInvisible } from '../folding/characters.ts';
import { isAtWork } from '../folding/invisible.ts';
import { limit } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { each, type Found, type RuleType } from '../rule.ts';

interface Invisible {
  max: number;
}

export const ruleType: RuleType<Invisible> = {
  name: 'invisible',
  summary: 'Characters that show nothing; what joins emoji or shapes letters is not counted.',
  shape: { max: limit },
  prepare: (rules) =>
    each(rules, ({ max }, { readings }) => {
      for (const reading of readings) {
        const found = match(reading, max);
        if (found) return found;
      }
      return undefined;
    }),
};

function match({ raw, part }: Reading, max: number): Found | undefined {
  if (!NOT_LATIN_1.test(raw)) return undefined;
  const places: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const codePoint = raw.codePointAt(at) ?? 0;
    if (isInvisible(codePoint) && !isAtWork(raw, at)) places.push(at);
    if (codePoint > 0xffff) at += 1;
  }
  const [first, last] = [places[0], places.at(-1)];
  if (places.length <= max || first === undefined || last === undefined) return undefined;
  const end = last + ((raw.codePointAt(last) ?? 0) > 0xffff ? 2 : 1);
  return { part: part.name, text: raw, span: [first, end], count: places.length, limit: max };
}

const NOT_LATIN_1 = /[\u00ad\u0100-\uffff]/;
