import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/posts/answers.ts';
import { type Content, contentHash, textFor } from '../../src/posts/content.ts';
import type { VideoFacts } from '../../src/posts/video.ts';
import { content } from './arbitrary.ts';

const BASE: Content = {
  text: 'Our shop opens',
  variants: { bluesky: 'Open', mastodon: 'Opening' },
  targets: ['bluesky', 'mastodon'],
  media: [
    { hash: 'aa', alt: 'A door' },
    { hash: 'bb', alt: 'A sign' },
  ],
  at: 1_795_000_000_000,
  campaign: 'spring',
  corrects: 12,
  answers: {
    ...{ mention: 5, id: 'at://friend/1', thread: 'at://friend/0', warning: '', language: 'da' },
    author: { id: 'did:friend', handle: '@friend' },
    audience: 'unlisted',
  },
  presentation: {
    bluesky: {
      languages: ['da'],
      cards: [{ url: 'https://a.example/', title: 'A', description: 'B', picture: 'cc' }],
    },
    mastodon: { warning: 'Spoiler', sensitive: true, audience: 'unlisted' },
  },
  fields: { pins: { board: { value: '17', label: 'Recipes' }, title: { value: 'Soup' } } },
};
const SHOWN = BASE.presentation ?? {};
const CARD = { url: 'https://a.example/', title: 'A', description: 'B', picture: 'cc' };
const shownBy = (target: string, change: object): Partial<Content> => ({
  presentation: { ...SHOWN, [target]: { ...SHOWN[target], ...change } },
});
const PINS = BASE.fields?.pins ?? {};
const ANSWERS = BASE.answers as Answers;

describe('the hash of a content', () => {
  test('is the same for the same content, whatever the order of its keys, also after JSON', () => {
    fc.assert(
      fc.property(content, (one) => {
        const reversed = Object.fromEntries(Object.entries(one).reverse()) as unknown as Content;
        reversed.variants = Object.fromEntries(Object.entries(one.variants).reverse());
        reversed.media = one.media.map(({ hash, alt }) => ({ alt, hash }));
        expect(contentHash(reversed)).toBe(contentHash(one));
        expect(contentHash(JSON.parse(JSON.stringify(one)))).toBe(contentHash(one));
      }),
    );
  });

  test('differs for different contents', () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        fc.pre(JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other)));
        expect(contentHash(one)).not.toBe(contentHash(other));
      }),
    );
  });

  const changes: [string, Partial<Content>][] = [
    ['a letter of the text', { text: 'Our shop opens.' }],
    ['a space at the end', { text: 'Our shop opens ' }],
    ['a variant', { variants: { ...BASE.variants, bluesky: 'open' } }],
    ['a variant more', { variants: { ...BASE.variants, web: 'Open' } }],
    ['two variants swapped', { variants: { bluesky: 'Opening', mastodon: 'Open' } }],
    ['a target less', { targets: ['bluesky'] }],
    ['a target more', { targets: [...BASE.targets, 'web'] }],
    ['another picture', { media: [{ hash: 'cc', alt: 'A door' }, ...BASE.media.slice(1)] }],
    ['another alt text', { media: [{ hash: 'aa', alt: 'The door' }, ...BASE.media.slice(1)] }],
    ['the order of the pictures', { media: [...BASE.media].reverse() }],
    ['a picture less', { media: BASE.media.slice(0, 1) }],
    ['a language', shownBy('bluesky', { languages: ['en'] })],
    ['a language more', shownBy('bluesky', { languages: ['da', 'en'] })],
    ['a content warning', shownBy('mastodon', { warning: 'Spoilers' })],
    ['no content warning', shownBy('mastodon', { warning: undefined })],
    ['the mark of sensitivity', shownBy('mastodon', { sensitive: false })],
    ['who sees it', shownBy('mastodon', { audience: 'public' })],
    ['no link card', shownBy('bluesky', { cards: [] })],
    ["a link card's title", shownBy('bluesky', { cards: [{ ...CARD, title: 'B' }] })],
    ["a link card's description", shownBy('bluesky', { cards: [{ ...CARD, description: 'A' }] })],
    ["a link card's picture", shownBy('bluesky', { cards: [{ ...CARD, picture: 'dd' }] })],
    ["a link card's address", shownBy('bluesky', { cards: [{ ...CARD, url: 'https://b.example/' }] })],
    ['nothing of how it is shown', { presentation: undefined }],
    ['another board', { fields: { pins: { ...PINS, board: { value: '18', label: 'Recipes' } } } }],
    ['what its board is called', { fields: { pins: { ...PINS, board: { value: '17', label: 'Soups' } } } }],
    ['a board without its name', { fields: { pins: { ...PINS, board: { value: '17' } } } }],
    ['a field less', { fields: { pins: { title: { value: 'Soup' } } } }],
    ['a field more', { fields: { pins: { ...PINS, link: { value: 'https://a.example/' } } } }],
    ['two fields swapped', { fields: { pins: { ...PINS, title: PINS.board ?? { value: '' } } } }],
    ['fields of another target', { fields: { web: PINS } }],
    ['no fields', { fields: undefined }],
    ['a millisecond', { at: 1_795_000_000_001 }],
    ['no time', { at: null }],
    ['the campaign', { campaign: 'summer' }],
    ['no campaign', { campaign: null }],
    ['the post that it corrects', { corrects: 13 }],
    ['no post that it corrects', { corrects: undefined }],
    ['what it answers', { answers: { ...ANSWERS, id: 'at://friend/2' } }],
    ['the mention that it answers', { answers: { ...ANSWERS, mention: 6 } }],
    ['the thread that it answers in', { answers: { ...ANSWERS, thread: undefined } }],
    ['whom it answers', { answers: { ...ANSWERS, author: { ...ANSWERS.author, id: 'did:other' } } }],
    ['the name that it reaches', { answers: { ...ANSWERS, author: { ...ANSWERS.author, handle: '@x' } } }],
    ['who sees it', { answers: { ...ANSWERS, audience: 'public' } }],
    ['its warning', { answers: { ...ANSWERS, warning: 'Spoiler' } }],
    ['its language', { answers: { ...ANSWERS, language: 'de' } }],
    ['that it answers nothing', { answers: undefined }],
  ];
  test.each(changes)('differs by %s', (_name, change) => {
    expect(contentHash({ ...BASE, ...change })).not.toBe(contentHash(BASE));
  });

  test('covers every field there is', () => {
    const covered = new Set(changes.flatMap(([, change]) => Object.keys(change)));
    expect([...covered].sort()).toEqual(Object.keys(BASE).sort());
  });
});

