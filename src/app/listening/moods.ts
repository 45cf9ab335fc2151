/** The mood of a text, by the classifier and by what the team said of moods before. Loaded at the first text. */
import type { BuiltInSentiment } from '../../listening/sentiment/built-in.ts';
import {
  type CorrectedSentiment,
  MOST_CORRECTIONS,
  withCorrections,
} from '../../listening/sentiment/corrections.ts';
import type { Correction, Mood } from '../../listening/sentiment/sentiment.ts';
import type { Database } from '../../store/database.ts';
import * as mentions from '../../store/mentions.ts';

export interface Moods {
  of(text: string, language?: string): Promise<Mood>;
  /** A person's word counts from the next text on. */
  learn(correction: Correction): Promise<void>;
}

export interface MoodsOptions {
  database: Database;
  open(): Promise<BuiltInSentiment>;
}

export function createMoods({ database, open }: MoodsOptions): Moods {
  let opened: Promise<CorrectedSentiment> | undefined;
  const current = () => {
    opened ??= load().catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  async function load(): Promise<CorrectedSentiment> {
    const [base, newestFirst] = await Promise.all([open(), mentions.corrections(database, MOST_CORRECTIONS)]);
    return withCorrections(base, newestFirst.reverse());
  }
  return {
    of: async (text, language) => (await current()).classify(text, language),
    async learn(correction) {
      // One that is not loaded yet reads it with the others.
      if (opened) (await opened).learn(correction);
    },
  };
}
