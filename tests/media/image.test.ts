import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPicture } from '../../src/media/image.ts';

const plain = () => sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } });

describe('a picture', () => {
  test.each(['png', 'jpeg', 'webp', 'gif'] as const)(
    '%s is read: its type, size and hash',
    async (format) => {
      const bytes = await plain().toFormat(format).toBuffer();
      expect(await readPicture(bytes, 'a')).toMatchObject({
        contentType: `image/${format}`,
        width: 40,
        height: 30,
        hash: createHash('sha256').update(bytes).digest('hex'),
      });
    },
  );

  test('is taken at its word of bytes, not of its name', async () => {
    expect((await readPicture(await plain().png().toBuffer(), 'a.jpg')).contentType).toBe('image/png');
  });

  test.each(['png', 'jpeg', 'webp'] as const)('a truncated %s is refused', async (format) => {
    const noise = sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
        background: 'white',
      },
    });
    const bytes = await noise.toFormat(format).toBuffer();
    await refused(bytes.subarray(0, Math.floor(bytes.length * 0.6)));
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'an empty file'],
    ['a text', Buffer.from('hello')],
    [
      'a document of Word',
      Buffer.from(`PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml`, 'latin1'),
      'a document',
    ],
    ['an old document', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'a document'],
    ['an EPS', Buffer.from('%!PS-Adobe-3.0 EPSF-3.0\n'), 'a EPS file'],
    ['a web page', Buffer.from('<!doctype html><title>Sign in</title>'), 'a web page'],
    ['a late web page', Buffer.from('\uFEFF\n<!-- made by us -->\n<HTML lang="da">'), 'a web page'],
    [
      'an SVG',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
      ),
      'a SVG file',
    ],
    ['a PDF', Buffer.from('%PDF-1.4\n%%EOF'), 'a PDF file'],
    ['a video', Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1'), 'a video'],
    ...[
      '<p>Sorry',
      '<style>p {}</style>',
      '<center>404</center>',
      '\uFEFF<!doctype html>',
      '<Error><Code>',
    ].map((text): [string, Buffer, string] => [
      `a page that begins ${text}`,
      Buffer.from(text),
      'a web page',
    ]),
    ['a page in UTF-16', Buffer.from('\uFEFF<html><p>Hi', 'utf16le'), 'a web page'],
    ['the same without a mark', Buffer.from('<html><p>Hi', 'utf16le'), 'a web page'],
    ['the same the other way round', Buffer.from('\uFEFF<html><p>Hi', 'utf16le').swap16(), 'a web page'],
    [
      'a drawing behind a comment and what it declares',
      Buffer.from(
        `<?xml version="1.0"?><!-- ${'made so '.repeat(700)} --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [
          <!ENTITY a "b>c">
        ]><svg xmlns="http://www.w3.org/2000/svg"></svg>`,
      ),
      'a SVG file',
    ],
    ['an empty drawing', Buffer.from('<?xml version="1.0"?><svg/>'), 'a SVG file'],
    [
      'a drawing with a prefix',
      Buffer.from('<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>'),
      'a SVG file',
    ],
    [
      'a raw picture of a camera',
      Buffer.from('\0\0\0\x18ftypcrx \0\0\0\x01crx isom', 'latin1'),
      'a CR3 file',
    ],
    ['a film of a phone', Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'), 'a video'],
    ['a WebM', Buffer.from('1a45dfa39f4286810142f7', 'hex'), 'a video'],
    ['an AVI', Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'), 'a video'],
    [
      'a HEIC',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'a HEIC file, as iPhones make them',
    ],
    [
      'another HEIC',
      Buffer.from('\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'latin1'),
      'a HEIC file, as iPhones make them',
    ],
    ['a broken AVIF', Buffer.from('\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', 'latin1'), 'a AVIF file'],
    ['a sound', Buffer.from('ID3\x04'), 'a sound'],
    ['a ZIP', Buffer.from('PK\x03\x04'), 'an archive of files'],
    ['only a beginning', Buffer.from('89504e470d0a1a0a', 'hex')],
  ])('%s is refused, and named for what it is', async (_name, bytes, what?: string) => {
    await refused(bytes, what);
  });

  test('TIFF, which no network takes, is refused', async () => {
    await refused(await plain().tiff().toBuffer(), 'a TIFF file');
  });

  test.each([
    [
      'https://drive.google.com/file/d/1AbC/view?usp=sharing',
      'a page of Google Drive that shows it',
      'upload it here',
    ],
    ['https://www.dropbox.com/s/abc/kite.jpg?dl=0', 'a page of Dropbox that shows it', 'raw=1'],
    ['https://acme.sharepoint.com/:i:/g/abc', 'a page of OneDrive that shows it', 'upload it here'],
    ['https://photos.app.goo.gl/abc', 'a page of Google Photos that shows it', 'upload it here'],
    ['https://example.org/kite', 'a web page', 'Copy image address'],
    ['kite.jpg', 'a web page', 'Save the picture itself'],
  ])('a page at %s is told with the way to its picture', async (name, what, way) => {
    const page = Buffer.from('<!DOCTYPE html>\n<html><title>kite.jpg</title></html>');
    await expect(readPicture(page, name)).rejects.toMatchObject({
      findings: [
        {
          id: 'media.unreadable',
          message: `"${name}" cannot be read as a picture: it is ${what}.`,
          remedy: expect.stringContaining(way),
        },
      ],
    });
  });

  test('a small file that unpacks to gigabytes is refused, quickly', async () => {
    const since = Date.now();
    await refused(bomb(60_000, 60_000));
    expect(Date.now() - since).toBeLessThan(2_000);
  });
});

async function refused(bytes: Uint8Array, what?: string): Promise<void> {
  const message = `"door.png" cannot be read as a picture${what ? `: it is ${what}` : ''}.`;
  const findings = [
    { id: 'media.unreadable', field: 'media', message, remedy: expect.stringMatching(/^[A-Z]/) },
  ];
  await expect(readPicture(bytes, 'door.png')).rejects.toMatchObject({ findings });
}

/** A PNG that says it is this large, with one row of black. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(width + 1));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}
