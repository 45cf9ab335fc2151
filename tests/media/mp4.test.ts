import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMp4, readMp4 } from '../../src/media/mp4.ts';
import { box, largeBox, mp4 } from './making-mp4.ts';

function readBytes(bytes: Buffer) {
  let most = 0;
  const read = async (from: number, to: number) => {
    most = Math.max(most, to - from);
    return bytes.subarray(from, to);
  };
  return readMp4(read, bytes.length).then((told) => ({ told, most }));
}
/** How many units of its lengths are a second. */
function withScale(bytes: Buffer, scale: number): Buffer {
  bytes.writeUInt32BE(scale, bytes.indexOf('mvhd') + 16);
  return bytes;
}
const told = async (bytes: Buffer) => (await readBytes(bytes)).told;

const PLAIN = { width: 320, height: 180, duration: 2_000, tellsPlace: false };

test.each([
  ['its head before the media', {}],
  ['its head behind the media', { head: 'behind' }],
  ['64 bits for its length', { long: true }],
  ['its length with its fragments', { fragmented: true }],
  ['its length with its fragments in 64 bits', { fragmented: true, long: true }],
] as const)('a video with %s is read', async (_name, made) => {
  expect(await told(mp4(made))).toEqual(PLAIN);
});

test('a video that was turned by a quarter is as wide as people see it', async () => {
  expect(await told(mp4({ turned: true }))).toEqual({ ...PLAIN, width: 180, height: 320 });
});

test('what is shown may be larger than 32 bits tell, and no more than a little of it is read', async () => {
  const head = mp4({ media: 0 });
  const shown = largeBox('mdat', Buffer.alloc(200_000));
  const { told, most } = await readBytes(Buffer.concat([shown, head]));
  expect(told).toEqual(PLAIN);
  expect(most).toBeLessThanOrEqual(128);
});

test.each([
  ['a camera', box('udta', box('\xa9xyz', Buffer.from('+55.6+012.5/')))],
  ['a phone', box('meta', Buffer.from('mdtacom.apple.quicktime.location.ISO6709'))],
])('that it was taken somewhere is seen as %s writes it', async (_name, more) => {
  expect(await told(mp4({ more: [more] }))).toEqual({ ...PLAIN, tellsPlace: true });
});

test.each([
  ['a box that goes on beyond the end', mp4({ media: 5_000 }).subarray(0, 4_000), 'cut off'],
  ['no head', mp4({ media: 100 }).subarray(0, 24), 'no head'],
  ['sound alone', mp4({ handler: 'soun' }), 'no picture'],
  ['no size', mp4({ width: 0 }), 'no picture'],
  ['no length', mp4({ duration: 0 }), 'no length'],
  ['a length that is not known', mp4({ duration: 0xffffffff }), 'no length'],
  ['a length of no time', withScale(mp4(), 0xffffffff), 'no length'],
])('a file with %s is told for what it lacks', async (_name, bytes, fault) => {
  expect(await told(bytes)).toBe(fault);
});

test('a file is told by its beginning', () => {
  expect(isMp4(mp4())).toBe(true);
  expect(isMp4(mp4({ brand: 'M4V ' }))).toBe(true);
  expect(isMp4(mp4({ brand: 'qt  ' }))).toBe(false);
  expect(isMp4(Buffer.from('1a45dfa39f4286810142f7', 'hex'))).toBe(false);
  expect(isMp4(Buffer.from('....ftyp'))).toBe(false);
});

test('whatever a file holds, its reading ends and asks for nothing beyond it', async () => {
  const whole = mp4({ more: [box('udta', box('meta', Buffer.alloc(20)))] });
  const spoilt = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(spoilt, fc.nat(whole.length), async (changes, length) => {
      const bytes = Buffer.from(whole.subarray(0, length));
      for (const [place, value] of changes) if (place < bytes.length) bytes[place] = value;
      const read = async (from: number, to: number) => {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to - from).toBeLessThanOrEqual(65_536);
        return bytes.subarray(from, to);
      };
      const result = await readMp4(read, bytes.length);
      if (typeof result !== 'string')
        expect(result.width * result.height * result.duration).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});
