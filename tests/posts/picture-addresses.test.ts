import { expect, test } from 'vitest';
import { pictureAddresses } from '../../src/posts/picture-addresses.ts';

const COMMAS = 'https://cdn.example.org/w_400,h_300,c_fill/kite.jpg?size=4,3';

test.each([
  ['', []],
  [' , ', []],
  ['https://a.example/1.png', ['https://a.example/1.png']],
  [
    'https://a.example/1.png, https://b.example/2.png',
    ['https://a.example/1.png', 'https://b.example/2.png'],
  ],
  ['https://a.example/1.png,https://b.example/2.png', ['https://a.example/1.png', 'https://b.example/2.png']],
  ['https://a.example/1.png,HTTP://b.example/2.png,', ['https://a.example/1.png', 'HTTP://b.example/2.png']],
  [
    'https://a.example/1.png\nhttps://b.example/2.png',
    ['https://a.example/1.png', 'https://b.example/2.png'],
  ],
  [
    'https://a.example/1.png; https://b.example/2.png;',
    ['https://a.example/1.png', 'https://b.example/2.png'],
  ],
  [
    'https://a.example/1.png;https://b.example/2.png ;',
    ['https://a.example/1.png', 'https://b.example/2.png'],
  ],
  ['https://a.example/1;v=2.png?a=1;b=2', ['https://a.example/1;v=2.png?a=1;b=2']],
  [COMMAS, [COMMAS]],
  [`${COMMAS},${COMMAS}`, [COMMAS, COMMAS]],
  [`${COMMAS}, ${COMMAS} ,`, [COMMAS, COMMAS]],
  [
    'https://a.example/1.png,,https://b.example/2,3.png',
    ['https://a.example/1.png', 'https://b.example/2,3.png'],
  ],
  [
    'https://img.example/fetch/w_1,h_2/https://b.example/2.png',
    ['https://img.example/fetch/w_1,h_2/https://b.example/2.png'],
  ],
])('%j is %j', (words, addresses) => {
  expect(pictureAddresses(words)).toEqual(addresses);
});
