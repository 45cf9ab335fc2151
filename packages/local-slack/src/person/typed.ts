/** Turns what a person types into Slack's text and its rich_text block. */
import type { Json } from '../json.ts';
import type { Workspace } from '../workspace.ts';

const TOKEN = /<(@[A-Z0-9]+(?:\|[^>]*)?|#[A-Z0-9]+(?:\|[^>]*)?|![a-z][^>]*|(?:https?|mailto|tel):[^>]+)>/g;

/** `&`, `<` and `>` escaped, `@name` turned into a mention; Slack's own tokens stay. */
export function slackText(workspace: Workspace, typed: string): string {
  return splitTokens(typed)
    .map(({ text, token }) => (token ? `<${token}>` : mentioned(workspace, escaped(text))))
    .join('');
}

export function richText(text: string): Json[] {
  const elements = splitTokens(text)
    .filter((part) => part.token || part.text !== '')
    .map(({ text: plain, token }) => richElement(plain, token));
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

interface Part {
  text: string;
  token?: string;
}

function splitTokens(text: string): Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push({ text: text.slice(last, match.index) }, { text: '', token: match[1] ?? '' });
    last = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(last) }];
}

function richElement(text: string, token: string | undefined): Json {
  if (token === undefined) return { type: 'text', text: unescaped(text) };
  if (token.startsWith('@')) return { type: 'user', user_id: token.slice(1).split('|')[0] };
  if (token.startsWith('#')) return { type: 'channel', channel_id: token.slice(1).split('|')[0] };
  if (token.startsWith('!')) return { type: 'broadcast', range: token.slice(1) };
  const [url, label] = token.split('|');
  return { type: 'link', url, ...(label ? { text: label } : {}) };
}

function mentioned(workspace: Workspace, text: string): string {
  const names = new Map([...workspace.users.values()].map(({ name, id }) => [name.toLowerCase(), id]));
  names.set(workspace.botName.toLowerCase(), workspace.app.botUserId);
  return text.replace(/@([\p{L}\p{N}._-]*[\p{L}\p{N}_-])/gu, (whole, name: string) => {
    const id = names.get(name.toLowerCase());
    return id ? `<@${id}>` : whole;
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
