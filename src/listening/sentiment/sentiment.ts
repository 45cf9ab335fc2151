/**
 * The mood of a text, as a port: the built-in model (`built-in.ts`) is one way to tell it, a local model or a service
 * are others.
 */

export const LABELS = ['negative', 'neutral', 'positive'] as const;

export type Label = (typeof LABELS)[number];

export interface Mood {
  label: Label;
  /** -1 (surely negative) to 1 (surely positive): the probability of positive less that of negative. */
  score: number;
  /** 0 to 1: how often an answer like this one is right. Below `UNSURE_BELOW` it is shown as unsure. */
  confidence: number;
  /** ISO 639-1; `und` when nobody can tell. */
  lang: string;
}

export interface Sentiment {
  /** Never throws, whatever the text. Without `lang`, a BCP 47 tag such as `pt-BR`, the language is found out. */
  classify(text: string, lang?: string): Mood;
}

/** A person's word on a text. */
export interface Correction {
  text: string;
  lang?: string;
  label: Label;
}

/** Right about half of the time in three classes: not worth a decision. */
export const UNSURE_BELOW = 0.47;

export const UNKNOWN_LANGUAGE = 'und';
