/** Characters that show nothing, where nothing needs them. */
import { INVISIBLE } from '../folding/characters.ts';
import { isAtWork } from '../folding/invisible.ts';
import { limit } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { eachText, type RuleType } from '../rule.ts';

interface Invisible {
  max: number;
}

export const ruleType: RuleType<Invisible> = {
  name: 'invisible',
  summary: 'Characters that show nothing; what joins emoji or shapes letters is not counted.',
  shape: { max: limit },
  prepare: (rules) =>
    eachText(
      rules,
      (reading) => reading.learn(invisibleIn).length > 0,
      ({ max }, reading) => {
        const places = reading.learn(invisibleIn);
        const [first, last] = [places[0], places.at(-1)];
        if (places.length <= max || first === undefined || last === undefined) return undefined;
        const { part, raw } = reading;
        const end = last + ((raw.codePointAt(last) ?? 0) > 0xffff ? 2 : 1);
        return { part: part.name, text: raw, span: [first, end], count: places.length, limit: max };
      },
    ),
};

/** Where what shows nothing stands for nothing. */
function invisibleIn({ raw, isAscii }: Reading): number[] {
  if (isAscii) return [];
  return [...raw.matchAll(INVISIBLE)].flatMap(({ index }) => (isAtWork(raw, index) ? [] : [index]));
}
