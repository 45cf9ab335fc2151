import { describe, expect, test } from 'vitest';
import { fieldFindings, type Offered } from '../../src/networks/field-findings.ts';
import { NetworkError } from '../../src/networks/network.ts';
import type { Field, FieldUses } from '../../src/posts/fields.ts';

const FIELDS: Field[] = [
  { key: 'board', label: 'Board', summary: 'Where', kind: 'choice', required: true },
  { key: 'title', label: 'Title', summary: 'Above', kind: 'text', most: 5 },
  { key: 'spoiler', label: 'Spoiler', summary: 'Hidden', kind: 'switch' },
];
const BOARDS = [
  { value: '17', label: 'Recipes' },
  { value: '18', label: 'News' },
];
const RECIPES = { value: '17', label: 'Recipes' };

function told(uses: FieldUses, offered: Offered = new Map([['board', BOARDS]])): string[] {
  const found = fieldFindings({ name: 'pinterest', title: 'Acme' }, FIELDS, uses, offered);
  return found.map(({ id, level, field, message, remedy }) => {
    expect([field !== '', message !== '', remedy !== '']).toEqual([true, true, true]);
    return `${level} ${id}: ${message} ${remedy}`;
  });
}

test('what is in order is told nothing of', () => {
  expect(told({ board: RECIPES, title: { value: 'Soup🥣' }, spoiler: { value: 'yes' } })).toEqual([]);
});

test('what is missing, too long or unreadable is told with its field, the limit, what was found and the remedy', () => {
  expect(told({ title: { value: 'A soup' }, spoiler: { value: 'perhaps' } })).toEqual([
    'error pinterest.board.missing: Acme needs the field board; nothing is chosen. Press "Fields: …" on the card of the post, or give fields:"board=…".',
    'error pinterest.title.max_characters: Acme takes 5 characters for title; there are 6. Shorten it by 1.',
    'error pinterest.spoiler.unreadable: "perhaps" is neither yes nor no. Write yes or no.',
  ]);
});

describe('a choice', () => {
  test('that the network does not offer is told with what it does', () => {
    expect(told({ board: { value: 'Recipe' } })).toEqual([
      'error pinterest.board.unknown: Acme offers no "Recipe" for board. Did you mean "Recipes"?',
    ]);
    expect(told({ board: { value: 'x' } })[0]).toContain('Choose one of: Recipes, News.');
    const many = Array.from({ length: 12 }, (_, index) => ({
      value: `${index}`,
      label: `Board ${index} of many`,
    }));
    expect(told({ board: { value: 'x' } }, new Map([['board', many]]))[0]).toContain('and 2 more.');
    expect(told({ board: { value: 'x' } }, new Map([['board', []]]))[0]).toContain('make one on Acme first');
  });

  test('that is gone since it was chosen is told by its name', () => {
    expect(told({ board: RECIPES }, new Map([['board', BOARDS.slice(1)]]))).toEqual([
      'error pinterest.board.unknown: Acme offers no "Recipes" for board. Choose one of: News.',
    ]);
  });

  test('that is called otherwise by now is a warning', () => {
    expect(told({ board: RECIPES }, new Map([['board', [{ value: '17', label: 'Cats' }]]]))).toEqual([
      'warning pinterest.board.renamed: On Acme the board "Recipes" is called "Cats" by now. Look whether it is still the one that is meant.',
    ]);
  });

  test('that several are called asks for the id', () => {
    const twins = [...BOARDS, { value: '19', label: 'news' }];
    expect(told({ board: { value: 'News' } }, new Map([['board', twins]]))).toEqual([
      'error pinterest.board.ambiguous: Acme has 2 for board that are called "News". Give the id of the one that is meant: 18, 19.',
    ]);
  });

  test('of which the network cannot be asked stands, unless it was never found among the choices', () => {
    const silent: Offered = new Map([['board', new NetworkError('unreachable', 'No answer.')]]);
    expect(told({ board: RECIPES }, silent)).toEqual([
      'warning pinterest.board.unchecked: Acme could not be asked what there is for board: No answer. It is checked again when it is sent.',
    ]);
    expect(told({ board: { value: 'Recipes' } }, silent)).toEqual([
      'error pinterest.board.unchecked: Acme could not be asked what there is for board: No answer. Send the post for review again when Acme answers.',
    ]);
    expect(told({ board: RECIPES }, new Map())).toEqual([]);
  });
});
