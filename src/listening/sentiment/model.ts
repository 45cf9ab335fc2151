/**
 * The weights of the built-in model, and the file that holds them: `BWSM`, the length of the header in four bytes
 * (little endian), the header as JSON, then the sections that the header names, one after the other.
 */
import { z } from 'zod';
import { FEATURES } from './features.ts';
import { isLanguage, type Language } from './languages/index.ts';
import { Lexicon } from './lexicon.ts';
import { BUCKETS } from './ngrams.ts';

export interface Model {
  header: Header;
  /** Made at the first text in its language. */
  lexiconOf(lang: Language): Lexicon;
  emoji: Map<string, number>;
  /** Of positive against negative, a whole number for each bucket of n-grams; undefined where nothing was learned. */
  polarityOf(lang: Language): { weights: Int8Array; scale: number } | undefined;
}

const numbers = z.array(z.number());

const headerSchema = z.object({
  format: z.literal(1),
  /** The day of the training. */
  date: z.string(),
  recipe: z.string(),
  sources: z.array(z.object({ name: z.string(), licence: z.string(), use: z.string() })),
  features: z.array(z.string()),
  dense: z.object({ means: numbers, scales: numbers, weights: z.array(numbers).length(3), biases: numbers }),
  mix: z.object({
    /** What the n-grams' polarity adds to positive and takes from negative. */
    polarity: z.number(),
    /** Added to neutral, and once more to it where a text has a link. */
    neutral: z.number(),
    link: z.number(),
    temperature: z.number(),
  }),
  /** Weights of the logistic model that says how often an answer like this one is right, by `doubts`. */
  confidence: numbers,
  emoji: z.record(z.string(), z.number()),
  sections: z.array(
    z.object({
      kind: z.enum(['lexicon', 'polarity']),
      lang: z.string(),
      bytes: z.number().int(),
      scale: z.number(),
    }),
  ),
});

export type Header = z.infer<typeof headerSchema>;

export interface Section {
  kind: 'lexicon' | 'polarity';
  lang: Language;
  /** What a whole number of the section stands for. */
  scale: number;
  body: Uint8Array;
}

const MAGIC = 'BWSM';
const START = MAGIC.length + 4;

/** Throws when the bytes are none of ours, are cut, or were made for other features. */
export function decodeModel(bytes: Uint8Array): Model {
  const header = readHeader(bytes);
  const sections = new Map<string, Section>();
  let at = START + headerLength(bytes);
  for (const { kind, lang, bytes: length, scale } of header.sections) {
    if (at + length > bytes.length) throw new Error('The weights of the sentiment model are cut off.');
    if (isLanguage(lang)) {
      sections.set(`${kind} ${lang}`, { kind, lang, scale, body: bytes.subarray(at, at + length) });
    }
    at += length;
  }
  return modelOf(header, sections);
}

function modelOf(header: Header, sections: Map<string, Section>): Model {
  const lexicons = new Map<Language, Lexicon>();
  const lexiconOf = (lang: Language): Lexicon => {
    const known = lexicons.get(lang);
    if (known) return known;
    const english = lang === 'en' ? undefined : lexiconOf('en');
    const made = new Lexicon(entriesOf(sections.get(`lexicon ${lang}`)), english);
    lexicons.set(lang, made);
    return made;
  };
  return {
    header,
    lexiconOf,
    emoji: new Map(Object.entries(header.emoji)),
    polarityOf(lang) {
      const section = sections.get(`polarity ${lang}`);
      if (!section) return undefined;
      const { body, scale } = section;
      return { weights: new Int8Array(body.buffer, body.byteOffset, body.byteLength), scale };
    },
  };
}

function readHeader(bytes: Uint8Array): Header {
  const magic = new TextDecoder().decode(bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw new Error('These are no weights of the sentiment model.');
  const json = new TextDecoder().decode(bytes.subarray(START, START + headerLength(bytes)));
  const header = headerSchema.parse(JSON.parse(json));
  if (header.features.join() !== FEATURES.join()) {
    throw new Error('The weights were trained on other features. Run npm run train:sentiment.');
  }
  if (header.sections.some(({ kind, bytes: length }) => kind === 'polarity' && length !== BUCKETS)) {
    throw new Error('The weights were trained with another number of buckets. Run npm run train:sentiment.');
  }
  return header;
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < START) throw new Error('The weights of the sentiment model are cut off.');
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
}

/** A line each: the word, a tab, its value in whole numbers. */
function* entriesOf(section: Section | undefined): Generator<[string, number]> {
  if (!section) return;
  for (const line of new TextDecoder().decode(section.body).split('\n')) {
    const tab = line.lastIndexOf('\t');
    if (tab > 0) yield [line.slice(0, tab), Number(line.slice(tab + 1)) * section.scale];
  }
}

export function encodeModel(header: Omit<Header, 'sections'>, sections: Section[]): Uint8Array {
  const listed = sections.map(({ kind, lang, scale, body }) => ({ kind, lang, scale, bytes: body.length }));
  const json = new TextEncoder().encode(JSON.stringify({ ...header, sections: listed }));
  const start = new Uint8Array(START);
  start.set(new TextEncoder().encode(MAGIC));
  new DataView(start.buffer).setUint32(MAGIC.length, json.length, true);
  return concatenated([start, json, ...sections.map(({ body }) => body)]);
}

function concatenated(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
