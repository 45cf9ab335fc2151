/** Too many emoji. A sequence (a family, a flag, a skin tone) is one, and so is a custom emoji. */
import { allEmoji } from '../emoji.ts';
import { limit } from '../parameters.ts';
import { isPhrased } from '../reading.ts';
import { eachText, type RuleType } from '../rule.ts';

interface Emoji {
  max: number;
}

export const ruleType: RuleType<Emoji> = {
  name: 'emoji',
  summary: 'Many emoji in one text, custom ones too.',
  shape: { max: limit },
  prepare: (rules) =>
    eachText(
      rules,
      (reading) => isPhrased(reading) && reading.learn(allEmoji).length > 0,
      ({ max }, reading) => {
        const all = reading.learn(allEmoji);
        const [first, last] = [all[0], all.at(-1)];
        if (all.length <= max || !first || !last) return undefined;
        const { part, raw } = reading;
        return { part: part.name, text: raw, span: [first.start, last.end], count: all.length, limit: max };
      },
    ),
};
