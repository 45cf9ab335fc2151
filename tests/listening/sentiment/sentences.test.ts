import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBuiltIn } from '../../../src/classifiers/built-in.ts';
import { LANGUAGES } from '../../../src/listening/sentiment/languages/index.ts';
import type { Sentiment } from '../../../src/listening/sentiment/sentiment.ts';

/**
 * Sentences of our own, as people write to a brand: praise, complaints, and what is neither. They were looked at while
 * the word lists were written, so this is a floor that must not sink, and no measure of quality.
 */
const FLOOR = 0.85;

let sentiment: Sentiment;
beforeAll(async () => {
  sentiment = await openBuiltIn({ languagesTold: true });
});

describe('our own sentences', () => {
  it.each(LANGUAGES)('are mostly read right (%s)', async (lang) => {
    const file = join(import.meta.dirname, 'sentences', `${lang}.tsv`);
    const sentences = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    const wrong = sentences.filter(([label, text = '']) => sentiment.classify(text, lang).label !== label);
    const accuracy = 1 - wrong.length / sentences.length;
    expect(accuracy, wrong.map((one) => one.join(': ')).join('\n')).toBeGreaterThanOrEqual(FLOOR);
  });
});
