import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kit/root.ts';
import { t } from '../../src/kit/t.ts';

describe('t', () => {
  test('puts values in, and counts', () => {
    expect(t('{count, plural, one {# post} other {# posts}} of {name}', { count: 1, name: 'Ada' })).toBe(
      '1 post of Ada',
    );
    expect(t('{count, plural, one {# post} other {# posts}}', { count: 2 })).toBe('2 posts');
  });

  test('never reads a value as a message', () => {
    expect(t('Said: {words}', { words: "{name} <b> '{' #" })).toBe("Said: {name} <b> '{' #");
  });

  test('keeps parts as parts, in their order', () => {
    const who = { type: 'person', name: 'Ada' };
    expect(t('{who} approved {what}', { who, what: 'it' })).toEqual([who, ' approved it']);
    expect(t('Sent, {links}', { links: ['see ', who] })).toEqual(['Sent, ', 'see ', who]);
  });

  test('a text without values stays as it is', () => {
    expect(t("It is somebody else's.")).toBe("It is somebody else's.");
  });
});

test('no message of ours has an apostrophe before a brace, which would keep the value out', async () => {
  const found: string[] = [];
  for (const folder of ['src', 'commands', 'jobs', 'config'])
    for (const file of await readdir(join(packageRoot(), folder), { recursive: true })) {
      if (!/\.tsx?$/.test(file) || file.includes('specs')) continue;
      const source = await readFile(join(packageRoot(), folder, file), 'utf8');
      for (const [message] of source.matchAll(/\bt\(\s*"(?:[^"\\]|\\.)*"/g))
        if (/'[{}]/.test(message)) found.push(`${folder}/${file}: ${message}`);
    }
  expect(found).toEqual([]);
});
