/** The built-in classifier: a few MB of weights, no download, some tens of microseconds for a text. */
import { decide, scoresOf, type Three } from './deciding.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { isLanguage, primaryLanguage } from './languages/index.ts';
import type { Model } from './model.ts';
import { type Mood, type Sentiment, UNKNOWN_LANGUAGE } from './sentiment.ts';
import { MOST_READ } from './tokens.ts';

/** Answers with an ISO 639-1 code, or `UNKNOWN_LANGUAGE`. */
export type DetectLanguage = (text: string) => string;

export interface Weighed {
  lang: string;
  evidence: Evidence;
  scores: Three;
}

export interface BuiltInSentiment extends Sentiment {
  readonly model: Model;
  /** What `classify` does, in its two halves: a layer of corrections comes between them. */
  weigh(text: string, lang?: string): Weighed;
  answer(weighed: Weighed): Mood;
}

/** Without a word list of the language the answer rests on emoji and loan words alone. */
const FOREIGN_CONFIDENCE = 0.6;
const NOTHING_SAID = 0.34;

export function builtInSentiment(model: Model, detect: DetectLanguage): BuiltInSentiment {
  const foundOut = (text: string) =>
    text.trim() === '' ? UNKNOWN_LANGUAGE : detect(text.slice(0, MOST_READ));
  const weigh = (text: string, lang?: string): Weighed => {
    const language = lang ? primaryLanguage(lang) : foundOut(text);
    const evidence = evidenceOf(text, language, model);
    return { lang: language, evidence, scores: scoresOf(evidence, model.header) };
  };
  const answer = ({ lang, evidence, scores }: Weighed): Mood => {
    const { words, emoji } = evidence.reading;
    // No word and no emoji: nothing was said, and nothing speaks for a neutral mood either.
    if (words.length === 0 && emoji.length === 0) {
      return { label: 'neutral', score: 0, confidence: NOTHING_SAID, lang };
    }
    const mood = decide(evidence, scores, model.header, lang);
    return isLanguage(lang) ? mood : { ...mood, confidence: mood.confidence * FOREIGN_CONFIDENCE };
  };
  return { model, weigh, answer, classify: (text, lang) => answer(weigh(text, lang)) };
}