const FILM: VideoFacts = {
  ...{ width: 1_920, height: 1_080, duration: 62_000, size: 53_100_000 },
  ...{ tellsPlace: true, piecesHash: 'ab' },
};
const filmed = (video: VideoFacts | undefined): Content => ({
  ...BASE,
  media: [{ hash: 'aa', alt: '', video }],
});

describe('the hash of a content with a video', () => {
  test.each<[keyof VideoFacts, Partial<VideoFacts>]>([
    ['width', { width: 1_921 }],
    ['height', { height: 1_081 }],
    ['duration', { duration: 62_001 }],
    ['size', { size: 53_100_001 }],
    ['tellsPlace', { tellsPlace: undefined }],
    ['piecesHash', { piecesHash: 'ac' }],
  ])('differs by its %s', (_name, change) => {
    expect(contentHash(filmed({ ...FILM, ...change }))).not.toBe(contentHash(filmed(FILM)));
  });

  test('differs from that of a picture under the same name', () => {
    expect(contentHash(filmed(FILM))).not.toBe(contentHash(filmed(undefined)));
  });
});

test('the hash of a content that corrects and answers nothing, and has no fields, is the one that it always had', () => {
  const { corrects: _, answers: __, presentation: ___, fields: ____, ...content } = BASE;
  expect(contentHash(content)).toBe('acac3a492714ad607683cd10334251ecb4c18c795ca37bd7bc57b9ad457b38ae');
});

test('a target gets its own text, or the common one, also when it is called like a method of objects', () => {
  expect(textFor(BASE, 'bluesky')).toBe('Open');
  expect(textFor(BASE, 'web')).toBe('Our shop opens');
  expect(textFor(BASE, 'constructor')).toBe('Our shop opens');
});

function sorted(one: Content): unknown {
  return [
    one.text,
    Object.entries(one.variants).sort(),
    one.targets,
    one.media.map(({ hash, alt }) => [hash, alt]),
    one.at,
    one.campaign,
    one.corrects,
    one.answers,
    one.presentation,
    one.fields && byName(one.fields).map(([name, uses]) => [name, byName(uses)]),
  ];
}

function byName<Value>(record: Record<string, Value>): [string, Value][] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}
