import { expect, test } from 'vitest';
import { type Evidence, judge } from './judge.ts';

const WHOLE: Evidence = {
  written: ['1', '2', '3'],
  items: ['1', '2', '3'],
  counted: 3,
  conversations: [
    { id: 7, stormId: null, isPrivate: false },
    { id: 8, stormId: 4, isPrivate: false },
  ],
  storms: [4],
  cards: ['A Friend mentioned us on mast (conversation 7)', 'One more conversation about delivery'],
  isQuiet: true,
};

test('a run in which all is right is not objected to', () => {
  expect(judge(WHOLE)).toEqual({ missing: [], twice: [], cards: [] });
});

test.each<[string, Partial<Evidence>, keyof ReturnType<typeof judge>]>([
  ['a mention that is not stored', { items: ['1', '3'] }, 'missing'],
  ['something that still waits', { isQuiet: false }, 'missing'],
  ['a mention that is stored twice', { items: ['1', '2', '2', '3'] }, 'twice'],
  ['a mention that is counted twice', { counted: 4 }, 'twice'],
  ['a conversation without a card', { cards: WHOLE.cards.slice(1) }, 'cards'],
  ['a conversation with two cards', { cards: [...WHOLE.cards, ...WHOLE.cards.slice(0, 1)] }, 'cards'],
  ['a storm with two cards', { cards: [...WHOLE.cards, ...WHOLE.cards.slice(1)] }, 'cards'],
  [
    'a folded conversation with a card of its own',
    { cards: [...WHOLE.cards, 'A Friend mentioned us on mast (conversation 8)'] },
    'cards',
  ],
])('%s is found', (_what, changed, kind) => {
  const verdict = judge({ ...WHOLE, ...changed });
  expect(verdict[kind]).toHaveLength(1);
});
