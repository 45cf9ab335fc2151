/** A picture as a JPEG: its colours and its turn are those that people saw. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { asJpeg } from '../../src/media/jpeg.ts';

const RED = { r: 255, g: 0, b: 0 };

async function at(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const start = (y * info.width + x) * info.channels;
  return [...data.subarray(start, start + info.channels)];
}

const near = (found: number[], wanted: number[]) =>
  expect(
    found.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) <= 6),
    `${found}`,
  ).toBe(true);

test('one is left as it is', async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: RED } })
    .jpeg()
    .toBuffer();
  expect((await asJpeg({ bytes, contentType: 'image/jpeg' })).bytes).toBe(bytes);
});

test('what one sees through lies on white, not on black', async () => {
  const background = { ...RED, alpha: 0 };
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 4, background } })
    .png()
    .toBuffer();
  const { bytes: jpeg, contentType } = await asJpeg({ bytes, contentType: 'image/png' });
  expect(contentType).toBe('image/jpeg');
  near(await at(jpeg, 4, 4), [255, 255, 255]);
});

test('wide colours become those of every screen, as they look', async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#808080' } })
    .withIccProfile('p3')
    .png()
    .toBuffer();
  const { bytes: jpeg } = await asJpeg({ bytes, contentType: 'image/png' });
  expect((await sharp(jpeg).metadata()).icc).toBeUndefined();
  near(await at(jpeg, 4, 4), [128, 128, 128]);
});

test('a JPEG with colours of its own is made anew, and stands upright', async () => {
  const bytes = await sharp({ create: { width: 16, height: 8, channels: 3, background: RED } })
    .withIccProfile('p3')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { bytes: jpeg } = await asJpeg({ bytes, contentType: 'image/jpeg' });
  const { width, height, orientation, icc } = await sharp(jpeg).metadata();
  expect([width, height, orientation, icc]).toEqual([8, 16, undefined, undefined]);
});
