/** The entries of an RSS or Atom feed as items. Pure: bytes in, items out. */
import { parseFeed } from '@rowanmanning/feed-parser';
import type { Item } from './item.ts';

/** Throws where it is no feed, or a part of one. `now`: for entries without a date, or with one that is yet to come. */
export function itemsOfFeed(bytes: Uint8Array, contentType: string, now: number): Item[] {
  const feed = parseFeed(textOf(bytes, contentType));
  const site = feed.title ?? feed.url ?? '';
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
        ...(feed.language && { language: feed.language.slice(0, 2).toLowerCase() }),
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
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(head)?.[1];
  const marked =
    bytes[0] === 0xfe && bytes[1] === 0xff
      ? 'utf-16be'
      : bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : undefined;
  return decoderFor(marked ?? told ?? declared ?? 'utf-8').decode(bytes);
}

function decoderFor(encoding: string) {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder();
  }
}

/** What is shown of it is a beginning; its mark-up is none of ours. */
function plain(html: string | null): string {
  return (html ?? '')
    .slice(0, MOST_MARKUP)
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<br\s*\/?>|<\/(p|li|h[1-6]|div)>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
    .slice(0, MOST_TEXT);
}

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
