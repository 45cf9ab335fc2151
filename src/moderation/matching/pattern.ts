/**
 * Patterns that strangers write, on RE2 in pure JavaScript (re2js): linear in the text by construction. What RE2 does
 * not know is refused, and so is what would need a program too large to run on every message.
 */
import { RE2JS, RE2JSException, RE2Set } from 're2js';
import { t } from '../../kit/t.ts';
import { EDGE, letteredPattern, widerPattern } from './lettered-pattern.ts';
import { withEdges } from './word-edges.ts';

export interface Pattern {
  /** For a set: the same without \b, which a set cannot do fast; it finds at least what the pattern finds. */
  wider: string | undefined;
  /** The first match; UTF-16 indexes. */
  find(text: string): [number, number] | undefined;
}

export interface RefusedPattern {
  reason: string;
  remedy: string;
}

export function compilePattern(pattern: string, flags: string): Pattern | RefusedPattern {
  const written = flags === '' ? pattern : `(?${flags})${pattern}`;
  const compiled = compiledOrReason(written);
  if (typeof compiled === 'string') return { reason: compiled, remedy: remedyFor(pattern) };
  if (compiled.programSize() > LARGEST) {
    return {
      reason: t('it makes {count} steps, more than {most}', { count: compiled.programSize(), most: LARGEST }),
      remedy: t('Repeat less: {example} instead of {written}.', { example: 'x+', written: 'x{500}' }),
    };
  }
  const wider = widerPattern(written);
  return {
    wider:
      compiled.programSize() <= LARGEST_IN_SET && compiledOrReason(wider) instanceof RE2JS
        ? wider
        : undefined,
    find: finder(compiled, written),
  };
}

const LARGEST = 2000;
/** A set with larger ones would outgrow its fast machine. */
const LARGEST_IN_SET = 200;

function compiledOrReason(written: string): RE2JS | string {
  try {
    return RE2JS.compile(written);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return error.message.replace(/^error parsing regexp: /, '');
  }
}

function remedyFor(pattern: string): string {
  if (/\(\?[=!]|\(\?<[=!]/.test(pattern))
    return t(
      'RE2 has no look-ahead and no look-behind. Match what stands around, or use a words rule with allow.',
    );
  if (/\\[1-9]|\\k</.test(pattern))
    return t('RE2 has no back-references. For repeats there is the type repeat.');
  if (/\(\?>|[*+?}]\+/.test(pattern))
    return t('RE2 needs no possessive or atomic parts: leave the + or ?> out.');
  if (/\{\d*,?\d*\}/.test(pattern)) return t('Repeat at most 1000 times, nested repeats multiplied.');
  if (/\\u[0-9a-fA-F]{4}/.test(pattern))
    return t('Write {example} for a character by its number.', { example: '\\x{430}' });
  return t('github.com/google/re2/wiki/Syntax lists what RE2 knows.');
}

/** Where letters beyond ASCII stand in the text, \b and \w mean letters of any script. */
function finder(ascii: RE2JS, written: string): Pattern['find'] {
  const lettered = letteredPattern(written);
  let compiled: RE2JS | string | undefined;
  return (text) => {
    if (!lettered || !BEYOND_ASCII.test(text)) return spanOf(ascii, text);
    compiled ??= compiledOrReason(lettered.pattern);
    if (!(compiled instanceof RE2JS)) return spanOf(ascii, text);
    if (!lettered.edges) return spanOf(compiled, text);
    const edged = withEdges(text.replaceAll(EDGE, '\ufffd'));
    const span = spanOf(compiled, edged.text);
    return span && edged.span(...span);
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
const BEYOND_ASCII = /[^\x00-\x7f]/;

function spanOf(compiled: RE2JS, text: string): [number, number] | undefined {
  if (!compiled.test(text)) return undefined;
  const matcher = compiled.matcher(text);
  return matcher.find() ? [matcher.start(), matcher.end()] : undefined;
}

/** Which of many patterns may match, in one pass. Those that no set takes are always among them. */
export class PatternSet {
  private readonly set: RE2Set | undefined;
  private readonly inSet: number[] = [];
  private readonly always: number[] = [];

  constructor(patterns: readonly Pattern[]) {
    const set = new RE2Set();
    patterns.forEach(({ wider }, index) => {
      if (wider === undefined) this.always.push(index);
      else {
        set.add(wider);
        this.inSet.push(index);
      }
    });
    if (this.inSet.length === 0) return;
    set.compile();
    this.set = set;
  }

  candidates(text: string): number[] {
    if (!this.set) return this.always;
    const found = this.set.match(text).map((place) => this.inSet[place] ?? 0);
    return this.always.length === 0 ? found : [...found, ...this.always].sort((one, other) => one - other);
  }
}
