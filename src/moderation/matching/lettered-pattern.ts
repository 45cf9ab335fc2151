/**
 * In RE2, \b, \w and \W know ASCII letters only: `\bказино\b` would match nowhere. Where a text has other letters, the
 * pattern is read anew with letters of any script. RE2 has no such boundary, so the text gets a sign at each one, and
 * the pattern asks for that sign: \b becomes the sign, and everything else steps over one.
 */
import { type PatternToken, patternTokens } from './pattern-tokens.ts';

/** A private character; `withBoundaries` puts it at the edges of words. */
export const EDGE = '\ue000';

export interface LetteredPattern {
  pattern: string;
  /** Whether it is for a text with signs at its boundaries. */
  edges: boolean;
}

/** Undefined where ASCII and other letters make no difference to it, and for \B, which no sign can tell. */
export function letteredPattern(written: string): LetteredPattern | undefined {
  const tokens = patternTokens(written);
  const has = (text: string) => tokens.some((token) => token.text === text);
  if (has('\\B') || !tokens.some(isAboutWords)) return undefined;
  if (!has('\\b')) return { pattern: tokens.map(lettered).join(''), edges: false };
  const dotAll = tokens.some(({ kind, text }) => kind === 'group' && /^\(\?[a-zA-Z]*s/.test(text));
  return { pattern: tokens.map((token) => overEdges(token, dotAll)).join(''), edges: true };
}

/** Matches at least where either reading matches, and has neither \b nor \B. */
export function widerPattern(written: string): string {
  return patternTokens(written)
    .map((token) => {
      if (token.text === '\\b' || token.text === '\\B') return '(?:)';
      return token.text === '\\W' || isNegated(token) ? token.text : lettered(token);
    })
    .join('');
}

function isAboutWords({ kind, text }: PatternToken): boolean {
  return /^\\[bwW]$/.test(text) || (kind === 'class' && /\\[wW]/.test(text));
}

function isNegated({ kind, text }: PatternToken): boolean {
  return kind === 'class' && (text.startsWith('[^') || text.includes('\\W'));
}

const LETTERS = '\\p{L}\\p{M}\\p{N}_';

function lettered({ kind, text }: PatternToken): string {
  if (text === '\\w') return `[${LETTERS}]`;
  if (text === '\\W') return `[^${LETTERS}]`;
  return kind === 'class' ? text.replace(/\\w/g, LETTERS) : text;
}

function overEdges(token: PatternToken, dotAll: boolean): string {
  const { kind, text } = token;
  if (text === '\\b') return EDGE;
  if (kind === 'group' || kind === 'operator') return text;
  if (kind === 'anchor') return text === '^' || text === '\\A' ? text : `${EDGE}?${text}`;
  return `(?:${EDGE}?${withoutEdge(token, dotAll)})`;
}

/** What takes any character takes none of the signs. */
function withoutEdge(token: PatternToken, dotAll: boolean): string {
  const text = lettered(token);
  if (token.kind === 'dot') return dotAll ? text : `[^\\n${EDGE}]`;
  if (token.kind === 'class') return text.startsWith('[^') ? `[^${EDGE}${text.slice(2)}` : text;
  if (text === '\\S' || text === '\\D') return `[^${text.toLowerCase()}${EDGE}]`;
  if (text.startsWith('\\P')) return `[^\\p${text.slice(2)}${EDGE}]`;
  return text.startsWith('[^') ? `[^${EDGE}${text.slice(2)}` : text;
}
