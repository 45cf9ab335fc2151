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
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('hello')],
    ['a web page', Buffer.from('<!doctype html><title>Sign in</title>')],
    [
      'an SVG',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
      ),
    ],
    ['a PDF', Buffer.from('%PDF-1.4\n%%EOF')],
    ['only a beginning', Buffer.from('89504e470d0a1a0a', 'hex')],
  ])('%s is refused', async (_name, bytes) => {
    await refused(bytes);
  });

  test.each(['tiff', 'avif'] as const)('%s, which no network takes, is refused', async (format) => {
    await refused(await plain().toFormat(format).toBuffer());
  });

  test('a small file that unpacks to gigabytes is refused, quickly', async () => {
    const since = Date.now();
    await refused(bomb(60_000, 60_000));
    expect(Date.now() - since).toBeLessThan(2_000);
  });
});

async function refused(bytes: Uint8Array): Promise<void> {
  await expect(readPicture(bytes, 'door.png')).rejects.toMatchObject({
    findings: [
      { id: 'media.unreadable', field: 'media', message: '"door.png" cannot be read as a picture.' },
    ],
  });
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
