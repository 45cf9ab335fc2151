/**
 * Learns from a team's corrections at once. The model stays as it is: a layer over its scores says what is different
 * here, and a text that was corrected is remembered as it is.
 */
import type { BuiltInSentiment, Weighed } from './built-in.ts';
import { standardised } from './deciding.ts';
import { Layer, type Lesson } from './layer.ts';
import { recall } from './recall.ts';
import { type Correction, LABELS, type Mood, type Sentiment } from './sentiment.ts';

export interface CorrectedSentiment extends Sentiment {
  /** Counts from the next text on; a later correction of the same text replaces the earlier one. */
  learn(correction: Correction): void;
  /** How many corrected texts count. */
  readonly learned: number;
}

/** The newest ones count: a domain moves on. */
export const MOST_CORRECTIONS = 2_000;

/** In the order in which they were made. Nothing is computed before the first text comes. */
export function withCorrections(
  base: BuiltInSentiment,
  corrections: Iterable<Correction>,
): CorrectedSentiment {
  const corrected = new Corrected(base);
  for (const correction of corrections) corrected.learn(correction);
  return corrected;
}

class Corrected implements CorrectedSentiment {
  private readonly base: BuiltInSentiment;
  private readonly lessons = new Map<string, Lesson>();
  private layer: Layer | undefined;

  constructor(base: BuiltInSentiment) {
    this.base = base;
  }

  get learned(): number {
    return this.lessons.size;
  }

  learn({ text, lang, label }: Correction): void {
    const key = text.trim();
    // Set anew, so that the order is that of the latest words on each text.
    this.lessons.delete(key);
    this.lessons.set(key, { ...this.asLesson(this.base.weigh(text, lang)), label: LABELS.indexOf(label) });
    const [oldest] = this.lessons.keys();
    if (oldest !== undefined && this.lessons.size > MOST_CORRECTIONS) this.lessons.delete(oldest);
    this.layer = undefined;
  }

  classify(text: string, lang?: string): Mood {
    const weighed = this.base.weigh(text, lang);
    if (this.lessons.size === 0) return this.base.answer(weighed);
    this.layer ??= new Layer([...this.lessons.values()]);
    const { scores, standard, grams } = this.asLesson(weighed);
    const learned = this.layer.scoresOf(scores, standard, grams);
    return this.base.answer({ ...weighed, scores: recall(learned, grams, this.lessons.values()) });
  }

  private asLesson({ scores, evidence }: Weighed): Omit<Lesson, 'label'> {
    const standard = standardised(evidence.features, this.base.model.header.dense);
    return { scores, standard, grams: evidence.grams };
  }
}
