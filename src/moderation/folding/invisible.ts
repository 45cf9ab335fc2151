/** Invisible characters that do their work: they join emoji, shape letters, or say which way a line runs. */

/** Whether the invisible character at `at` does there what it is for. */
export function isAtWork(text: string, at: number): boolean {
  const codePoint = text.codePointAt(at) ?? 0;
  const before = characterBefore(text, at);
  const after = text.slice(at + (codePoint > 0xffff ? 2 : 1), at + 4);
  if (codePoint === ZWJ) return (PICTURE_END.test(before) && PICTURE.test(after)) || shapes(before, after);
  if (codePoint === ZWNJ) return shapes(before, after);
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return VARIES.test(before);
  if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) return /\p{Script=Han}/u.test(before);
  if (codePoint >= 0xe0020 && codePoint <= 0xe007f) return isFlagTag(text, at);
  if (codePoint === 0x200e || codePoint === 0x200f || codePoint === 0x61c)
    return isNearRightToLeft(text, at) || (isEdge(before, after) && RIGHT_TO_LEFT.test(lineAt(text, at)));
  // Where words are written without spaces it says where a line may break.
  if (codePoint === ZWSP) return UNSPACED.test(before) && UNSPACED.test(after);
  if (isIsolate(codePoint)) return isolates(text, at, before, after);
  if (codePoint >= 0x180b && codePoint <= 0x180f) return /\p{Script=Mongolian}/u.test(before);
  return codePoint === 0x17b4 || codePoint === 0x17b5 ? /\p{Script=Khmer}/u.test(before) : false;
}

const [ZWSP, ZWNJ, ZWJ] = [0x200b, 0x200c, 0x200d];
const UNSPACED = /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** What an emoji may end with before it is joined: itself, a skin tone, a variation selector. */
const PICTURE_END = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{E007F}]|\u{FE0F})/u;
const PICTURE = /^\p{Extended_Pictographic}/u;
/** Emoji, digits of keycaps, letters and signs with a choice of shape. */
const VARIES =
  /^[\p{Emoji}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Sm}\p{Script=Han}\p{Script=Myanmar}\p{Script=Phags_Pa}]/u;
const SHAPED =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Myanmar}\p{Script=Khmer}]/u;

function shapes(before: string, after: string): boolean {
  return SHAPED.test(before) && (after === '' || SHAPED.test(after) || /^[\s\p{P}]/u.test(after));
}

function characterBefore(text: string, at: number): string {
  if (at === 0) return '';
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at);
}

/** 🏴 with letters behind it and an end: the flags of England, Scotland, Wales and other regions. */
function isFlagTag(text: string, at: number): boolean {
  let start = at;
  while (start >= 2 && isTag(text.codePointAt(start - 2) ?? 0) && at - start < LONGEST_TAG) start -= 2;
  if (text.slice(start - 2, start) !== '\u{1F3F4}') return false;
  let end = at;
  while (isTag(text.codePointAt(end) ?? 0) && end - start < LONGEST_TAG) end += 2;
  return text.codePointAt(end - 2) === 0xe007f;
}

const LONGEST_TAG = 2 * 8;

function isTag(codePoint: number): boolean {
  return codePoint >= 0xe0020 && codePoint <= 0xe007f;
}

/** Marks of direction stand beside what runs from right to left, or within one sign of it. */
function isNearRightToLeft(text: string, at: number): boolean {
  return RIGHT_TO_LEFT.test(text.slice(Math.max(0, at - NEAR), at + NEAR));
}

/** Sets a name or a number apart in such a line; not what turns letters round (U+202D, U+202E). */
function isIsolate(codePoint: number): boolean {
  return (codePoint >= 0x202a && codePoint <= 0x202c) || (codePoint >= 0x2066 && codePoint <= 0x2069);
}

/** At the edge of a word, in a line that has letters from right to left. */
function isolates(text: string, at: number, before: string, after: string): boolean {
  const isClosing = text[at] === '\u202c' || text[at] === '\u2069';
  const outside = isClosing ? after : before;
  if (outside !== '' && !OUTSIDE.test(outside)) return false;
  return RIGHT_TO_LEFT.test(lineAt(text, at));
}

/** Between a word and what is none; not within a word. */
function isEdge(before: string, after: string): boolean {
  return [before, after].some((one) => one === '' || OUTSIDE.test(one));
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at) + 1, end === -1 ? text.length : end);
}

const OUTSIDE =
  /^(?:[\s\p{P}\p{S}]|[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])/u;
const NEAR = 8;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
