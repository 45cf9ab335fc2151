/** The quick ways to fold a text, for most of those that there are; what they do not fold is for `foldText`. */
import { isWordUnit } from './characters.ts';
import { BREAK, type FoldedText } from './folded-text.ts';
import { isMixed, scriptOf } from './scripts.ts';
import { SLOW, simpleFor, textOf, UNKNOWN } from './units.ts';

export interface Folding {
  /** Capitals stay, and line breaks; marks go. For patterns, which say themselves what they want. */
  asWritten?: boolean;
  keepMarks?: boolean;
  /** For each unit of the raw text: 0 read it, 1 it is not there (mark-up), 2 it is not to be read. */
  mask?: Uint8Array | undefined;
}

export const HIDDEN = 1;
export const UNREAD = 2;

/** ASCII, and what else folds letter for letter. Where there is no mark-up either, all keeps its places. */
export function quickly(raw: string, { asWritten, keepMarks, mask }: Folding): FoldedText | undefined {
  if (NOT_ASCII.test(raw))
    return mask === undefined ? inPlace(raw, asWritten ?? false, keepMarks ?? false) : undefined;
  if (mask !== undefined) return asciiBetween(raw, asWritten ?? false, mask);
  if (asWritten) return { text: raw };
  return UNEVEN_SPACE.test(raw) ? asciiBetween(raw, false, undefined) : { text: raw.toLowerCase() };
}

/** ASCII with mark-up or runs of space: nothing combines, and no scripts are mixed. */
function asciiBetween(raw: string, asWritten: boolean, mask: Uint8Array | undefined): FoldedText {
  const fits = raw.length <= SCRATCH;
  const units = fits ? scratch : new Uint16Array(raw.length);
  const starts = fits ? scratchStarts : new Int32Array(raw.length);
  const ends = fits ? scratchEnds : new Int32Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const hidden = mask === undefined ? 0 : (mask[at] ?? 0);
    if (hidden === HIDDEN) continue;
    const unit = hidden === UNREAD ? BREAK_UNIT : asciiUnit(raw.charCodeAt(at), asWritten);
    const last = length - 1;
    // A run of spaces is one; a break goes on only where nothing stands between.
    const goesOn =
      last >= 0 &&
      units[last] === unit &&
      (unit === BREAK_UNIT ? ends[last] === at : unit === 32 && !asWritten);
    if (!goesOn) {
      units[length] = unit;
      starts[length] = at;
      length += 1;
    }
    ends[length - 1] = at + 1;
  }
  return {
    text: textOf(units, length),
    starts: starts.slice(0, length),
    ends: ends.slice(0, length),
  };
}

function asciiUnit(unit: number, asWritten: boolean): number {
  if (asWritten) return unit;
  if (unit >= 65 && unit <= 90) return unit + 32;
  return unit >= 9 && unit <= 13 ? 32 : unit;
}

/** Undefined as soon as something is not one unit for one. */
function inPlace(raw: string, asWritten: boolean, keepMarks: boolean): FoldedText | undefined {
  const simple = simpleFor(asWritten, keepMarks);
  const units = raw.length <= SCRATCH ? scratch : new Uint16Array(raw.length);
  let [scripts, isSpaced] = [0, false];
  let anyMixed = false;
  for (let at = 0; at < raw.length; at += 1) {
    const written = raw.charCodeAt(at);
    let unit = simple[written] ?? UNKNOWN;
    if (unit <= SLOW) {
      // One space alone; line breaks and runs of spaces are for the long way.
      if (written !== 32 || (isSpaced && !asWritten)) return undefined;
      unit = 32;
    }
    isSpaced = unit === 32;
    units[at] = unit;
    if (isWordUnit(unit)) scripts |= scriptOf(unit);
    else {
      anyMixed ||= isMixed(scripts);
      scripts = 0;
    }
  }
  if (anyMixed || isMixed(scripts)) return undefined;
  return { text: textOf(units, raw.length) };
}

const BREAK_UNIT = BREAK.charCodeAt(0);
/** Units of the longest text that is folded in here, and cut out at the end. */
export const SCRATCH = 4096;
export const scratch = new Uint16Array(SCRATCH);
export const [scratchStarts, scratchEnds] = [new Int32Array(SCRATCH), new Int32Array(SCRATCH)];

// biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
const NOT_ASCII = /[^\x00-\x7f]/;
const UNEVEN_SPACE = /[\t-\r]| {2}/;
