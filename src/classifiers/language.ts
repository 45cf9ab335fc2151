/** Finds out the language of a text with `eld`, which is loaded at the first text that needs it. */
import { LANGUAGES } from '../listening/sentiment/languages/index.ts';
import { UNKNOWN_LANGUAGE } from '../listening/sentiment/sentiment.ts';

/** ISO 639-1, or `UNKNOWN_LANGUAGE`. */
export type DetectLanguage = (text: string) => string;

const OURS = new Set<string>(LANGUAGES);
let loaded: Promise<DetectLanguage> | undefined;

/**
 * The smallest set of profiles: on short texts as good as the next one within half a percent, at half of its memory
 * (some 80 MB while it loads).
 */
export function languageDetector(): Promise<DetectLanguage> {
  loaded ??= load().catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(): Promise<DetectLanguage> {
  const { eld } = await import('eld/extrasmall');
  return (text) => {
    const found = eld.detect(withoutNames(text));
    if (found.language === '') return UNKNOWN_LANGUAGE;
    if (OURS.has(found.language) || found.isReliable()) return found.language;
    // Too short to be sure: rather a language that we read than one that is hardly likelier.
    return Object.keys(found.getScores()).find((lang) => OURS.has(lang)) ?? found.language;
  };
}

/** Addresses and people's names are of no language. */
function withoutNames(text: string): string {
  return text.replace(/https?:\/\/\S+|www\.\S+|@[\p{L}\p{N}_.]+/gu, ' ');
}
