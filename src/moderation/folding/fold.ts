/**
 * Folds a text: capitals, compatibility forms, invisible characters, marks on Latin letters, runs of white space.
 * Tokens that mix scripts are told apart, not changed: what their letters may stand for is for the one who searches.
 */
import { foldCharacter, foldKeepingCase, isMark, isSpace, isWordUnit } from './characters.ts';
import { BREAK, type FoldedText } from './folded-text.ts';
import { goesWithAny, isDotOn, isOverlay, isVowelPoint, LATIN_I, TATWEEL } from './marks.ts';
import { type Folding, quickly, SCRATCH, scratch, scratchEnds, scratchStarts, UNREAD } from './quickly.ts';
import { isAlphabetic, isMixed, LATIN, scriptOf } from './scripts.ts';
import { isJamo, isRegional, isSimple, SLOW, simpleFor, textOf, UNKNOWN } from './units.ts';

export function foldText(raw: string, folding: Folding = {}): FoldedText {
  return quickly(raw, folding) ?? new Folder(raw, folding).run();
}

class Folder {
  private readonly raw: string;
  private readonly folding: Folding;
  private units: Uint16Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private readonly simple: Uint16Array;
  private length = 0;
  private mixed: Uint8Array | undefined;
  /** Of the token that is being read. */
  private tokenStart = 0;
  private scripts = 0;

  constructor(raw: string, folding: Folding) {
    this.raw = raw;
    this.folding = folding.asWritten ? { ...folding, keepMarks: false } : folding;
    this.simple = simpleFor(folding.asWritten ?? false, folding.keepMarks ?? false);
    // Most texts are short: what is filled is cut out at the end.
    const fits = raw.length <= SCRATCH;
    this.units = fits ? scratch : new Uint16Array(raw.length);
    this.starts = fits ? scratchStarts : new Int32Array(raw.length);
    this.ends = fits ? scratchEnds : new Int32Array(raw.length);
  }

  run(): FoldedText {
    const { raw } = this;
    const { mask } = this.folding;
    for (let at = 0; at < raw.length; ) {
      const hidden = mask?.[at] ?? 0;
      if (hidden !== 0) {
        if (hidden === UNREAD) this.breakAt(at);
        at += 1;
        continue;
      }
      const folded = this.simple[raw.charCodeAt(at)] ?? 0;
      if (folded > SLOW) {
        this.push(folded, at, at + 1);
        at += 1;
        continue;
      }
      const codePoint = raw.codePointAt(at) ?? 0;
      const end = at + (codePoint > 0xffff ? 2 : 1);
      if (isRegional(codePoint)) {
        at = this.regional(at);
        continue;
      }
      this.character(codePoint, at, end);
      at = end;
    }
    this.endToken();
    return {
      text: textOf(this.units, this.length),
      starts: this.starts.slice(0, this.length),
      ends: this.ends.slice(0, this.length),
      ...(this.mixed && { mixed: this.mixed }),
    };
  }

  private character(codePoint: number, at: number, end: number): void {
    const { asWritten, keepMarks = false } = this.folding;
    if (codePoint <= 0xffff && isSpace(codePoint)) {
      this.space(codePoint, at, end);
      return;
    }
    const folded = asWritten ? foldKeepingCase(codePoint) : foldCharacter(codePoint, keepMarks);
    if (codePoint <= 0xffff && this.simple[codePoint] === UNKNOWN)
      this.simple[codePoint] = isSimple(folded) ? folded.charCodeAt(0) : SLOW;
    for (let index = 0; index < folded.length; index += 1) this.unit(folded.charCodeAt(index), at, end);
  }

  private space(unit: number, at: number, end: number): void {
    if (this.folding.asWritten) {
      this.push(unit < 0x80 ? unit : 32, at, end);
      return;
    }
    const last = this.length - 1;
    if (last >= 0 && this.units[last] === 32) this.ends[last] = end;
    else this.push(32, at, end);
  }

