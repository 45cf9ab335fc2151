/** What a picture tells beside its pixels does not leave the house, and it stands upright. */
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPicture } from '../../src/media/image.ts';
import { bare } from '../../src/media/metadata/bare.ts';

const FORMATS = ['jpeg', 'png', 'webp'] as const;
const PRIVATE = ['Nikon', 'Ada Lovelace', '55.6761', 'secret-place'];

/** Red above, blue below; 40 by 30. */
async function flag(): Promise<Sharp> {
  const half = { create: { width: 40, height: 15, channels: 3 as const, background: 'blue' } };
  const red = { create: { width: 40, height: 30, channels: 3 as const, background: 'red' } };
  const pixels = await sharp(red)
    .composite([{ input: await sharp(half).png().toBuffer(), top: 15, left: 0 }])
    .removeAlpha()
    .png()
    .toBuffer();
  return sharp(pixels);
}

function talkative(image: Sharp): Sharp {
  return image
    .withExif({
      IFD0: { Make: 'Nikon', Artist: 'Ada Lovelace' },
      IFD3: { GPSLatitudeRef: 'N', GPSAreaInformation: '55.6761' },
    })
    .withXmp('<?xpacket?><x:xmpmeta xmlns:x="adobe:ns:meta/"><a>secret-place</a></x:xmpmeta>')
    .withIccProfile('p3');
}

const pixelsOf = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();

async function colourAt(bytes: Uint8Array, left: number, top: number): Promise<string> {
  const [red = 0, , blue = 0] = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer();
  return red > blue ? 'red' : 'blue';
}

describe.each(FORMATS)('a %s', (format) => {
  test('loses what a camera wrote, and no pixel; its colour profile stays', async () => {
    const given = await talkative(await flag())
      .toFormat(format)
      .toBuffer();
    const before = await sharp(given).metadata();
    expect([before.exif, before.xmp, before.icc].every(Boolean)).toBe(true);
    const { bytes } = await readPicture(given, 'a');
    const after = await sharp(bytes).metadata();
    expect([after.exif, after.xmp, after.iptc]).toEqual([undefined, undefined, undefined]);
    expect(after.icc).toEqual(before.icc);
    expect(PRIVATE.filter((word) => Buffer.from(bytes).includes(word))).toEqual([]);
    expect(await pixelsOf(bytes)).toEqual(await pixelsOf(given));
    // Taken in again, it is the same picture.
    expect((await readPicture(bytes, 'a')).bytes).toEqual(Buffer.from(bytes));
  });

  test('that lies on its side and tells its density loses as much, and keeps its colour profile', async () => {
    const given = await talkative(await flag())
      .withMetadata({ density: 300, orientation: 6 })
      .withIccProfile('p3')
      .toFormat(format)
      .toBuffer();
    const before = await sharp(given).metadata();
    expect([before.orientation, PRIVATE.some((word) => given.includes(word))]).toEqual([6, true]);
    const { bytes } = await readPicture(given, 'a');
    const after = await sharp(bytes).metadata();
    expect([after.exif, after.xmp, after.iptc]).toEqual([undefined, undefined, undefined]);
    expect(PRIVATE.filter((word) => Buffer.from(bytes).includes(word))).toEqual([]);
    expect(after.icc).toEqual(before.icc);
  });

  // Where the red half is seen, as EXIF has it.
  test.each([
    [1, 40, 30, 'top'],
    [2, 40, 30, 'top'],
    [3, 40, 30, 'bottom'],
    [4, 40, 30, 'bottom'],
    [5, 30, 40, 'left'],
    [6, 30, 40, 'right'],
    [7, 30, 40, 'right'],
    [8, 30, 40, 'left'],
  ])('with orientation %i is %i by %i, upright', async (orientation, width, height, side) => {
    const given = await talkative(await flag())
      .withMetadata({ orientation })
      .toFormat(format)
      .toBuffer();
    const picture = await readPicture(given, 'a');
    expect([picture.width, picture.height]).toEqual([width, height]);
    const { orientation: left, exif, icc, width: stored } = await sharp(picture.bytes).metadata();
    expect([left ?? 1, exif, stored]).toEqual([1, undefined, width]);
    expect(icc).toEqual((await sharp(given).metadata()).icc);
    const [middle, centre] = [Math.floor(width / 2), Math.floor(height / 2)];
    const seen = {
      top: await colourAt(picture.bytes, middle, 2),
      bottom: await colourAt(picture.bytes, middle, height - 3),
      left: await colourAt(picture.bytes, 2, centre),
      right: await colourAt(picture.bytes, width - 3, centre),
    };
    expect(seen[side as keyof typeof seen]).toBe('red');
    const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;
    expect(seen[opposite[side as keyof typeof opposite]]).toBe('blue');
  });

  test('loses what is attached behind its end', async () => {
    const given = await (await flag()).toFormat(format).toBuffer();
    const { bytes } = await readPicture(Buffer.concat([given, Buffer.from('secret-place')]), 'a');
    expect(Buffer.compare(bytes, given)).toBe(0);
  });
});

