/** Reads the labelled texts of a folder: what each file's labels mean in three classes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLanguage, type Language } from '../../src/listening/sentiment/languages/index.ts';

export interface Example {
  text: string;
  /** The place in `LABELS`: 0 negative, 1 neutral, 2 positive. */
  label: 0 | 1 | 2;
}

export interface Dataset {
  name: string;
  lang: Language;
  examples: Example[];
}

type Label = Example['label'];

const XED = { positive: [5, 8], negative: [1, 3, 4, 6] };
const GOEMOTIONS = {
  positive: [0, 1, 4, 5, 8, 13, 15, 17, 18, 20, 21, 23],
  negative: [2, 3, 9, 10, 11, 12, 14, 16, 19, 24, 25],
};
/** Of -4 to 4. */
const VADER_CUT = 0.5;

/** XED (xed-LANG.tsv), GoEmotions (goemotions-en-*.tsv), VADER's sets (vader-*.tsv), lcc-sentiment (lcc-da.tsv). */
export async function readDatasets(folder: string): Promise<Dataset[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.tsv')).sort();
  const read = await Promise.all(files.map((file) => readDataset(folder, file)));
  return joined(read.filter((one) => one !== undefined));
}

async function readDataset(folder: string, file: string): Promise<Dataset | undefined> {
  const [kind, rest = ''] = file.replace(/\.tsv$/, '').split(/-(.*)/);
  const lines = (await readFile(join(folder, file), 'utf8')).split('\n').map((line) => line.split('\t'));
  switch (kind) {
    case 'xed':
      return isLanguage(rest)
        ? {
            name: `xed-${rest}`,
            lang: rest,
            examples: examples(lines, 0, ([, told]) => byEmotions(told, XED)),
          }
        : undefined;
    case 'goemotions':
      return {
        name: 'goemotions',
        lang: 'en',
        examples: examples(lines, 0, ([, told]) => byEmotions(told, GOEMOTIONS)),
      };
    case 'vader': {
      const name = rest.replace(/(Review|Editorial)Snippets$/, '');
      return {
        name,
        lang: 'en',
        examples: examples(lines, 2, ([, mean]) => byMean(Number(mean), VADER_CUT)),
      };
    }
    case 'lcc':
      return {
        name: 'lcc-da',
        lang: 'da',
        examples: examples(lines, 1, ([valence]) => byMean(Number(valence), 0.5)),
      };
    default:
      return undefined;
  }
}

function examples(
  lines: string[][],
  column: number,
  labelOf: (columns: string[]) => Label | undefined,
): Example[] {
  return lines.flatMap((columns) => {
    const text = columns[column]?.trim();
    const label = text ? labelOf(columns) : undefined;
    return text && label !== undefined ? [{ text, label }] : [];
  });
}

/** Emotions of both kinds are left out. */
function byEmotions(
  told: string | undefined,
  kinds: { positive: number[]; negative: number[] },
): Label | undefined {
  if (!told?.trim()) return undefined;
  const emotions = told.split(',').map(Number);
  const positive = emotions.some((emotion) => kinds.positive.includes(emotion));
  const negative = emotions.some((emotion) => kinds.negative.includes(emotion));
  if (positive && negative) return undefined;
  return positive ? 2 : negative ? 0 : 1;
}

function byMean(mean: number, cut: number): Label | undefined {
  if (Number.isNaN(mean)) return undefined;
  return mean >= cut ? 2 : mean <= -cut ? 0 : 1;
}

function joined(datasets: Dataset[]): Dataset[] {
  const byName = new Map<string, Dataset>();
  for (const dataset of datasets) {
    const known = byName.get(dataset.name);
    if (known) known.examples.push(...dataset.examples);
    else byName.set(dataset.name, dataset);
  }
  return [...byName.values()];
}
