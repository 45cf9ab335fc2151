/** Which clocks a time of day is told by. */
import { HALF, knowsDay, NO_DIGIT, NO_LETTER, OCLOCK, put, type Rule, rule } from './rule.ts';
import { type Said, Unfit } from './said.ts';
import { AT, oneOf } from './vocabulary.ts';
import { LOCAL, named, ofCity, ZONE_WORD, ZONE_WORDS } from './zones.ts';

export const ZONE_RULES: Rule[] = [
  rule(
    `(utc|gmt)?(\\s*)([+-])(\\s?)(\\d{1,2})(:?)(\\d\\d)?(?![\\d:.])(?!\\s*(?:${HALF}|${OCLOCK}))`,
    (found, said, typed) => {
      const [, base, , sign, blank, hours = '', colon, minutes] = found;
      if (base === undefined && said.clock === undefined) return false;
      if (colon && minutes === undefined) return false;
      const isPlain = minutes !== undefined && colon === '';
      const mayStretch = sign === '-' && base === undefined && !isPlain && said.zones.length === 0;
      if (mayStretch && !isBracketed(found) && isStretch(said, hours, blank !== ''))
        throw new Unfit('range', typed);
      const offset = Number(hours) * 60 + Number(minutes ?? 0);
      if (offset > LARGEST || Number(minutes ?? 0) > 59) return false;
      put(said, 'offset', sign === '-' ? -offset : offset, typed);
      return true;
    },
  ),
  // "24.12.2026 - 18:00"
  rule(
    `(?<=\\s)-\\s+(?=\\d{1,2}(?:[:.h]\\d\\d${NO_DIGIT}|\\s*(?:${HALF}|${OCLOCK}))|${oneOf(AT)}\\s*\\d)`,
    (_found, said) => said.clock === undefined && knowsDay(said),
  ),
  // "9am - 5pm"
  rule('-(?=\\s*\\d)', (_found, said, typed) => {
    if (said.clock !== undefined) throw new Unfit('range', typed);
    return false;
  }),
  rule(`z${NO_LETTER}`, (_found, said, typed) => {
    if (said.clock === undefined) return false;
    put(said, 'offset', 0, typed);
    return true;
  }),
  rule(`[a-z][a-z0-9_+-]*(?:/[a-z0-9_+-]+)+`, ([name = ''], said) => putNamed(said, name)),
  // "(GB)": such a word is a zone by its brackets alone.
  rule(`(?<=[[(]\\s*)[a-z][a-z0-9_+-]*`, ([name = ''], said) =>
    Object.hasOwn(ZONE_WORDS, name) ? false : putNamed(said, name),
  ),
  rule(`(?:us\\s+)?(${ZONE_WORD})${NO_LETTER}`, ([, word = ''], said, typed) => {
    // In French it is "and".
    if (word === 'et' && typed !== 'ET') return false;
    said.zones.push(ZONE_WORDS[word.replace(/\s+/g, ' ')] ?? []);
    return true;
  }),
  rule(`${oneOf(LOCAL)}${NO_LETTER}`, (_found, said) => {
    said.isLocal = true;
  }),
  rule(`([a-z][a-z .'-]*?)\\s+time${NO_LETTER}`, ([, city = ''], said) => putCity(said, city)),
  rule(`(?:heure\\s+de|hora\\s+de)\\s+([a-z][a-z '-]*)${NO_LETTER}`, ([, city = ''], said) =>
    putCity(said, city),
  ),
];

/**
 * "9-11", "22:00-02:00", where an offset would stand: one that rises, that no offset is written like, or that runs into
 * the night. What a machine writes ("T10:00-05:00", "10:00:00-05:00") is an offset.
 */
function isStretch({ clock, isMachine }: Said, hours: string, isApart: boolean): boolean {
  if (isApart || hours.length === 1) return true;
  if (isMachine) return false;
  const [from, to] = [clock?.hour ?? 0, Number(hours)];
  return to > from || (from >= EVENING && to <= LATE);
}

/** "(America/Adak, -10:00)" */
function isBracketed({ input, index }: RegExpExecArray): boolean {
  const before = input.slice(0, index);
  return (
    Math.max(before.lastIndexOf('('), before.lastIndexOf('[')) >
    Math.max(before.lastIndexOf(')'), before.lastIndexOf(']'))
  );
}

function putNamed(said: Said, name: string): boolean {
  const zone = named(name);
  if (zone) said.zones.push([zone]);
  return zone !== undefined;
}

function putCity(said: Said, city: string): boolean {
  const zone = ofCity(city);
  if (zone) said.zones.push([zone]);
  return zone !== undefined;
}

/** Hours. */
const EVENING = 18;
const LATE = 6;
/** Minutes: no zone of the world is farther from UTC. */
const LARGEST = 14 * 60;
