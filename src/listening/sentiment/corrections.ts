/**
 * Learns from a team's corrections at once. The model stays as it is: a layer over its scores says what is different
 * here, and a text that was corrected is remembered as it is.
 */
import type { BuiltInSentiment, Weighed } from './built-in.ts';
import { standardised } from './deciding.ts';
import { Layer, type Lesson } from './layer.ts';
import { Memory } from './recall.ts';
import { type Correction, LABELS, type Mood, type Sentiment } from './sentiment.ts';

export interface CorrectedSentiment extends Sentiment {
  /** Counts from the next text on; a later correction of the same text replaces the earlier one. */
  learn(correction: Correction): void;
  /** How many corrected texts count. */
  readonly learned: number;
}

/** The newest ones count: a domain moves on, and learning them takes a tenth of a second for a thousand. */
export const MOST_CORRECTIONS = 1_000;

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
  /** Made at the first text after a correction. */
  private learnt: { layer: Layer; memory: Memory } | undefined;

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
    this.learnt = undefined;
  }

  classify(text: string, lang?: string): Mood {
    const weighed = this.base.weigh(text, lang);
    if (this.lessons.size === 0) return this.base.answer(weighed);
    const { layer, memory } = this.whatWasLearnt();
    const { scores, standard, grams } = this.asLesson(weighed);
    const moved = memory.recall(layer.scoresOf(scores, standard, grams), grams);
    return this.base.answer({ ...weighed, scores: moved });
  }

  private whatWasLearnt(): { layer: Layer; memory: Memory } {
    if (this.learnt) return this.learnt;
    const lessons = [...this.lessons.values()];
    this.learnt = { layer: new Layer(lessons), memory: new Memory(lessons) };
    return this.learnt;
  }

  private asLesson({ scores, evidence }: Weighed): Omit<Lesson, 'label'> {
    const standard = standardised(evidence.features, this.base.model.header.dense);
    return { scores, standard, grams: evidence.grams };
  }
}
