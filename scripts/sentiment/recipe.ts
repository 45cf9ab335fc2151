/** The training itself: from labelled texts and word lists to the header and sections of the weights' file. */
import { join } from 'node:path';
import { type Evidence, polarityOf } from '../../src/listening/sentiment/evidence.ts';
import { FEATURES, featuresOf } from '../../src/listening/sentiment/features.ts';
import { cuesOf, type Language } from '../../src/listening/sentiment/languages/index.ts';
import { Lexicon } from '../../src/listening/sentiment/lexicon.ts';
import type { Header, Section } from '../../src/listening/sentiment/model.ts';
import { gramsOf } from '../../src/listening/sentiment/ngrams.ts';
import { read } from '../../src/listening/sentiment/reading.ts';
import { tokenize } from '../../src/listening/sentiment/tokens.ts';
import { trainConfidence } from './confidence.ts';
import { type Dataset, readDatasets } from './datasets.ts';
import { trainDense } from './dense.ts';
import { addRatedEmoji, readEmoji } from './emoji.ts';
import { balanced, sharesOf } from './evaluate.ts';
import { readLexicons, SOURCES, type WordValues } from './lexicons.ts';
import { quantise, trainPolarity } from './polarity.ts';
import type { Judged } from './validate.ts';

export interface Item {
  dataset: string;
  lang: Language;
  text: string;
  label: 0 | 1 | 2;
  /** All classes of a data set weigh the same; 1 is the mean. */
  weight: number;
  evidence: Evidence;
}

export interface Prepared {
  items: Item[];
  lexicons: Map<Language, WordValues>;
  emoji: WordValues;
}

const SETTINGS = {
  /** How little large weights cost: dense, and polarity for a document. */
  inverse: 0.01,
  decay: 1e-4,
  /** Lexicon entries that are documents of the polarity model too, from this value up. */
  entryFrom: 0.5,
};

/**
 * Polarity and neutral were found by validation. No data set has links, so theirs is set by hand: who links, tells
 * news more often than a feeling.
 */
export const MIX = { polarity: 0.3, neutral: 0.25, link: 0.25, temperature: 1 };

/** `folder` has `sentiment/*.tsv` and `lexicons/AFINN-*.txt`. */
export async function readPrepared(folder: string): Promise<{ prepared: Prepared; datasets: Dataset[] }> {
  const datasets = await readDatasets(join(folder, 'sentiment'));
  if (datasets.length === 0) throw new Error(`There are no labelled texts in ${join(folder, 'sentiment')}.`);
  const lexicons = await readLexicons(join(folder, 'lexicons'), datasets);
  const emoji = readEmoji(lexicons.get('en') ?? new Map());
  await addRatedEmoji(emoji);
  return { prepared: prepare(datasets, lexicons, emoji), datasets };
}

export function prepare(
  datasets: Dataset[],
  lexicons: Map<Language, WordValues>,
  emoji: WordValues,
): Prepared {
  const english = new Lexicon(lexicons.get('en') ?? []);
  const read = new Map<Language, Lexicon>([['en', english]]);
  for (const [lang, words] of lexicons) if (lang !== 'en') read.set(lang, new Lexicon(words, english));
  const items = datasets.flatMap(({ name, lang, examples }) => {
    const weights = balanced(examples.map(({ label }) => label));
    return examples.map(({ text, label }, at): Item => {
      const evidence = untrained(text, lang, read.get(lang) ?? english, emoji);
      return { dataset: name, lang, text, label, weight: weights[at] ?? 1, evidence };
    });
  });
  return { items, lexicons, emoji };
}

function untrained(text: string, lang: Language, lexicon: Lexicon, emoji: WordValues): Evidence {
  const reading = read(tokenize(text), cuesOf(lang), lexicon, emoji);
  return { reading, features: featuresOf(reading), grams: gramsOf(reading.unturned), polarity: 0 };
}

export function trainOn(items: Item[]): Header['dense'] {
  const shares = sharesOf(items);
  const rows = items.map(({ evidence, label, weight, dataset }) => ({
    features: evidence.features,
    label,
    weight: weight * (shares.get(dataset) ?? 1),
  }));
  return trainDense(rows, SETTINGS.inverse);
}

/** Undefined where no labelled texts speak the language. */
export function trainPolarityOf(lang: Language, items: Item[], words: WordValues): Float64Array | undefined {
  const spoken = items.filter((item) => item.lang === lang && item.label !== 1);
  if (spoken.length === 0) return undefined;
  const documents = spoken.map(({ evidence, label, weight }) => ({
    grams: evidence.grams,
    positive: label === 2,
    weight,
  }));
  for (const [word, value] of words) {
    if (Math.abs(value) < SETTINGS.entryFrom) continue;
    documents.push({ grams: gramsOf(word.replace('*', '').split(' ')), positive: value > 0, weight: 1 });
  }
  return trainPolarity(documents, SETTINGS.decay);
}

export function withPolarity(item: Item, weights: Float64Array | undefined): Item {
  if (!weights) return { ...item, evidence: { ...item.evidence, polarity: 0 } };
  return { ...item, evidence: { ...item.evidence, polarity: polarityOf(item.evidence.grams, weights) } };
}

export function trainModel(
  { items, lexicons, emoji }: Prepared,
  judged: Judged[],
): { header: Omit<Header, 'sections'>; sections: Section[] } {
  const header = {
    format: 1 as const,
    date: new Date().toISOString().slice(0, 10),
    recipe: RECIPE,
    sources: [...new Set(items.map(({ dataset }) => dataset))].map(sourceOf).concat(SOURCES),
    features: [...FEATURES],
    dense: trainOn(items),
    mix: MIX,
    confidence: trainConfidence(judged),
    emoji: Object.fromEntries([...emoji].map(([sign, value]) => [sign, Number(value.toFixed(2))])),
  };
  const sections = [...lexicons].flatMap(([lang, words]): Section[] => {
    const polarity = trainPolarityOf(lang, items, words);
    const lexicon: Section = { kind: 'lexicon', lang, scale: 0.1, body: listed(words) };
    return polarity ? [lexicon, { kind: 'polarity', lang, ...quantise(polarity) }] : [lexicon];
  });
  return { header, sections };
}

const RECIPE =
  'Word values with negation, emphasis and irony; one multinomial logistic regression over dense features for all ' +
  'languages; positive against negative by hashed n-grams for each.';

function listed(words: WordValues): Uint8Array {
  const lines = [...words].map(([word, value]) => `${word}\t${Math.round(value * 10)}`);
  return new TextEncoder().encode(lines.sort().join('\n'));
}

function sourceOf(dataset: string): Header['sources'][number] {
  const use = 'labelled texts';
  if (dataset.startsWith('xed'))
    return { name: `XED ${dataset.slice(4)} (Helsinki-NLP)`, licence: 'CC-BY-4.0', use };
  if (dataset === 'goemotions') return { name: 'GoEmotions (Google)', licence: 'CC-BY-4.0', use };
  if (dataset === 'lcc-da') return { name: 'lcc-sentiment (fnielsen)', licence: 'CC-BY', use };
  return { name: `${dataset} (cjhutto/vaderSentiment)`, licence: 'MIT', use };
}
