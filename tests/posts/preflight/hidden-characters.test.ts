import { expect, test } from 'vitest';
import { rule as hiddenCharacters } from '../../../src/posts/preflight/rules/hidden-characters.ts';
import { candidate } from './candidate.ts';

const ids = (text: string) => hiddenCharacters.find(candidate({ text })).map(({ id }) => id);

test.each([
  ['an override that turns the direction', 'Pay \u202Eevil\u202C now'],
  ['an isolate', 'Pay \u2067evil\u2069 now'],
  ['a control character', 'Bell\u0007'],
  ['a control character of C1', 'Next\u0085line'],
  ['a line separator', 'One\u2028two'],
])('%s is an error, named by its number', (_name, text) => {
  const [found, ...more] = hiddenCharacters.find(candidate({ text }));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ id: 'post.characters.control', level: 'error', field: 'text' });
  expect(found?.message).toMatch(/U\+[0-9A-F]{4}/);
});

test.each([
  ['a blank without width', 'free\u200Bdom'],
  ['a byte order mark', 'free\uFEFFdom'],
  ['a filler', 'free\u3164dom'],
  ['words in tags', 'free\u{E0068}\u{E0069}dom'],
  ['a joiner among Latin letters', 'free\u200Ddom'],
  ['a mark of direction where no line runs from the right', 'free\u200Fdom'],
])('%s is a warning', (_name, text) => {
  expect(ids(text)).toEqual(['post.characters.invisible']);
});

test.each([
  ['plain words over lines', 'One\n\ttwo – three … “four”'],
  ['emoji that are joined', 'The family 👩‍👩‍👧‍👦 and ❤️‍🔥 and 👩🏽‍💻'],
  ['the flag of Scotland', 'Off to 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['Persian, which needs joiners', 'می‌خواهم'],
  ['Hebrew with its marks', 'שלום\u200F!'],
  ['Hindi', 'क्‍ष'],
])('%s is left alone', (_name, text) => {
  expect(ids(text)).toEqual([]);
});

test('alt texts, content warnings and link cards are looked at as well', () => {
  const card = { url: 'https://a.example', title: 'A\u202Etitle', description: '' };
  const found = hiddenCharacters.find(
    candidate({
      content: {
        media: [{ hash: 'a', alt: 'A\u202Ecat' }],
        presentation: { web: { warning: 'A\u202Espoiler', cards: [card] } },
      },
    }),
  );
  expect(found.map(({ field }) => field)).toEqual(['warning', 'alt', 'text']);
});
