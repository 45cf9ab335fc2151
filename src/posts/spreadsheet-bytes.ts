/** The bytes of a spreadsheet's file as text: UTF-8, or UTF-16, in which Excel saves "Unicode text". */
import { t } from '../kit/t.ts';

/** `what`: what it is in place of a table of cells; undefined: text in another encoding. */
export type Decoded = { text: string } | { what: string | undefined };

export function decodeTable(bytes: Uint8Array): Decoded {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD));
  const what = KINDS.find(({ signs }) => signs(head))?.what();
  if (what !== undefined) return { what };
  try {
    const text = new TextDecoder(encodingOf(head), { fatal: true }).decode(bytes);
    return { text: text.replaceAll('\0', '') };
  } catch {
    return { what: undefined };
  }
}

/** UTF-16 by its mark, or by the empty byte that most of its signs have. Without those bytes words would be others. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const empty = [0, 1].map((first) => head.filter((byte, at) => at % 2 === first && byte === 0).length);
  const [even = 0, odd = 0] = empty;
  if (Math.max(even, odd) < head.length / 8) return 'utf-8';
  return odd > even ? 'utf-16le' : 'utf-16be';
}

const HEAD = 1_024;

interface Kind {
  signs(head: Buffer): boolean;
  what(): string;
}

const KINDS: Kind[] = [
  {
    signs: begins('504b0304'),
    what: () => t('a workbook, as .xlsx, .ods and .numbers files are'),
  },
  { signs: begins('d0cf11e0'), what: () => t('a workbook, as .xls files are') },
  { signs: begins('255044462d'), what: () => t('a PDF file') },
  { signs: says(/^\s*<(?:!doctype|html|head|body|table|\?xml)\b/i), what: () => t('a web page') },
  { signs: says(/^\s*(?:\{\s*"|\[\s*\{)/), what: () => t('JSON') },
];

/** `sign`: in hex. */
function begins(sign: string): Kind['signs'] {
  return (head) => head.toString('hex', 0, sign.length / 2) === sign;
}

/** Behind the mark of UTF-8. */
function says(words: RegExp): Kind['signs'] {
  return (head) => words.test(head.toString().replace(/^\uFEFF/, ''));
}
