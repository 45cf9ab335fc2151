/** What a web page says of itself to those who link to it: Open Graph, then Twitter's names, then plain HTML. Pure. */
import { characterNamed } from './entities.ts';

export interface PageWords {
  title: string;
  description: string;
  /** An address, as it stands there. */
  picture?: string;
}

export function wordsOfPage(html: string): PageWords {
  const { metas, title } = scan(html);
  const first = (...names: string[]) =>
    names.map((name) => metas.get(name)).find((found) => found !== undefined);
  const picture = first(
    'og:image:secure_url',
    'og:image',
    'og:image:url',
    'twitter:image',
    'twitter:image:src',
  );
  return {
    title: cut(first('og:title', 'twitter:title') ?? title, LONGEST_TITLE),
    description: cut(
      first('og:description', 'twitter:description', 'description') ?? '',
      LONGEST_DESCRIPTION,
    ),
    ...(picture !== undefined && { picture }),
  };
}

/** From tag to tag, each looked at once: a page is written by anybody, and may be made to take long. */
function scan(html: string): { metas: Map<string, string>; title: string } {
  const metas = new Map<string, string>();
  const lower = html.toLowerCase();
  let title = '';
  let seen = 0;
  for (let at = html.indexOf('<'); at !== -1; ) {
    const [, name = ''] = /^<(!--|[a-z]+)/.exec(lower.slice(at, at + LONGEST_NAME)) ?? [];
    const begun = at + 1 + name.length;
    const end = ENDS[name];
    const close = end === undefined ? begun : lower.indexOf(end, begun);
    if (close === -1) break;
    if (name === 'title' && title === '') title = tidy(decoded(afterTag(html.slice(begun, close))));
    if (name === 'meta') {
      seen += 1;
      if (seen > MOST_METAS) break;
      note(metas, html.slice(begun, begun + LONGEST_TAG));
    }
    at = html.indexOf('<', Math.max(close, at + 1));
  }
  return { metas, title };
}

/** What these hold is no tag. */
const ENDS: Record<string, string | undefined> = {
  ...{ '!--': '-->', script: '</script', style: '</style', noscript: '</noscript', title: '</title' },
  // What they have of a title is their own: a drawing's, a pattern's, a reader's.
  ...{ svg: '</svg', template: '</template', textarea: '</textarea', iframe: '</iframe', math: '</math' },
};
const LONGEST_NAME = 12;
const LONGEST_TAG = 4_000;
const MOST_METAS = 300;

function afterTag(text: string): string {
  return text.slice(text.indexOf('>') + 1);
}

/** `tag`: from behind its name on. The first one counts. */
function note(metas: Map<string, string>, tag: string): void {
  const attributes = attributesOf(tag);
  const name = (attributes.get('property') ?? attributes.get('name') ?? '').toLowerCase();
  const content = tidy(attributes.get('content') ?? '');
  if (name !== '' && content !== '' && !metas.has(name)) metas.set(name, content);
}

/** The bytes as text, by what the header says, else by what the page says, else UTF-8. */
export function textOfPage(bytes: Uint8Array, contentType: string): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048));
  const told = /charset\s*=\s*["']?([\w-]+)/i;
  const charset = told.exec(contentType)?.[1] ?? told.exec(head)?.[1] ?? 'utf-8';
  try {
    const decoder = new TextDecoder(charset);
    const text = decoder.decode(bytes);
    // Node reads these as Latin-1 (nodejs/node#56542), whose controls nobody writes.
    return decoder.encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, inWindows) : text;
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function inWindows(control: string): string {
  return WINDOWS[control.charCodeAt(0) - 0x80] ?? control;
}

const WINDOWS = [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'];

function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  const next = /\s*\/?(?:([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?|[^\s>])|\s*>/gy;
  for (let match = next.exec(tag); match && !match[0].endsWith('>'); match = next.exec(tag)) {
    const [, name, double, single, bare] = match;
    if (name) found.set(name.toLowerCase(), decoded(double ?? single ?? bare ?? ''));
  }
  return found;
}

function decoded(text: string): string {
  return text
    .replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, (whole, hex?: string, digits?: string) => {
      const point = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
      return point > 0 && point <= 0x10ffff ? inWindows(String.fromCodePoint(point)) : whole;
    })
    .replace(/&(\w+);/g, (whole, name: string) => characterNamed(name) ?? whole);
}

/** On one line, without characters that nobody sees. */
function tidy(text: string): string {
  return text
    .replace(/\p{Cc}|\p{Zs}/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/ +/g, ' ')
    .trim();
}

function cut(text: string, most: number): string {
  const letters = [...segmenter.segment(text)];
  if (letters.length <= most) return text;
  return `${letters
    .slice(0, most - 1)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const LONGEST_TITLE = 200;
const LONGEST_DESCRIPTION = 300;
