/** Honest text that was once taken for a disguise. */
import { expect, test } from 'vitest';
import { matched } from './decide.ts';

test.each([
  'the convolution f * g is smooth',
  'E = k * k',
  'm = c * m',
  'area: a * s',
  's * x + t * t',
  's ** t',
  'f * * k',
  'Телефон: в 0 7',
  '(с) 7 0',
  'в 0 в',
])('a formula or a number beside single letters is no word: %s', (text) => {
  const words = ['fag', 'kkk', 'cum', 'ass', 'sex', 'tit', 'shit', 'fuck', 'вот', 'сто', 'вов'];
  expect(matched({ type: 'words', words, leet: true, spaced: true }, text)).toBeUndefined();
});
