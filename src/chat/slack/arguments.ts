/**
 * What stands behind a slash command: `new text:"Hello world" to:all at:"tomorrow 9:00"`.
 *
 * - The first word may name a sub-command. Then come `name:value` pairs; names are the command's options, in
 *   any case. A name counts only at the beginning of a word.
 * - A value in quotes (`"…"`, `“…”`, `„…“`, `«…»`, `'…'`, `‘…’`) ends at the closing quote that a space or the end
 *   follows. Inside, `\"` is a quote and `\\` a backslash; every other character, line breaks too, is itself. Typographic
 *   quotes may stand within each other. A single quote is an apostrophe too, so the one that closes stands before a
 *   name or the end; where none does, the value is one without quotes.
 * - A value without quotes runs to the next name of an option, so `text:Hello world to:all` is understood. What
 *   looks like a name but is none (`https:`, `note:`) is part of the text; a name of an option inside a text
 *   needs quotes. Spaces around the value are dropped.
 * - Words before the first name are the value of the first option: `/link 123456`, `/post show 12`.
 *
 * Nothing that was typed is dropped: what fits nowhere is a fault, in words for the person.
 */
import { t } from '../../kit/t.ts';
import type { Option, Options, RawValues } from '../option.ts';
import { readQuoted } from './quotes.ts';
import { unescapeText } from './unescape.ts';

export type ReadArguments = { values: RawValues } | { fault: string };

export function readArguments(text: string, options: Options): ReadArguments {
  const found = new Map<string, string>();
  for (let rest = text.trim(); rest !== ''; ) {
    const pair = takePair(rest, options);
    if ('fault' in pair) return pair;
    if (found.has(pair.name)) return { fault: givenTwice(pair.name) };
    found.set(pair.name, pair.value);
    rest = pair.rest.trimStart();
  }
  const values = [...found].map(([name, value]) => [name, readValue(value, options[name])]);
  return { values: Object.fromEntries(values) };
}

interface Pair {
  name: string;
  value: string;
  rest: string;
}

/** A letter, then letters, digits, `_` and `-`, then a colon: `9:00` is no name. */
const NAME = /^(\p{L}[\p{L}\p{N}_-]*):/u;
const NEXT_NAME = /(?<=\s)\p{L}[\p{L}\p{N}_-]*(?=:)/gu;

function takePair(text: string, options: Options): Pair | { fault: string } {
  const written = NAME.exec(text)?.[1];
  const name = written === undefined ? undefined : optionNamed(written, options);
  if (written !== undefined && name !== undefined)
    return takeValue(name, text.slice(written.length + 1), options);
  const first = Object.keys(options)[0];
  if (written !== undefined && !text.startsWith(`${written}://`)) return { fault: unknownName(written) };
  if (first === undefined) return { fault: t('It takes no arguments; found "{text}".', { text }) };
  return takeValue(first, text, options);
}

function takeValue(name: string, text: string, options: Options): Pair | { fault: string } {
  const trimmed = text.trimStart();
  const isNext = (rest: string) => startsWithName(rest, options);
  const quoted = readQuoted(trimmed, isNext);
  if (quoted === undefined) return takeBare(name, trimmed, options);
  if (quoted === 'open') return { fault: t('The quote after {name}: is not closed.', { name }) };
  return strayWords({ name, ...quoted }, options);
}

function startsWithName(text: string, options: Options): boolean {
  const written = NAME.exec(text.trimStart())?.[1];
  return written !== undefined && optionNamed(written, options) !== undefined;
}

function takeBare(name: string, text: string, options: Options): Pair {
  for (const match of ` ${text}`.matchAll(NEXT_NAME)) {
    const at = match.index - 1;
    if (optionNamed(match[0], options) !== undefined)
      return { name, value: text.slice(0, at).trim(), rest: text.slice(at) };
  }
  return { name, value: text.trim(), rest: '' };
}

/** After a closing quote comes a name or nothing: loose words were meant to be inside. */
function strayWords(pair: Pair, options: Options): Pair | { fault: string } {
  const rest = pair.rest.trimStart();
  if (rest === '') return pair;
  const written = NAME.exec(rest)?.[1];
  if (written === undefined) {
    const words = unescapeText(rest.split(/\s/, 3).join(' '), 'text');
    return {
      fault: t('After the closing quote of {name}: comes "{words}". Write quotes inside the text as \\".', {
        name: pair.name,
        words,
      }),
    };
  }
  return optionNamed(written, options) === undefined ? { fault: unknownName(written) } : pair;
}

function optionNamed(written: string, options: Options): string | undefined {
  const lower = written.toLowerCase();
  return Object.keys(options).find((name) => name.toLowerCase() === lower);
}

/** Choices may be given by what people read; people and channels by mention; the rest is plain text. */
function readValue(value: string, option: Option | undefined): string {
  const plain = unescapeText(value, option?.kind ?? 'text');
  const lower = plain.trim().toLowerCase();
  if (option?.kind !== 'choice') return plain;
  const choice = option.choices?.find(({ value: id, label }) =>
    [id, label].some((word) => word.toLowerCase() === lower),
  );
  return choice?.value ?? plain;
}

function unknownName(name: string): string {
  return t('There is no argument "{name}:".', { name });
}

function givenTwice(name: string): string {
  return t('{name}: is given twice. If the second belongs to a text, put the text in quotes.', { name });
}
