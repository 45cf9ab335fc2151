import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Block,
  button,
  type Card,
  card,
  code,
  context,
  fields,
  type Inline,
  link,
  list,
  type Part,
  quote,
  strong,
  text,
  time,
} from '../../../src/chat/card.ts';
import { RenderError } from '../../../src/chat/slack/buttons.ts';
import { render } from '../../../src/chat/slack/render.ts';
import { messageFaults } from './blocks-within-limits.ts';

const ana: Part = { type: 'person', name: 'Ana', identities: { slack: 'U0ANA' } };
const ben: Part = { type: 'person', name: 'Ben', identities: {} };

test('a picture without a file or an address is shown by its alt text', () => {
  const { blocks } = render(card('P', { blocks: [{ kind: 'image', media: 'unknown', alt: 'A cat' }] }));
  expect(JSON.stringify(blocks)).toContain('[Picture: A cat]');
});

test('a text of 5,000 characters is shown whole, in pieces of at most 3,000', () => {
  const words = 'lorem ipsum '.repeat(417);
  const { blocks } = render(card('Long', { blocks: [quote(words)] }));
  const [quoted] = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
  const pieces = (quoted?.elements ?? []).map((element) => ('text' in element ? String(element.text) : ''));
  expect(pieces.join('')).toBe(words);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(3000);
});

test('what is too long is cut at a word and says how much is missing; short blocks stay whole', () => {
  const words = 'word '.repeat(8000);
  const { blocks } = render(card('Long', { blocks: [quote(words), text('stays'), context('small print')] }));
  const all = JSON.stringify(blocks);
  const missing = /… ([\d,]+) more characters not shown here\./.exec(all)?.[1];
  const shown = all.match(/word /g)?.length ?? 0;
  expect(Number(missing?.replace(',', ''))).toBe(words.length - shown * 5);
  expect(shown).toBeGreaterThan(1500);
  expect(all).toContain('"stays"');
  expect(all).toContain('small print');
  expect(messageFaults(blocks)).toEqual([]);
});

test('too many blocks leave the last ones out and say so; the buttons stay', () => {
  const many = Array.from({ length: 80 }, (_, index) => text(`block ${index}`));
  const { blocks } = render(card('Many', { blocks: many, actions: [button('a', 1, 'Go')] }));
  expect(blocks).toHaveLength(50);
  expect(JSON.stringify(blocks.at(-2))).toContain('… 33 more parts of this card not shown here.');
  expect(blocks.at(-1)?.type).toBe('actions');
});

test('a heading over 150 characters is cut, and stands whole below', () => {
  const heading = 'h'.repeat(200);
  const { blocks } = render(card(heading));
  expect(blocks).toMatchObject([
    { text: { text: `${'h'.repeat(149)}…` } },
    { elements: [{ elements: [{ text: heading }] }] },
  ]);
});

test('the same button twice goes into two rows, since an action id may stand once in a row', () => {
  const { blocks } = render(card('B', { actions: [button('a', 1, 'One'), button('a', 1, 'Two')] }));
  expect(blocks.filter((block) => block.type === 'actions')).toHaveLength(2);
});

test('more buttons than fit are an error, not a card without buttons', () => {
  const actions = Array.from({ length: 300 }, (_, index) =>
    button('post.approve', index, 'Approve '.repeat(10)),
  );
  expect(() => render(card('B', { actions }))).toThrow(RenderError);
});

test('the plain text stays below what chat.update takes, escapes counted', () => {
  expect(render(card('<'.repeat(10_000))).text.length).toBeLessThanOrEqual(4000);
});

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 1, max: 20_000 }).map((count) => 'wörd 🙂 "\n'.repeat(Math.ceil(count / 10))),
);
const url = fc.oneof(fc.webUrl(), words);
const part: fc.Arbitrary<string | Part> = fc.oneof(
  words,
  words.map(strong),
  words.map(code),
  fc.tuple(url, words).map(([address, label]) => link(address, label)),
  fc
    .tuple(fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.constantFrom('full' as const, 'relative' as const))
    .map(([at, style]) => time(at, style)),
  fc.constantFrom(ana, ben),
);
const inline: fc.Arbitrary<Inline> = fc.oneof(part, fc.array(part, { maxLength: 12 }));
const block: fc.Arbitrary<Block> = fc.oneof(
  inline.map(text),
  inline.map(context),
  fc.tuple(words, words).map(([quoted, label]) => quote(quoted, label)),
  fc.array(inline, { maxLength: 30 }).map(list),
  fc.dictionary(words, inline, { maxKeys: 12 }).map(fields),
  fc.record({ kind: fc.constant('image' as const), alt: words, url: fc.option(url, { nil: undefined }) }),
  fc.constant<Block>({ kind: 'divider' }),
);
const anyCard: fc.Arbitrary<Card> = fc.record({
  heading: words,
  tone: fc.constantFrom('neutral', 'good', 'waiting', 'warning', 'bad'),
  blocks: fc.array(block, { maxLength: 60 }),
  actions: fc.array(
    fc
      .tuple(fc.string({ maxLength: 90 }), fc.integer(), words)
      .map(([action, id, label]) => button(action, id, label)),
    { maxLength: 30 },
  ),
});

test('any card is a message that Slack takes, or is refused', () => {
  let taken = 0;
  fc.assert(
    fc.property(anyCard, (shown) => {
      try {
        const { blocks, text: plain } = render(shown);
        expect(messageFaults(blocks)).toEqual([]);
        expect(plain.length).toBeGreaterThan(0);
        taken += 1;
      } catch (error) {
        if (!(error instanceof RenderError)) throw error;
      }
    }),
    { numRuns: 150 },
  );
  expect(taken).toBeGreaterThan(30);
});
