/**
 * Slack's escapes in what a person typed behind a slash command. The manifest asks Slack for them
 * (`should_escape`), since only so a mention comes with its id: `<@U123|ana>`, `<#C123|news>`, `<https://a.b|a.b>`,
 * `<tel:+4512345678|12 34 56 78>`, and `&amp;`, `&lt;`, `&gt;` for the characters themselves.
 */
import { withEmoji } from '../../kit/emoji.ts';
import type { Option, RawValues } from '../option.ts';

/** A person or channel, something special (`!here`, `!date^…`), or a link of any scheme; then perhaps its label. */
const REFERENCE = /<(?:([@#])([^<>|\s]+)|(!)([^<>|]+)|([a-z][a-z0-9+.-]*:[^<>|\s]+))(?:\|([^<>]*))?>/gi;

/** For people and channels the id, for everything else the text as the person saw it, with the address behind a label. */
export function unescapeText(text: string, kind: Option['kind']): string {
  const plain = text.replace(
    REFERENCE,
    (
      whole: string,
      mark?: string,
      id?: string,
      bang?: string,
      special?: string,
      link?: string,
      label?: string,
    ) => {
      if (mark !== undefined && mark === ID_MARKS[kind]) return id ?? '';
      if (mark !== undefined) return label ? `${mark}${label}` : whole;
      if (bang !== undefined) return readableSpecial(special ?? '', label) ?? whole;
      return readableLink(link ?? '', label);
    },
  );
  return plain.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

const ID_MARKS: Partial<Record<Option['kind'], string>> = { person: '@', channel: '#' };

/** Where a label says what the address does, as Slack makes of a bare `a.b`, it is told once. */
function readableLink(link: string, label: string | undefined): string {
  const address = link.replace(/^(mailto|tel|sms):/i, '');
  if (!label?.trim()) return address;
  const isSame = /^(tel|sms):/i.test(link)
    ? isNumberIn(label, address)
    : withoutScheme(label) === withoutScheme(link);
  return isSame ? label : `${label} (${address})`;
}

/** It may leave the country's digits out. */
function isNumberIn(label: string, address: string): boolean {
  const digits = label.replace(/\D/g, '');
  return digits.length > 2 && !/\p{L}/u.test(label) && address.replace(/\D/g, '').endsWith(digits);
}

function withoutScheme(address: string): string {
  return address
    .toLowerCase()
    .replace(/^(https?:\/\/|mailto:)/, '')
    .replace(/\/$/, '');
}

/** Undefined where Slack alone knows what its reader sees. */
function readableSpecial(special: string, label: string | undefined): string | undefined {
  const [name = '', ...more] = special.split('^');
  if (name === 'date') return label || undefined;
  if (label) return label.startsWith('@') ? label : `@${label}`;
  return more.length > 0 ? undefined : `@${name}`;
}

/** How a person, a channel or a user group is called, by its id. */
type NameOf = (id: string) => Promise<string>;

/** A message as its readers see it: Slack tells in it by their ids alone who and what is meant, and emoji by their names. */
export async function readableText(text: string, nameOf: NameOf): Promise<string> {
  return withEmoji(unescapeText(await withNames(text, nameOf), 'text'));
}

/** What stood behind a command and was read, as its writer saw it: with names for ids, and emoji as characters. */
export function readableArguments(values: RawValues, nameOf: NameOf): Promise<RawValues> {
  return eachText(values, async (text) => withEmoji(await withNames(text, nameOf)));
}

/** The same of a form's fields, in which Slack escapes nothing. */
export function readableFields(values: RawValues, nameOf: NameOf): Promise<RawValues> {
  return eachText(values, async (text) => {
    const named = await withNames(text, nameOf);
    const escaped = named.replaceAll('&', '&amp;').replace(NO_REFERENCE, '&lt;');
    return withEmoji(unescapeText(escaped, 'text'));
  });
}

/** Begins what a person wrote in brackets, and none of Slack's own: `<div:foo>`, `<!doctype html>`. */
const NO_REFERENCE =
  /<(?![@#][A-Z][A-Z0-9]+[|>]|!(?:here|channel|everyone)[|>]|!(?:subteam|date)\^|(?:https?:\/\/|(?:mailto|tel|sms):)[^<>|\s]+[|>])/g;

async function eachText(values: RawValues, read: (text: string) => Promise<string>): Promise<RawValues> {
  const pairs = Object.entries(values).map(
    async ([name, value]) => [name, typeof value === 'string' ? await read(value) : value] as const,
  );
  return Object.fromEntries(await Promise.all(pairs));
}

async function withNames(text: string, nameOf: NameOf): Promise<string> {
  const ids = [...new Set([...text.matchAll(BARE_MENTION)].map(idIn))];
  const names = new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const)));
  return text.replace(BARE_MENTION, (...found) => `${found[2] ? '#' : '@'}${names.get(idIn(found))}`);
}

function idIn([, person, channel, group]: readonly string[]): string {
  return person ?? channel ?? group ?? '';
}

/** Of a channel that not everybody sees the label is empty. */
const BARE_MENTION = /<(?:@([UW][A-Z0-9]+)|#([CG][A-Z0-9]+)|!subteam\^(S[A-Z0-9]+))\|?>/g;
