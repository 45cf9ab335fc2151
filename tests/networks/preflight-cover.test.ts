/** What is said of a cover before the approval, by what a network declares. */
import { describe, expect, test } from 'vitest';
import type { CoverLimits, Image, Limits } from '../../src/networks/network.ts';
import { preflight } from '../../src/networks/preflight.ts';
import { notShown } from '../../src/networks/preflight-cover.ts';
import { picture } from './servers/outside.ts';
import { video } from './servers/video.ts';

const ACME = { name: 'acme', title: 'Acme' };
const COVER: CoverLimits = { contentTypes: ['image/jpeg', 'image/png'], bytes: 1_000, pixels: 10_000 };

function told(cover: Image | undefined, limits: CoverLimits | undefined, images: Image[] = []) {
  const taken: Limits = {
    ...{ text: [], textOptional: true, images: { most: 4, bytes: 1_000, contentTypes: ['image/png'] } },
    video: { bytes: 1_000_000, contentTypes: ['video/mp4'], ...(limits && { cover: limits }) },
  };
  const message = { text: 'Kites', images, video: video(), ...(cover && { cover }) };
  return preflight(ACME, taken, message);
}
const ids = (...given: Parameters<typeof told>) => told(...given).map(({ level, id }) => `${level} ${id}`);

describe('a cover', () => {
  test('is taken where it fits', () => {
    expect(ids(picture(''), COVER)).toEqual([]);
    expect(ids(undefined, COVER)).toEqual([]);
  });

  test('is told to stay away where the network shows a frame of its own', () => {
    expect(told(picture(''), undefined)).toEqual([
      {
        ...{ id: 'acme.cover.unsupported', level: 'warning', field: 'media' },
        message:
          'Bellwether sends no cover of a video to Acme: a frame of the video is shown, and not the picture.',
        remedy: 'Take the picture out, or leave Acme out, or accept it.',
      },
    ]);
  });

  test('that stays away may be a second of the video, where the network has a field for it', () => {
    const field = { key: 'cover', label: 'Cover', summary: 'A second of the video.', kind: 'text' as const };
    const fields = { all: [field], defaults: () => ({}) };
    expect(notShown({ ...ACME, fields }).remedy).toMatch(
      /^Take the picture out and name a second in the field cover,/,
    );
  });

  test('is told with the limit, what was found and the remedy where it does not fit', () => {
    const large = { ...picture(''), bytes: Buffer.alloc(2_000_000) };
    expect(ids({ ...picture(''), contentType: 'image/webp' }, COVER)).toEqual(['error acme.cover.type']);
    expect(told(large, { ...COVER, bytes: 1_000_000 })).toMatchObject([
      { id: 'acme.cover.max_bytes', message: 'Acme takes covers up to 1.0 MB; this one has 2.0 MB.' },
    ]);
    expect(told({ ...picture(''), width: 200, height: 200 }, COVER)).toMatchObject([
      { id: 'acme.cover.max_pixels', remedy: 'Scale it down to 100 by 100 or less.' },
    ]);
  });

  test('that no video goes out without is asked for', () => {
    expect(told(undefined, { ...COVER, isRequired: true })).toMatchObject([
      { id: 'acme.cover.missing', level: 'error', remedy: 'Attach one picture, it becomes the cover.' },
    ]);
    expect(ids(picture(''), { ...COVER, isRequired: true })).toEqual([]);
  });

  test('is none among several pictures: those are refused beside a video, as they always were', () => {
    expect(ids(undefined, COVER, [picture('', 1), picture('', 2)])).toEqual([
      'error acme.video.beside_pictures',
    ]);
  });
});
