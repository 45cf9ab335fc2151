import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/kit/finding.ts';
import {
  choiceFor,
  EVERYWHERE,
  linesOf,
  readFields,
  unknownFields,
  wordsFor,
} from '../../src/posts/fields.ts';

describe('fields behind a command', () => {
  test.each([
    ['', {}],
    ['title=Soup', { '*': { title: 'Soup' } }],
    ['title=Soup; board = Recipes ', { '*': { title: 'Soup', board: 'Recipes' } }],
    ['Title=Soup;pins.board=Recipes', { '*': { title: 'Soup' }, pins: { board: 'Recipes' } }],
    ['title=Soup; and bread; board=Recipes', { '*': { title: 'Soup; and bread', board: 'Recipes' } }],
    ['title=One = one', { '*': { title: 'One = one' } }],
    ['title=', { '*': { title: '' } }],
    ['title=Salt; id=3\nboard=Recipes', { '*': { title: 'Salt; id=3', board: 'Recipes' } }],
  ])('%j', (words, read) => {
    expect(readFields(words)).toEqual(read);
  });

  test.each(['Soup', 'title: Soup', '=Soup', 'title=Soup\nand bread'])('refuses %j', (words) => {
    expect(() => readFields(words)).toThrow(Refusal);
  });

  test('a line for each brings back whatever stands in them', () => {
    const value = fc.string({ unit: fc.constantFrom(...'=;. aæ🥣"') }).map((one) => one.trim());
    const keys = fc.constantFrom('title', 'board', 'link');
    fc.assert(
      fc.property(fc.dictionary(keys, value, { minKeys: 1, noNullPrototype: true }), (words) => {
        const lines = Object.entries(words).map(([key, one]) => `${key}=${one}`);
        expect(readFields(`${lines.join('\n')}\n`)).toEqual({ '*': words });
      }),
    );
  });

  test('what is called like a part of every object is a name like any other', () => {
    expect(Object.entries(readFields('__proto__=x'))).toEqual([['*', expect.anything()]]);
    expect(wordsFor(readFields('title=x'), 'constructor', 'title')).toBe('x');
    expect(wordsFor({}, 'pins', 'toString')).toBeUndefined();
  });
});

test("a target's own words go before those for all, also when they are empty", () => {
  const given = { [EVERYWHERE]: { title: 'All', link: 'https://a.example/' }, pins: { title: '' } };
  expect(wordsFor(given, 'pins', 'title')).toBe('');
  expect(wordsFor(given, 'pins', 'link')).toBe('https://a.example/');
  expect(wordsFor(given, 'web', 'title')).toBe('All');
  expect(wordsFor(undefined, 'web', 'title')).toBeUndefined();
});

describe('a choice', () => {
  const boards = [
    { value: '17', label: 'Recipes' },
    { value: '18', label: 'News' },
    { value: '19', label: 'news' },
    { value: 'Recipes', label: 'Odd' },
    { value: 'Kites', label: 'r/Kites' },
    { value: 'AB', label: 'One' },
    { value: 'ab', label: 'Two' },
  ];
  test.each([
    ['17', '17'],
    [' recipes ', '17'],
    ['Recipes', 'Recipes'],
    ['News', undefined],
    ['kites', 'Kites'],
    ['AB', 'AB'],
    ['Ab', undefined],
    ['Soups', undefined],
    ['', undefined],
  ])('%j is %j', (words, value) => {
    expect(choiceFor(boards, words)?.value).toBe(value);
  });
});

test('a field that no target has is told; one of a target that the post does not go to is kept', () => {
  const known = new Map([
    ['pins', ['board', 'title']],
    ['web', []],
  ]);
  const told = (given: Parameters<typeof unknownFields>[0]) =>
    unknownFields(given, known).map(({ field, remedy }) => [field, remedy]);
  expect(told({ [EVERYWHERE]: { titel: 'x', board: 'y' } })).toEqual([['titel', 'There are: board, title.']]);
  expect(told({ pins: { flair: 'x' }, reddit: { flair: 'x' } })).toEqual([
    ['flair', 'There are: board, title.'],
  ]);
  expect(told({ web: { board: '' } })).toEqual([]);
  expect(unknownFields({ [EVERYWHERE]: { board: 'x' } }, new Map([['web', []]]))[0]?.remedy).toContain(
    'board=',
  );
});

test('people read the label of a choice, and what was typed elsewhere', () => {
  expect(linesOf({ title: { value: 'Soup' }, board: { value: '17', label: 'Recipes' } })).toEqual([
    'board: Recipes',
    'title: Soup',
  ]);
});
