/** Too many capitals among the letters that have them. */
import { z } from 'zod';
import { addressedLinks } from '../links/find.ts';
import { CODE, OBJECT } from '../markup/bits.ts';
import { ignores, type Scan, scan } from '../parameters.ts';
import { isPhrased, type Reading } from '../reading.ts';
import { eachText, type Found, type RuleType } from '../rule.ts';

interface Caps {
  percent: number;
  min_letters: number;
  in_links: Scan;
  in_code: Scan;
}

export const ruleType: RuleType<Caps> = {
  name: 'caps',
  summary: 'Shouting: capitals among the letters that have small forms.',
  shape: {
    percent: z
      .number({ error: 'must be a number from 1 to 100' })
      .min(1, { error: 'must be a number from 1 to 100' })
      .max(100, { error: 'must be a number from 1 to 100' })
      .default(70)
      .meta({ description: 'Of the cased letters; it hits from here on.', examples: [70] }),
    min_letters: z
      .int({ error: 'must be a whole number' })
      .min(1, { error: 'must be 1 or more' })
      .default(10)
      .meta({ description: 'Texts with fewer cased letters pass.', examples: [10] }),
    in_links: scan,
    in_code: scan,
  },
  prepare: (rules) => eachText(rules, isPhrased, match),
};

function match(
  { percent, min_letters: least, in_links: inLinks, in_code: inCode }: Caps,
  reading: Reading,
): Found | undefined {
  const { raw, part } = reading;
  if (raw.length < least) return undefined;
  const links = ignores(inLinks) ? reading.learn(addressedLinks) : [];
  const bits = reading.markup?.bits;
  const passed = ignores(inCode) ? OBJECT | CODE : OBJECT;
  let [capitals, letters, link] = [0, 0, 0];
  // Were all the rest capitals, more small letters than these are too many; one is for what division loses.
  const mostSmall = (raw.length * (100 - percent)) / 100 + 1;
  for (let at = 0; at < raw.length; at += 1) {
    if (links.length > 0) {
      while ((links[link]?.end ?? raw.length) <= at) link += 1;
      if ((links[link]?.start ?? raw.length) <= at) continue;
    }
    if (bits && ((bits[at] ?? 0) & passed) !== 0) continue;
    const unit = raw.charCodeAt(at);
    const cased = caseOf(unit >= 0xd800 && unit <= 0xdbff ? (raw.codePointAt(at) ?? unit) : unit);
    if (cased === NONE) continue;
    letters += 1;
    if (cased === CAPITAL) capitals += 1;
    else if (letters - capitals > mostSmall) return undefined;
  }
  if (letters < least || capitals * 100 < percent * letters) return undefined;
  const count = Math.round((capitals * 100) / letters);
  return { part: part.name, text: raw, span: [0, raw.length], count, limit: percent };
}

const [NONE, SMALL, CAPITAL] = [1, 2, 3];

function caseOf(codePoint: number): number {
  const known = cases[codePoint];
  if (known) return known;
  const character = String.fromCodePoint(codePoint);
  const found = CAPITALS.test(character) ? CAPITAL : SMALL_LETTERS.test(character) ? SMALL : NONE;
  if (codePoint < cases.length) cases[codePoint] = found;
  return found;
}

/** Those in circles and squares too: Ⓢ. Cherokee is written in what Unicode calls its capitals. */
const CAPITALS = /(?!\p{Script=Cherokee})[\p{Lu}\p{Lt}]|(?=\p{So})\p{Uppercase}/u;
const SMALL_LETTERS = /(?!\p{Script=Cherokee})\p{Ll}|(?=\p{So})\p{Lowercase}/u;
const cases = new Uint8Array(0x10000);
