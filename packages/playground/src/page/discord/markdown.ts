/**
 * Discord's markdown as a tree. Lines first (headings, small print, lists, quotes, code), then what stands in a line.
 * Source: https://support.discord.com/hc/en-us/articles/210298617 and https://discord.com/developers/docs/reference#message-formatting
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'underline' | 'strike'; inside: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; inside: Inline[] }
  | { kind: 'user' | 'role' | 'channel'; id: string }
  | { kind: 'time'; at: number; style: string };

export type Line =
  | { kind: 'paragraph' | 'small'; inside: Inline[] }
  | { kind: 'heading'; level: number; inside: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'quote'; inside: Inline[][] }
  | { kind: 'code'; text: string };

export function parseMarkdown(source: string): Line[] {
  const lines: Line[] = [];
  const fence = /```(?:[\w+-]+\n|\n)?([\s\S]*?)\n?```/g;
  let last = 0;
  for (const match of source.matchAll(fence)) {
    lines.push(...parseLines(source.slice(last, match.index)));
    lines.push({ kind: 'code', text: match[1] ?? '' });
    last = match.index + match[0].length;
  }
  return [...lines, ...parseLines(source.slice(last))];
}

function parseLines(source: string): Line[] {
  const lines: Line[] = [];
  for (const written of source.replace(/^\n|\n$/g, '').split('\n')) {
    const next = parseLine(written);
    const last = lines.at(-1);
    if (next.kind === 'list' && last?.kind === 'list' && last.ordered === next.ordered)
      last.items.push(...next.items);
    else if (next.kind === 'quote' && last?.kind === 'quote') last.inside.push(...next.inside);
    else if (next.kind === 'paragraph' && last?.kind === 'list' && /^\s{2,}\S/.test(written))
      last.items.at(-1)?.push({ kind: 'text', text: '\n' }, ...next.inside);
    else if (next.kind === 'paragraph' && last?.kind === 'paragraph')
      last.inside.push({ kind: 'text', text: '\n' }, ...next.inside);
    else lines.push(next);
  }
  return lines.filter((line) => line.kind !== 'paragraph' || line.inside.some(isSomething));
}

function parseLine(written: string): Line {
  const [, marks, title] = /^(#{1,3}) +(.*)$/.exec(written) ?? [];
  if (marks && title !== undefined)
    return { kind: 'heading', level: marks.length, inside: parseInline(title) };
  if (written.startsWith('-# ')) return { kind: 'small', inside: parseInline(written.slice(3)) };
  if (written.startsWith('> ')) return { kind: 'quote', inside: [parseInline(written.slice(2))] };
  const [, bullet, item] = /^\s*([-*]|\d+\.) +(.*)$/.exec(written) ?? [];
  if (bullet && item !== undefined)
    return { kind: 'list', ordered: /\d/.test(bullet), items: [parseInline(item)] };
  return { kind: 'paragraph', inside: parseInline(written) };
}

interface Rule {
  pattern: RegExp;
  read(match: RegExpExecArray): Inline;
}

const wrapped = (kind: 'bold' | 'italic' | 'underline' | 'strike', pattern: RegExp): Rule => ({
  pattern,
  read: (match) => ({ kind, inside: parseInline(match[1] ?? '') }),
});
const reference = (kind: 'user' | 'role' | 'channel', pattern: RegExp): Rule => ({
  pattern,
  read: (match) => ({ kind, id: match[1] ?? '' }),
});

/** In the order in which they are tried at each place. */
const RULES: Rule[] = [
  { pattern: /^\\([^0-9A-Za-z\s])/, read: (match) => ({ kind: 'text', text: match[1] ?? '' }) },
  { pattern: /^(`{1,2})([^`]+)\1/, read: (match) => ({ kind: 'code', text: match[2] ?? '' }) },
  wrapped('bold', /^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/s),
  wrapped('underline', /^__((?:\\.|[^\\])+?)__(?!_)/s),
  wrapped('strike', /^~~((?:\\.|[^\\])+?)~~/s),
  wrapped('italic', /^\*((?:\\.|[^\\*\s])(?:(?:\\.|[^\\*])*?(?:\\.|[^\\*\s]))?)\*/s),
  wrapped('italic', /^_((?:\\.|[^\\_])+?)_(?!\w)/s),
  reference('user', /^<@!?(\d+)>/),
  reference('role', /^<@&(\d+)>/),
  reference('channel', /^<#(\d+)>/),
  {
    pattern: /^<t:(-?\d+)(?::([tTdDfFR]))?>/,
    read: (match) => ({ kind: 'time', at: Number(match[1]) * 1000, style: match[2] ?? 'f' }),
  },
  {
    pattern: /^\[((?:\\.|[^\\\]])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/,
    read: (match) => ({ kind: 'link', url: match[2] ?? '', inside: parseInline(match[1] ?? '') }),
  },
  { pattern: /^<(https?:\/\/[^\s>]+)>/, read: bareLink },
  { pattern: /^(https?:\/\/[^\s<>]*[^\s<>.,:;"'\])])/, read: bareLink },
];

function bareLink(match: RegExpExecArray): Inline {
  const url = match[1] ?? '';
  return { kind: 'link', url, inside: [{ kind: 'text', text: url }] };
}

export function parseInline(source: string): Inline[] {
  const found: Inline[] = [];
  let rest = source;
  while (rest !== '') {
    const plain = /^[^\\`*_~<[h]+|^h(?!ttps?:\/\/)[^\\`*_~<[h]*/.exec(rest)?.[0];
    const ruled = plain ? undefined : firstFitting(rest);
    const length = plain?.length ?? ruled?.length ?? 1;
    addTo(found, ruled?.inline ?? { kind: 'text', text: rest.slice(0, length) });
    rest = rest.slice(length);
  }
  return found;
}

function firstFitting(rest: string): { inline: Inline; length: number } | undefined {
  for (const { pattern, read } of RULES) {
    const match = pattern.exec(rest);
    if (match) return { inline: read(match), length: match[0].length };
  }
  return undefined;
}

function addTo(found: Inline[], next: Inline): void {
  const last = found.at(-1);
  if (last?.kind === 'text' && next.kind === 'text') last.text += next.text;
  else found.push(next);
}

function isSomething(inline: Inline): boolean {
  return inline.kind !== 'text' || inline.text.trim() !== '';
}
