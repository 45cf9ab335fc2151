/** What a file is that was given as a picture and is none that networks take, by how it begins. */

export type FileKind =
  | 'empty'
  | 'page'
  | 'HEIC'
  | 'AVIF'
  | 'video'
  | 'SVG'
  | 'PDF'
  | 'TIFF'
  | 'BMP'
  | 'Photoshop'
  | 'JPEG XL'
  | 'JPEG 2000'
  | 'ICO'
  | 'EPS'
  | 'CR3'
  | 'sound'
  | 'document'
  | 'archive';

/** Undefined: one of those that are taken, or nothing that is known. */
export function kindOf(bytes: Uint8Array): FileKind | undefined {
  if (bytes.byteLength === 0) return 'empty';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD));
  if (head.includes('[Content_Types].xml') || head.includes('mimetypeapplication/vnd.')) return 'document';
  const signed = SIGNATURES.find(([, ...places]) => places.some((place) => begins(head, place)))?.[0];
  return signed ?? brandOf(head.toString('latin1', 0, 64)) ?? writtenIn(textOf(head));
}

/** How far a page may go on with comments before it says what it is. */
const HEAD = 16_384;

/** In hex; `..` is any byte. */
const SIGNATURES: [FileKind, ...string[]][] = [
  ['PDF', '255044462d'],
  ['TIFF', '49492a00', '4d4d002a', '49492b00', '4d4d002b'],
  ['BMP', '424d........00000000'],
  ['Photoshop', '38425053'],
  ['JPEG XL', 'ff0a', '0000000c4a584c20'],
  ['JPEG 2000', '0000000c6a502020', 'ff4fff51'],
  ['ICO', '00000100', '00000200'],
  ['EPS', '25215053', 'c5d0d3c6'],
  // Office of other times, and RTF.
  ['document', 'd0cf11e0a1b11ae1', '7b5c727466'],
  // Matroska and WebM, AVI, MPEG, Flash, Windows Media, and QuickTime without a brand.
  ['video', '1a45dfa3', '52494646........41564920', '000001ba', '000001b3', '464c5601', '3026b275'],
  [
    'video',
    '........6d6f6f76',
    '........6d646174',
    '........77696465',
    '........66726565',
    '........736b6970',
  ],
  ['sound', '494433', '4f676753', '664c6143', '52494646........57415645', 'fff1', 'fffb', 'fff3'],
  ['archive', '504b0304', '1f8b', '377abcaf', '52617221'],
];

function begins(head: Buffer, place: string): boolean {
  const hex = head.toString('hex', 0, place.length / 2);
  return new RegExp(`^${place}`).test(hex);
}

/** UTF-16 where a mark says so, or every other byte of the first sign is none. */
function textOf(head: Buffer): string {
  const start = head.toString('hex', 0, 4);
  if (/^(?:fffe|3c00)/.test(start)) return head.toString('utf16le');
  if (/^(?:feff|003c)/.test(start)) return new TextDecoder('utf-16be').decode(head);
  return head.toString('utf8');
}

/** Whatever begins with a tag is a page, but for a drawing, which may declare much before it begins. */
function writtenIn(text: string): FileKind | undefined {
  const first = text
    .replace(/^\uFEFF/, '')
    .replace(/<!--[\s\S]*?(?:-->|$)|<\?xml[^>]*>|<!doctype\s+(?:\w+:)?svg[^>[]*(?:\[[\s\S]*?\]\s*)?>/gi, '');
  if (/^\s*<(?:\w+:)?svg[\s>/]/i.test(first) || /^\s*<!doctype\s+svg\b/i.test(first)) return 'SVG';
  if (/^\s*<(?:!doctype|[a-z][a-z0-9:-]*[\s/>])/i.test(first)) return 'page';
  return first.trim() === '' && /^\s*<[!?]/.test(text) ? 'page' : undefined;
}

/** Of an ISO base media file, by its main brand and those that it goes with. */
function brandOf(head: string): FileKind | undefined {
  if (head.slice(4, 8) !== 'ftyp') return undefined;
  const main = head.slice(8, 12);
  const others = head.slice(16).match(/.{4}/gs) ?? [];
  if (/^avi[fs]$/.test(main)) return 'AVIF';
  if (/^he[iv][cmsx]$/.test(main)) return 'HEIC';
  if (/^(?:mif1|msf1|miaf)$/.test(main))
    return others.some((brand) => /^avi[fs]$/.test(brand)) ? 'AVIF' : 'HEIC';
  if (main === 'crx ') return 'CR3';
  return /^M4[AB] /.test(main) ? 'sound' : 'video';
}
