import { expect, it } from 'vitest';
import { noSuchSecond, secondIn } from '../../src/networks/video-cover.ts';

const VIDEO = { duration: 8_500 };

it.each([
  ['0', 0],
  ['2.5', 2.5],
  [' 8.5 ', 8.5],
  ['8.6', undefined],
  ['-1', undefined],
  ['1e0', undefined],
  ['two', undefined],
  ['', undefined],
])('of a video of 8.5 seconds "%s" is %s', (words, second) => {
  expect(secondIn(words, VIDEO)).toBe(second);
});

it('says which seconds there are', () => {
  const { message } = noSuchSecond({ id: 'x.cover.unreadable', field: 'cover' }, '9', VIDEO);
  expect(message).toBe('The cover is a second of the video, from 0 to 8; there is "9".');
});
