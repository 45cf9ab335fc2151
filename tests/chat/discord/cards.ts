/** Arbitrary cards for property tests: odd text, far too much of it, every kind of block and action. */
import fc from 'fast-check';
import type { Action, Block, Card, Inline, Part } from '../../../src/chat/card.ts';

const words = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('', '*', '```', '# x', '<@1>', '@everyone', 'https://x.example/a_b', '\n\n', '1. a', '\\'),
  fc.integer({ min: 0, max: 6000 }).map((length) => 'ab_ '.repeat(length / 4)),
);
const url = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), words);

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ type: fc.constant('strong' as const), text: words }),
  fc.record({ type: fc.constant('code' as const), text: words }),
  fc.record({ type: fc.constant('link' as const), url, label: words }),
  fc.record({
    type: fc.constant('time' as const),
    at: fc.integer({ min: 0, max: 4e12 }),
    style: fc.constantFrom('full' as const, 'relative' as const),
  }),
  fc.record({
    type: fc.constant('person' as const),
    name: words,
    identities: fc.oneof(
      fc.constant({}),
      fc.constant({ discord: '4000000000000000' }),
      fc.constant({ discord: 'x' }),
    ),
  }),
);
const inline: fc.Arbitrary<Inline> = fc.oneof(words, part, fc.array(fc.oneof(words, part), { maxLength: 6 }));

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'context' as const), text: inline }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: words, value: inline }), { maxLength: 6 }),
  }),
  fc.record({
    kind: fc.constant('quote' as const),
    text: words,
    label: fc.option(words, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(inline, { maxLength: 6 }) }),
  fc.record({
    kind: fc.constant('image' as const),
    alt: words,
    url: fc.option(url, { nil: undefined }),
    media: fc.option(fc.stringMatching(/^[0-9a-f]{8}$/), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('portrait' as const), url, text: words, alt: words }),
  fc.constant({ kind: 'divider' as const }),
);

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('button' as const),
    action: fc.constantFrom('post.approve', 'post.edit'),
    id: fc.integer({ min: 1, max: 1e9 }).map(String),
    label: fc.string({ minLength: 1, maxLength: 90 }),
    style: fc.constantFrom('default' as const, 'primary' as const, 'danger' as const),
    confirm: fc.option(words, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('link' as const), label: fc.constant('Open'), url: fc.webUrl() }),
);

export const anyWords = words;

export const anyCard: fc.Arbitrary<Card> = fc.record({
  heading: words,
  tone: fc.constantFrom(
    'neutral' as const,
    'good' as const,
    'waiting' as const,
    'warning' as const,
    'bad' as const,
  ),
  blocks: fc.array(block, { maxLength: 45 }),
  actions: fc.array(action, { maxLength: 27 }),
});
