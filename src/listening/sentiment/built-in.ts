/** The built-in classifier: a few MB of weights, no download, some ten microseconds for a text. */
import { decide, scoresOf } from './deciding.ts';
import { evidenceOf } from './evidence.ts';
import { isLanguage } from './languages/index.ts';
import type { Model } from './model.ts';
import { type Mood, type Sentiment, UNKNOWN_LANGUAGE } from './sentiment.ts';
import { MOST_READ } from './tokens.ts';

/** Answers with an ISO 639-1 code, or `UNKNOWN_LANGUAGE`. */
export type DetectLanguage = (text: string) => string;

/** Without a word list of the language the answer rests on emoji and loan words alone. */
const FOREIGN_CONFIDENCE = 0.6;

export function builtInSentiment(model: Model, detect: DetectLanguage): Sentiment {
  return {
    classify(text, lang): Mood {
      const language = lang ?? (text.trim() === '' ? UNKNOWN_LANGUAGE : detect(text.slice(0, MOST_READ)));
      const evidence = evidenceOf(text, language, model);
      const mood = decide(evidence, scoresOf(evidence, model.header), model.header, language);
      if (evidence.reading.words.length === 0 && evidence.reading.emoji.length === 0)
        return nothingSaid(mood);
      return isLanguage(language) ? mood : { ...mood, confidence: mood.confidence * FOREIGN_CONFIDENCE };
    },
  };
}

/** No word and no emoji: nothing was said, and nothing speaks for the neutral either. */
function nothingSaid({ lang }: Mood): Mood {
  return { label: 'neutral', score: 0, confidence: NOTHING_SAID, lang };
}

const NOTHING_SAID = 0.34;
