/**
 * Emoji by the names that chats give them: `:tada:`, `:+1::skin-tone-3:`, `:flag-dk:`. The names are iamcal's, which
 * Slack uses. They are loaded when a text first holds something like one.
 */

/** A text as its reader sees it, with characters for the names that are known; other `:names:` stay. */
export async function withEmoji(text: string): Promise<string> {
  return NAME.test(text) ? replaceNames(text, await emojiNames()) : text;
}

/** Name → characters. */
export function emojiNames(): Promise<ReadonlyMap<string, string>> {
  loaded ??= load();
  return loaded;
}

let loaded: Promise<ReadonlyMap<string, string>> | undefined;

async function load(): Promise<ReadonlyMap<string, string>> {
  const { default: byCode } = await import('emojibase-data/en/shortcodes/iamcal.json', {
    with: { type: 'json' },
  });
  const pairs = Object.entries(byCode).flatMap(([code, names]) =>
    [names].flat().map((name) => [name, charactersOf(code)] as const),
  );
  return new Map([...pairs, [SLACKS_OWN_SMILE, '🙂']]);
}

/** Another name that Slack has had for `slightly_smiling_face`. */
const SLACKS_OWN_SMILE = 'simple_smile';

const VARIATION = '\uFE0F';

/** What is shown as text unless it is asked to be an emoji gets asked. */
function charactersOf(code: string): string {
  const points = code.split('-').map((point) => String.fromCodePoint(Number.parseInt(point, 16)));
  if (points.includes(VARIATION)) return points.join('');
  return points
    .map((point, index) =>
      IS_TEXT_FIRST.test(point) && !IS_TONE.test(points[index + 1] ?? '') ? point + VARIATION : point,
    )
    .join('');
}

const IS_TEXT_FIRST = /^(?!\p{Emoji_Presentation})\p{Emoji}$/u;
const IS_TONE = /^\p{Emoji_Modifier}$/u;
const TAKES_TONE = /(\p{Emoji_Modifier_Base})\uFE0F?/gu;

const NAME = /:[a-z0-9_+'-]+:/i;
/**
 * Code, addresses and Discord's own `<:name:id>` are left alone; else a name, perhaps with one or two tones of skin. A
 * team's own emoji may be named in any script.
 */
const PIECES =
  /```[\s\S]*?```|`[^`\n]+`|<a?:\w+:\d+>|[a-z][a-z0-9+.-]*:\/\/[^\s]+|:([\p{L}\p{M}\p{N}_+'-]+):(?::skin-tone-([2-6])(?:-([2-6]))?:)?/giu;

/** What is written as an emoji's name is. */
export interface EmojiName {
  name: string;
  /** Of one or two people: `2` to `6`. */
  tones: (string | undefined)[];
  /** Where it begins and ends in the text, with its tones. */
  start: number;
  end: number;
  /** At how many of its ends an ASCII letter or digit touches it, as in `10:30:15` and `a:b:c`. */
  touches: number;
  /** Letters or digits of any script do. Many scripts have no blanks between words. */
  isAmongLetters: boolean;
}

/**
 * Those for which `isOne` says yes, in their order. The colon at the end of another one may begin the next name. What
 * stands between double colons (`std::string::npos`) is none, but for names in a row.
 */
export function emojiNamesIn(text: string, isOne: (found: EmojiName) => boolean): EmojiName[] {
  const all: EmojiName[] = [];
  let end = 0;
  const pieces = new RegExp(PIECES);
  for (let match = pieces.exec(text); match; match = pieces.exec(text)) {
    const [whole, name, ...tones] = match;
    if (name === undefined) continue;
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    const after = text.slice(match.index + whole.length);
    const isInRow = match.index === end && end > 0;
    const isShaped = (isInRow || !before.endsWith(':')) && !/^:(?![\p{L}\p{M}\p{N}_+'-]+:)/u.test(after);
    const found = { name, tones, start: match.index, end: match.index + whole.length };
    if (isShaped) end = found.end;
    const one = { ...found, ...surroundings(before, after) };
    if (isShaped && isOne(one)) all.push(one);
    else pieces.lastIndex = match.index + name.length + 1;
  }
  return all;
}

function surroundings(before: string, after: string): Pick<EmojiName, 'touches' | 'isAmongLetters'> {
  return {
    touches: [/[a-z0-9]$/i.test(before), /^[a-z0-9]/i.test(after)].filter(Boolean).length,
    isAmongLetters: /[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after),
  };
}

function replaceNames(text: string, names: ReadonlyMap<string, string>): string {
  let result = '';
  let end = 0;
  const known = (found: EmojiName) => names.get(found.name.toLowerCase());
  for (const found of emojiNamesIn(text, (one) => known(one) !== undefined && isMeant(one))) {
    result += text.slice(end, found.start) + toned(known(found) ?? '', found);
    end = found.end;
  }
  return result + text.slice(end);
}

/** `10:30:15`, `a:b:c` and `user:key:value` hold no emoji; `Hello:tada:`, `:tada:Hello` and `Fest:tada:i aften` do. */
function isMeant({ name, tones, touches }: EmojiName): boolean {
  if (touches === 0 || tones[0] !== undefined) return true;
  if (name.length === 1 || /^\d+$/.test(name)) return false;
  return touches === 1 || /[_+-]/.test(name) || name.length > LONGEST_KEY;
}

/** Short names between two words are more often a key or a field. */
const LONGEST_KEY = 3;

/** Of two tones the second is of the second person. */
function toned(characters: string, { tones: [first, second = first] }: EmojiName): string {
  const tones = [first, second].map((tone) => (tone === undefined ? '' : (TONES[Number(tone) - 2] ?? '')));
  const both = (first !== second && PAIRS[characters]) || characters;
  let person = 0;
  return both.replace(TAKES_TONE, (whole, base: string) => {
    // Between two people their hands have no tone of their own.
    if (base === HANDS && both !== HANDS) return whole;
    const tone = tones[Math.min(person, 1)] ?? '';
    person += 1;
    return tone === '' ? whole : base + tone;
  });
}

const HANDS = '🤝';

/** Two people in one character are two characters where their tones are. */
const PAIRS: Record<string, string> = {
  [HANDS]: '\u{1FAF1}\u200D\u{1FAF2}',
  '👫': `👩\u200D${HANDS}\u200D👨`,
  '👬': `👨\u200D${HANDS}\u200D👨`,
  '👭': `👩\u200D${HANDS}\u200D👩`,
  '💏': '🧑\u200D❤\uFE0F\u200D💋\u200D🧑',
  '💑': '🧑\u200D❤\uFE0F\u200D🧑',
};

const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];
