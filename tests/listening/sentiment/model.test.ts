import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/kit/root.ts';
import { LANGUAGES } from '../../../src/listening/sentiment/languages/index.ts';
import { decodeModel, encodeModel } from '../../../src/listening/sentiment/model.ts';

const FILE = join(packageRoot(), 'src/listening/sentiment/weights/sentiment.bin');
let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await readFile(FILE);
});

describe('the weights', () => {
  it('are at most 3 MB, and those whose digest stands in the model card', async () => {
    expect((await stat(FILE)).size).toBeLessThanOrEqual(3_000_000);
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(await readFile(join(packageRoot(), 'docs/sentiment.md'), 'utf8')).toContain(digest);
  });

  it('name their day, and each source with its licence', () => {
    const { header } = decodeModel(bytes);
    expect(header.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(header.sources.length).toBeGreaterThan(10);
    for (const { licence } of header.sources) expect(licence).toMatch(/^(MIT|Apache-2\.0|BSD|CC-BY)/);
  });

  it('know the words of every language, and the n-grams of all but Finnish', () => {
    const model = decodeModel(bytes);
    const learned = LANGUAGES.filter((lang) => model.polarityOf(lang) !== undefined);
    expect(learned).toEqual(LANGUAGES.filter((lang) => lang !== 'fi'));
    const good = {
      da: 'god',
      de: 'gut',
      en: 'good',
      es: 'bueno',
      fi: 'hyvä',
      fr: 'bon',
      it: 'buono',
      nl: 'goed',
    };
    for (const [lang, word] of Object.entries(good)) {
      expect(model.lexiconOf(lang as keyof typeof good).valueOf(word), word).toBeGreaterThan(1);
    }
  });

  it('are refused when they are cut, of another kind or of other features', () => {
    expect(() => decodeModel(bytes.subarray(0, bytes.length - 1))).toThrow('cut off');
    expect(() => decodeModel(bytes.subarray(0, 6))).toThrow('cut off');
    expect(() => decodeModel(new TextEncoder().encode('PNG and so on'))).toThrow('no weights');
    const { header } = decodeModel(bytes);
    const other = encodeModel({ ...header, features: ['another'] }, []);
    expect(() => decodeModel(other)).toThrow('npm run train:sentiment');
  });

  it('come back as they were written', () => {
    const { header } = decodeModel(bytes);
    const body = new TextEncoder().encode('fine\t20\nso so\t-5\nbad*\t-25');
    const model = decodeModel(encodeModel(header, [{ kind: 'lexicon', lang: 'en', scale: 0.1, body }]));
    const lexicon = model.lexiconOf('en');
    expect([lexicon.valueOf('fine'), lexicon.valueOf('badly'), lexicon.valueOf('none')]).toEqual([
      2, -2.5, 0,
    ]);
    expect(lexicon.phraseAt(['so', 'so'], 0)).toEqual({ length: 2, value: -0.5 });
    expect(model.polarityOf('en')).toBeUndefined();
  });
});
