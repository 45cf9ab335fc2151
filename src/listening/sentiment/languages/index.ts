import type { Cues } from '../cues.ts';
import { da } from './da.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fi } from './fi.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { nl } from './nl.ts';
import { no } from './no.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { sv } from './sv.ts';

const CUES = { da, de, en, es, fi, fr, it, nl, no, pl, pt, sv } satisfies Record<string, Cues>;

/** ISO 639-1. What the built-in model has word lists for. */
export type Language = keyof typeof CUES;

export const LANGUAGES = Object.keys(CUES) as Language[];

export function isLanguage(lang: string): lang is Language {
  return Object.hasOwn(CUES, lang);
}

export function cuesOf(lang: Language): Cues {
  return CUES[lang];
}

/** `pt-BR` is Portuguese, both written forms of Norwegian are Norwegian. */
export function primaryLanguage(tag: string): string {
  const primary = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return primary === 'nb' || primary === 'nn' ? 'no' : primary;
}
