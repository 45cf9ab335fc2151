/** The entries of an RSS or Atom feed as items. Pure: bytes in, items out. */
import { parseFeed } from '@rowanmanning/feed-parser';
import { cut } from '../kit/storable.ts';
import type { Item } from './item.ts';

/** Throws where it is no feed, or a part of one. `now`: for entries without a date, or with one that is yet to come. */
export function itemsOfFeed(bytes: Uint8Array, contentType: string, now: number): Item[] {
  const feed = parseFeed(textOf(bytes, contentType));
  const site = feed.title ?? feed.url ?? '';
  const language = /^[a-z]{2,3}(?![a-z])/i.exec(feed.language ?? '')?.[0].toLowerCase();
  const ids = identities(feed.items);
  return feed.items.flatMap((entry, index): Item[] => {
    const id = ids[index];
    if (id === undefined) return [];
    const written = entry.published?.getTime() ?? entry.updated?.getTime() ?? now;
    const name = entry.authors[0]?.name ?? site;
    const text = [entry.title, plain(entry.content ?? entry.description)].filter(Boolean).join('\n\n');
    return [
      {
        ...{ id, kind: 'message' as const, text: clean(text), at: Math.min(written, now), thread: id },
        author: { id: name || site, name: clean(name || site), handle: clean(site) },
        ...{ audience: 'public' as const },
        ...(entry.url && { url: entry.url }),
        ...(language !== undefined && { language }),
      },
    ];
  });
}

/** A guid that half of the entries share tells nobody apart: then the links do. */
function identities(
  entries: { id: string | null; url: string | null; title: string | null }[],
): (string | undefined)[] {
  const counts = new Map<string, number>();
  for (const { id } of entries) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  const isShared = entries.length > 1 && [...counts.values()].some((count) => count > entries.length / 2);
  const seen = new Set<string>();
  return entries.map(({ id, url, title }) => {
    const own = (isShared ? (url ?? title) : (id ?? url ?? title)) ?? undefined;
    if (own === undefined || seen.has(own)) return undefined;
    seen.add(own);
    return own;
  });
}

/** By its mark, by what the server says, or by the XML declaration; else UTF-8. */
function textOf(bytes: Uint8Array, contentType: string): string {
  const told = /charset=["']?([\w-]+)/i.exec(contentType)?.[1];
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1];
  const named = [told, declared].find((one) => one !== undefined && !isWide(one));
  return decoderFor(markedAs(head) ?? named ?? 'utf-8').decode(bytes);
}

/** By its first two bytes: a mark, or how "<" is written where a character has two. `head` has a character a byte. */
function markedAs(head: string): string | undefined {
  if (head.startsWith('\xef\xbb\xbf')) return 'utf-8';
  if (head.startsWith('\xfe\xff') || head.startsWith('\0<')) return 'utf-16be';
  return head.startsWith('\xff\xfe') || head.startsWith('<\0') ? 'utf-16le' : undefined;
}

/** Programs name the encoding that text has in their memory, whatever they write: what is wide shows by its bytes alone. */
function isWide(encoding: string): boolean {
  return /^(?:utf-?(?:16|32)|ucs-?[24]|iso-10646-ucs-[24]|unicode$)/i.test(encoding);
}

function decoderFor(encoding: string) {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder();
  }
}

/** What is shown of it is a beginning; its mark-up is none of ours. In time that grows with its length and no faster. */
function plain(html: string | null): string {
  const lines = withoutPrograms((html ?? '').slice(0, MOST_MARKUP))
    .replace(/<br\s*\/?>|<\/(p|li|h[1-6]|div)>/gi, '\n')
    .replace(/<[a-z/!?][^<>]*>/gi, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[ \t]+/g, ' ')
    .split('\n')
    .map((line) => line.trim());
  return cut(lines.filter((line) => line !== '').join('\n'), MOST_TEXT);
}

/** Scripts and styles go with what stands in them, where they end. */
function withoutPrograms(html: string): string {
  let [kept, from] = ['', 0];
  let open: { name: string; at: number } | undefined;
  for (const { index, 0: tag, 1: slash, 2: name = '' } of html.matchAll(PROGRAM)) {
    if (slash === '') open ??= { name: name.toLowerCase(), at: index };
    else if (open?.name === name.toLowerCase()) {
      kept += `${html.slice(from, open.at)} `;
      from = index + tag.length;
      open = undefined;
    }
  }
  return kept + html.slice(from);
}

const PROGRAM = /<(\/?)(script|style)\b[^<>]*>/gi;
const ENTITIES: Record<string, string> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' },
};
const MOST_MARKUP = 50_000;
const MOST_TEXT = 2_000;

/** Control characters come through parsers as they are. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}