  private unit(unit: number, at: number, end: number): void {
    if (unit === TATWEEL) this.cover(this.length - 1, end);
    else if (isMark(unit)) this.mark(unit, at, end);
    else if (isJamo(unit)) this.jamo(unit, at, end);
    else this.push(unit, at, end);
  }

  /** Composes with its letter, or belongs to its script's spelling, or is decoration and goes. */
  private mark(unit: number, at: number, end: number): void {
    const last = this.length - 1;
    const base = last >= 0 ? (this.units[last] ?? 0) : 0;
    // A vowel of Thai on a Latin letter spells nothing.
    if (isVowelPoint(unit) || (!goesWithAny(unit) && isAlphabetic(base))) {
      this.cover(last, end);
      return;
    }
    if (isDotOn(base, unit)) this.units[last] = LATIN_I;
    if (!goesWithAny(unit)) {
      if (!this.compose(last, unit, end)) this.push(unit, at, end);
      return;
    }
    if ((scriptOf(base) & LATIN) !== 0) {
      if (!this.folding.keepMarks || isOverlay(unit)) this.cover(last, end);
      else if (!this.compose(last, unit, end)) this.push(unit, at, end);
      return;
    }
    // Of a digit or a sign too: 5̶. A mark that kept its Latin letter has kept marks before it.
    if (this.folding.keepMarks && isMark(base) && !isOverlay(unit)) this.push(unit, at, end);
    else if (!this.compose(last, unit, end)) this.cover(last, end);
  }

  private jamo(unit: number, at: number, end: number): void {
    if (!this.compose(this.length - 1, unit, end)) this.push(unit, at, end);
  }

  private compose(last: number, unit: number, end: number): boolean {
    if (last < 0) return false;
    const composed = String.fromCharCode(this.units[last] ?? 0, unit).normalize('NFC');
    if (composed.length !== 1) return false;
    this.units[last] = composed.charCodeAt(0);
    this.cover(last, end);
    return true;
  }

  /** The unit stands for this much more of the raw text. */
  private cover(last: number, end: number): void {
    if (last >= 0) this.ends[last] = end;
  }

  /** Two letters between other things are a flag; one or more than two spell. */
  private regional(at: number): number {
    let end = at;
    while (isRegional(this.raw.codePointAt(end) ?? 0) && (this.folding.mask?.[end] ?? 0) === 0) end += 2;
    if (end - at === 4) {
      this.push(BREAK.charCodeAt(0), at, end);
      return end;
    }
    for (let one = at; one < end; one += 2) this.character(this.raw.codePointAt(one) ?? 0, one, one + 2);
    return end;
  }

  private breakAt(at: number): void {
    const unit = BREAK.charCodeAt(0);
    const last = this.length - 1;
    if (last >= 0 && this.units[last] === unit && this.ends[last] === at) this.ends[last] = at + 1;
    else this.push(unit, at, at + 1);
  }

  private push(unit: number, at: number, end: number): void {
    if (this.length === this.units.length) this.grow();
    const inWord = isWordUnit(unit);
    if (inWord) this.scripts |= scriptOf(unit);
    else this.endToken();
    this.units[this.length] = unit;
    this.starts[this.length] = at;
    this.ends[this.length] = end;
    this.length += 1;
    if (!inWord) this.tokenStart = this.length;
  }

  private endToken(): void {
    if (isMixed(this.scripts)) {
      this.mixed ??= new Uint8Array(this.units.length);
      this.mixed.fill(1, this.tokenStart, this.length);
    }
    this.scripts = 0;
    this.tokenStart = this.length;
  }

  private grow(): void {
    const room = this.units.length * 2;
    const [units, starts, ends] = [new Uint16Array(room), new Int32Array(room), new Int32Array(room)];
    units.set(this.units);
    starts.set(this.starts);
    ends.set(this.ends);
    [this.units, this.starts, this.ends] = [units, starts, ends];
    if (!this.mixed) return;
    const mixed = new Uint8Array(room);
    mixed.set(this.mixed);
    this.mixed = mixed;
  }
}
