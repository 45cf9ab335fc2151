/**
 * Slack's escapes in what a person typed behind a slash command. The manifest asks Slack for them
 * (`should_escape`), since only so a mention comes with its id: `<@U123|ana>`, `<#C123|news>`, `<https://a.b|a.b>`,
 * and `&amp;`, `&lt;`, `&gt;` for the characters themselves.
 */
import type { Option } from '../option.ts';

const REFERENCE = /<([@#!]|(?=https?:|mailto:))([^<>|\s]+)(?:\|([^<>]*))?>/g;

/** For people and channels the id, for everything else the text as the person saw it. */
export function unescapeText(text: string, kind: Option['kind']): string {
  const plain = text.replace(REFERENCE, (_whole, mark: string, id: string, label?: string) =>
    mark !== '' && mark === ID_MARKS[kind] ? id : readable(mark, id, label),
  );
  return plain.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

const ID_MARKS: Partial<Record<Option['kind'], string>> = { person: '@', channel: '#' };

function readable(mark: string, id: string, label: string | undefined): string {
  if (mark === '') return label || id;
  const name = label || id.replace(/^subteam\^/, '');
  return mark === '!' ? (name.startsWith('@') ? name : `@${name}`) : `${mark}${name}`;
}

/** A message as its readers see it: Slack tells people in it by their ids alone. */
export async function readableText(text: string, nameOf: (user: string) => Promise<string>): Promise<string> {
  const ids = [...new Set([...text.matchAll(BARE_MENTION)].map(([, id]) => id ?? ''))];
  const names = new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const)));
  return unescapeText(
    text.replace(BARE_MENTION, (_whole, id: string) => `@${names.get(id)}`),
    'text',
  );
}

const BARE_MENTION = /<@([UW][A-Z0-9]+)>/g;
