import { expect, it } from 'vitest';
import { publicMediaBy } from '../../src/app/public-media.ts';

const links = { linkTo: () => 'https://bot.example/media/x' };

it.each([
  ['https://bot.example', true],
  ['http://bot.example', false],
  ['http://localhost:3210', false],
  [undefined, false],
])('below %s pictures are public: %s', (base, isPublic) => {
  expect(publicMediaBy(links, base).isPublic).toBe(isPublic);
});
