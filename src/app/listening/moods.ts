/** The mood of a text, by the classifier and by what the team said of moods before. Loaded at the first text. */
import type { Correction, Mood, Sentiment } from '../../listening/sentiment/sentiment.ts';
import type { Database } from '../../store/database.ts';
import * as mentions from '../../store/mentions.ts';

export interface Moods {
  of(text: string, language?: string): Promise<Mood>;
  /** A person's word counts from the next text on. */
  learn(correction: Correction): Promise<void>;
}

export interface MoodsOptions {
  database: Database;
  open(): Promise<Sentiment>;
  /** The classifier with what people said, the newest first. */
  taught(base: Sentiment, corrections: Correction[]): Sentiment;
}

export function createMoods({ database, open, taught }: MoodsOptions): Moods {
  let learned: Correction[] = [];
  let base: Promise<Sentiment> | undefined;
  let current: Promise<Sentiment> | undefined;
  const opened = async () => {
    base ??= open();
    learned = await mentions.corrections(database, MOST_LEARNED);
    return taught(await base, learned);
  };
  const forget = (error: unknown): never => {
    base = undefined;
    current = undefined;
    throw error;
  };
  return {
    async of(text, language) {
      current ??= opened();
      return (await current.catch(forget)).classify(text, language);
    },
    async learn(correction) {
      if (!current || !base) return;
      learned = [correction, ...learned].slice(0, MOST_LEARNED);
      current = base.then((sentiment) => taught(sentiment, learned));
      await current.catch(forget);
    },
  };
}

const MOST_LEARNED = 2_000;