describe('a picture that moves', () => {
  const frames = async () => {
    const colours = ['red', 'lime', 'blue'];
    const made = colours.map((background) =>
      sharp({ create: { width: 20, height: 10, channels: 3, background } })
        .png()
        .toBuffer(),
    );
    return sharp(await Promise.all(made), { join: { animated: true } });
  };

  test.each(['gif', 'webp'] as const)('as a %s goes on moving', async (format) => {
    const given = await (await frames())
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>secret-place</a></x:xmpmeta>')
      .toFormat(format, { delay: [100, 200, 300], loop: 0 })
      .toBuffer();
    const picture = await readPicture(given, 'a');
    expect([picture.width, picture.height]).toEqual([20, 10]);
    const { pages, delay, loop } = await sharp(picture.bytes).metadata();
    expect({ pages, delay, loop }).toEqual({ pages: 3, delay: [100, 200, 300], loop: 0 });
    expect(Buffer.from(picture.bytes).includes('secret-place')).toBe(false);
  });

  test('as a GIF loses comments and what programs wrote, and keeps how often it plays', async () => {
    const given = await (await frames()).gif({ loop: 5 }).toBuffer();
    const first = 13 + (given.readUInt8(10) & 0x80 ? 3 * 2 ** ((given.readUInt8(10) & 7) + 1) : 0);
    const comment = Buffer.from('\x21\xfe\x0csecret-place\0', 'latin1');
    const xmp = Buffer.from('\x21\xff\x0bXMP DataXMP\x0csecret-place\0', 'latin1');
    const chatty = Buffer.concat([given.subarray(0, first), comment, xmp, given.subarray(first)]);
    const { bytes } = await readPicture(chatty, 'a');
    expect(Buffer.compare(bytes, given)).toBe(0);
    expect((await sharp(bytes).metadata()).loop).toBe(5);
  });
});

describe('an AVIF', () => {
  test('becomes a JPEG', async () => {
    const given = await talkative(await flag())
      .avif()
      .toBuffer();
    const picture = await readPicture(given, 'a');
    expect(picture).toMatchObject({ contentType: 'image/jpeg', width: 40, height: 30 });
    expect(await colourAt(picture.bytes, 20, 2)).toBe('red');
    expect(PRIVATE.filter((word) => Buffer.from(picture.bytes).includes(word))).toEqual([]);
  });

  test('that one sees through becomes a PNG', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0.5 };
    const given = await sharp({ create: { width: 8, height: 8, channels: 4, background: clear } })
      .avif()
      .toBuffer();
    expect(await readPicture(given, 'a')).toMatchObject({ contentType: 'image/png', width: 8, height: 8 });
  });
});

test('a picture for print that lies on its side is turned, in colours for a screen', async () => {
  const given = await (await flag())
    .toColourspace('cmyk')
    .withMetadata({ orientation: 6 })
    .withIccProfile('cmyk')
    .jpeg({ chromaSubsampling: '4:4:4' })
    .toBuffer();
  expect((await sharp(given).metadata()).chromaSubsampling).toBe('4:4:4:4');
  const { bytes, width, height } = await readPicture(given, 'a');
  expect([width, height, (await sharp(bytes).metadata()).space]).toEqual([30, 40, 'srgb']);
});

test.each(['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf', 'caBX', 'vpAg'])(
  'a %s of a PNG is taken out, and no pixel changes',
  async (name) => {
    const given = await (await flag()).png().toBuffer();
    const body = Buffer.from(`${name}Author\0Ada Lovelace, secret-place`, 'latin1');
    const chunk = Buffer.alloc(body.length + 8);
    chunk.writeUInt32BE(body.length - 4);
    body.copy(chunk, 4);
    chunk.writeInt32BE(crc(body), body.length + 4);
    const chatty = Buffer.concat([given.subarray(0, 33), chunk, given.subarray(33)]);
    expect(Buffer.compare((await readPicture(chatty, 'a')).bytes, given)).toBe(0);
  },
);

/** Of a chunk's name and data (PNG, annex D). */
function crc(bytes: Buffer): number {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return ~rest;
}

test('comments of a JPEG, previews and the parts of other programs are taken out', () => {
  const segment = (marker: number, words: string) => {
    const body = Buffer.from(words, 'latin1');
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const [start, end] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
  const stays = [
    segment(0xe0, `JFIF\0${'\x01'.repeat(9)}`),
    segment(0xe2, 'ICC_PROFILE\0\x01\x01p3'),
    segment(0xee, 'Adobe\0d'),
  ];
  const goes = ['Exif\0\0', 'http://ns.adobe.com/xap/1.0/\0'].map((words) => segment(0xe1, words));
  const others = [
    segment(0xe0, 'JFXX\0preview'),
    segment(0xe2, 'MPF\0'),
    segment(0xed, 'Photoshop 3.0\0'),
    segment(0xfe, 'me'),
  ];
  const scan = Buffer.concat([segment(0xda, 'abc'), Buffer.from([1, 0xff, 0, 2, 0xff, 0xd0, 3])]);
  const given = Buffer.concat([start, ...goes, ...stays, ...others, scan, scan, end, Buffer.from('more')]);
  expect(bare(given, 'jpeg')).toEqual(Buffer.concat([start, ...stays, scan, scan, end]));
});

test('whatever a file holds, it is read or left, and read twice is the same', () => {
  const beginnings = ['ffd8ff', '89504e470d0a1a0a', '524946461000000057454250', '474946383961'];
  fc.assert(
    fc.property(
      fc.constantFrom('jpeg', 'png', 'webp', 'gif'),
      fc.constantFrom('', ...beginnings),
      fc.uint8Array({ maxLength: 200 }),
      (format, beginning, rest) => {
        const once = bare(Buffer.concat([Buffer.from(beginning, 'hex'), rest]), format);
        if (once) expect(Buffer.compare(bare(once, format) ?? Buffer.alloc(0), once)).toBe(0);
      },
    ),
    { numRuns: 2_000 },
  );
});
