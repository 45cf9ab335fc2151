import { describe, expect, it } from 'vitest';
import type { Limits } from '../../src/networks/network.ts';
import { preflight } from '../../src/networks/preflight.ts';
import { picture, textOf } from './servers/outside.ts';

const network = { name: 'test', title: 'Test' };
const limits: Limits = {
  text: [{ unit: 'characters', most: 10, count: (text) => text.length }],
  images: { most: 2, bytes: 100, contentTypes: ['image/png'], alt: 10 },
  textOptional: true,
};

function idsOf(
  ...given: Parameters<typeof preflight> extends [unknown, ...infer Rest] ? Rest : never
): string[] {
  return preflight(network, ...given).map(({ id }) => id);
}

describe('preflight', () => {
  it('tells the limit, what was found, and by how much to shorten', () => {
    expect(preflight(network, limits, textOf('a'.repeat(13)))).toEqual([
      {
        id: 'test.text.max_characters',
        level: 'error',
        field: 'text',
        message: 'Test takes 10 characters; this text has 13.',
        remedy: 'Shorten it by 3, or give Test its own text.',
      },
    ]);
  });

  it('wants a text, or a picture where that is enough', () => {
    expect(idsOf(limits, textOf('  '))).toEqual(['test.text.empty']);
    const withPicture = { text: '', images: [picture('A kite')] };
    expect(idsOf(limits, withPicture)).toEqual([]);
    expect(idsOf({ ...limits, textOptional: false }, withPicture)).toEqual(['test.text.empty']);
  });

  it('tells which languages are left out, where a network takes few', () => {
    const message = { ...textOf('a'), presentation: { languages: ['da', 'en', 'de', 'fr'] } };
    const taking = (mostLanguages?: number) => ({
      ...network,
      presents: { takes: ['languages'] as const, mostLanguages, defaults: () => ({}) },
    });
    expect(preflight(taking(3), limits, message)).toMatchObject([
      {
        id: 'test.language.max_count',
        level: 'warning',
        message: 'Test takes 3 languages for a post; fr is left out.',
      },
    ]);
    expect(preflight(taking(4), limits, message)).toEqual([]);
    expect(preflight(taking(), limits, message)).toEqual([]);
  });

  it('checks count, type, size and alt text of the pictures', () => {
    const large = { ...picture('A kite'), bytes: new Uint8Array(101) };
    const odd = { ...picture('A kite'), contentType: 'image/tiff' };
    expect(idsOf(limits, { text: 'a', images: [large, odd, picture('')] })).toEqual([
      'test.media.max_count',
      'test.media.max_bytes',
      'test.media.type',
      'test.media.alt_missing',
    ]);
    expect(idsOf(limits, { text: 'a', images: [picture('a'.repeat(11))] })).toEqual(['test.media.alt_max']);
  });

  it('tells a picture of too many pixels how far it is to be scaled down', () => {
    const few = { ...limits, images: { ...limits.images, pixels: 1_000_000 } } as Limits;
    const wide = { ...picture('A kite'), width: 4000, height: 1000 };
    expect(preflight(network, few, { text: 'a', images: [wide] })).toMatchObject([
      {
        id: 'test.media.max_pixels',
        message: 'Test takes pictures up to 1.0 million pixels; picture 1 has 4000 by 1000.',
        remedy: 'Scale it down to 2000 by 500 or less.',
      },
    ]);
    expect(idsOf(few, { text: 'a', images: [{ ...wide, width: 1000 }] })).toEqual([]);
    expect(idsOf(limits, { text: 'a', images: [wide] })).toEqual([]);
  });

  it('refuses pictures where none are taken', () => {
    const { images: _, ...textOnly } = limits;
    expect(idsOf(textOnly, { text: 'a', images: [picture('A kite')] })).toEqual(['test.media.unsupported']);
  });
});
