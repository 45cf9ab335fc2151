import { expect, test } from 'vitest';
import { emptyInput, type PostInput } from '../../src/posts/input.ts';
import { readWishes } from '../../src/posts/wishes.ts';

const read = (input: Partial<PostInput>) => readWishes({ ...emptyInput, ...input });

test.each<[Partial<PostInput>, object]>([
  [{}, {}],
  [{ language: '', warning: ' ', sensitive: '', visibility: '' }, {}],
  [{ language: 'DA' }, { languages: ['da'] }],
  [{ language: 'pt-br, en' }, { languages: ['pt-BR', 'en'] }],
  [{ language: 'da, DA' }, { languages: ['da'] }],
  [{ language: 'zh-Hant-TW, fil, smj' }, { languages: ['zh-Hant-TW', 'fil', 'smj'] }],
  [{ language: 'none' }, { languages: [] }],
  [{ warning: ' Spoilers: the finale ' }, { warning: 'Spoilers: the finale' }],
  [{ warning: 'None' }, { warning: '' }],
  [{ sensitive: 'Yes' }, { sensitive: true }],
  [{ sensitive: 'no' }, { sensitive: false }],
  [{ visibility: 'Unlisted' }, { audience: 'unlisted' }],
  [{ visibility: 'private' }, { audience: 'followers' }],
  [{ visibility: 'public' }, { audience: 'public' }],
])('%j is read', (input, wished) => {
  expect(read(input)).toEqual({ wished, findings: [] });
});

test.each<[Partial<PostInput>, string]>([
  [{ language: 'Danish' }, 'post.language.unreadable'],
  [{ language: 'xx' }, 'post.language.unreadable'],
  [{ language: 'da, dk' }, 'post.language.unreadable'],
  [{ language: 'zz-DK' }, 'post.language.unreadable'],
  [{ language: 'da, x' }, 'post.language.unreadable'],
  [{ language: 'en_GB!' }, 'post.language.unreadable'],
  [{ sensitive: 'perhaps' }, 'post.sensitive.unreadable'],
  [{ visibility: 'direct' }, 'post.visibility.unreadable'],
  [{ visibility: 'constructor' }, 'post.visibility.unreadable'],
])('%j is asked about', (input, id) => {
  expect(read(input)).toMatchObject({ wished: {}, findings: [{ id, level: 'error' }] });
});
