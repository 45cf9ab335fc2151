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
/** Code, addresses and Discord's own `<:name:id>` are left alone; else a name, perhaps with one or two tones of skin. */
const PIECES =
  /```[\s\S]*?```|`[^`\n]+`|<a?:\w+:\d+>|[a-z][a-z0-9+.-]*:\/\/[^\s]+|:([a-z0-9_+'-]+):(?::skin-tone-([2-6])(?:-([2-6]))?:)?/gi;

function replaceNames(text: string, names: ReadonlyMap<string, string>): string {
  let result = '';
  let end = 0;
  PIECES.lastIndex = 0;
  for (let match = PIECES.exec(text); match; match = PIECES.exec(text)) {
    const [whole, name] = match;
    const characters = name === undefined ? undefined : names.get(name.toLowerCase());
    const before = match.index === end && end > 0 ? '' : text.slice(0, match.index);
    if (
      name !== undefined &&
      (!characters || !isMeant(match, before, text.slice(match.index + whole.length)))
    ) {
      // The colon at its end may begin the next name.
      PIECES.lastIndex = match.index + name.length + 1;
      continue;
    }
    result += text.slice(end, match.index) + (characters ? toned(characters, match) : whole);
    end = match.index + whole.length;
  }
  return result + text.slice(end);
}

/** `10:30:15`, `a:b:c` and `std::string::npos` hold no emoji; `Hello:tada:` and `:tada:Hello` do. */
function isMeant([, name = '', tone]: RegExpExecArray, before: string, after: string): boolean {
  if (before.endsWith(':') || /^:(?![a-z0-9_+'-]+:)/i.test(after)) return false;
  const touches = [/[\p{L}\p{N}]$/u.test(before), /^[\p{L}\p{N}]/u.test(after)].filter(Boolean).length;
  if (touches === 0 || tone !== undefined) return true;
  if (name.length === 1 || /^\d+$/.test(name)) return false;
  return touches === 1 || /[_+-]/.test(name);
}

/** Of two tones the second is of the second person. */
function toned(characters: string, [, , first, second = first]: RegExpExecArray): string {
  const tones = [first, second].map((tone) => (tone === undefined ? '' : (TONES[Number(tone) - 2] ?? '')));
  let person = 0;
  return characters.replace(TAKES_TONE, (whole, base: string) => {
    const tone = tones[Math.min(person, 1)] ?? '';
    person += 1;
    return tone === '' ? whole : base + tone;
  });
}

const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];
