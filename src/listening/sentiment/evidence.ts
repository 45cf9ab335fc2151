/** What the model makes of a text before anybody decides: the same numbers for training, answers and corrections. */
import { featuresOf } from './features.ts';
import { cuesOf, isLanguage, type Language } from './languages/index.ts';
import type { Model } from './model.ts';
import { type Grams, gramsOf } from './ngrams.ts';
import { type Reading, read } from './reading.ts';
import { tokenize } from './tokens.ts';

export interface Evidence {
  reading: Reading;
  features: Float64Array;
  grams: Grams;
  /** Above 0 where the n-grams are rather those of good news; 0 where nothing was learned. */
  polarity: number;
}

/** A language that has no word list of its own is read by the English one, which knows its emoji and loan words. */
export function evidenceOf(text: string, lang: string, model: Model): Evidence {
  const language: Language = isLanguage(lang) ? lang : 'en';
  const reading = read(tokenize(text), cuesOf(language), model.lexiconOf(language), model.emoji);
  const grams = gramsOf(reading.unturned);
  const learned = isLanguage(lang) ? model.polarityOf(language) : undefined;
  const polarity = learned ? polarityOf(grams, learned.weights) * learned.scale : 0;
  return { reading, features: featuresOf(reading), grams, polarity };
}

export function polarityOf({ buckets, values }: Grams, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < buckets.length; at += 1) {
    sum += (weights[buckets[at] as number] as number) * (values[at] as number);
  }
  return sum;
}
