/** Too many emoji. A sequence (a family, a flag, a skin tone) is one, and so is a custom emoji. */
import { emojiIn } from '../folding/emoji.ts';
import { limit } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { each, type Found, type RuleType } from '../rule.ts';

interface Emoji {
  max: number;
}

export const ruleType: RuleType<Emoji> = {
  name: 'emoji',
  summary: 'Many emoji in one text, custom ones too.',
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

/** In code a custom emoji is only its name. */
function match(reading: Reading, max: number): Found | undefined {
  const { raw, part } = reading;
  const custom = (reading.markup?.objects ?? []).filter(({ kind }) => kind === 'emoji');
  const all = [...custom, ...emojiIn(raw)].sort((one, other) => one.start - other.start);
  const [first, last] = [all[0], all.at(-1)];
  if (all.length <= max || !first || !last) return undefined;
  return { part: part.name, text: raw, span: [first.start, last.end], count: all.length, limit: max };
}
