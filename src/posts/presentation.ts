/**
 * How a post is shown at a target, beside its text and its pictures: part of its content, and so of what is approved and
 * hashed. It is settled when the post is sent for review, so that a changed team file, or a changed page, changes nothing
 * that was approved. What is absent is as the network has it.
 */
import { t } from '../kit/t.ts';
import type { Audience } from '../people/audience.ts';

export interface Presentation {
  /** BCP 47, the main one first. */
  languages?: string[];
  /** Stands before the post, which is folded away behind it. */
  warning?: string;
  /** Pictures are hidden until somebody wants to see them. */
  sensitive?: boolean;
  audience?: Audience;
  /** Of links in the text, each for the part of it that begins with that link. */
  cards?: LinkCard[];
}

/** What a network shows of the page that a link leads to. */
export interface LinkCard {
  url: string;
  title: string;
  description: string;
  /** Of a picture's bytes, which are kept. */
  picture?: string;
}

/** Every field in a fixed order, for the hash of a content. */
export function canonicalPresentations(presentations: Record<string, Presentation>) {
  const entries = Object.entries(presentations).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    'presentation',
    entries.map(([target, { languages, warning, sensitive, audience, cards }]) => [
      target,
      languages ?? null,
      warning ?? null,
      sensitive ?? null,
      audience ?? null,
      cards?.map(({ url, title, description, picture }) => [url, title, description, picture ?? null]) ??
        null,
    ]),
  ];
}

/** What is not as everybody expects it, in words; each once, however many targets it is for. */
export function presentationsIn({
  presentation = {},
}: {
  presentation?: Record<string, Presentation>;
}): string[] {
  return [...new Set(Object.values(presentation).flatMap(describe))];
}

function describe({ languages = [], warning, sensitive, audience, cards = [] }: Presentation): string[] {
  return [
    ...(warning ? [t('content warning "{warning}"', { warning })] : []),
    ...(sensitive ? [t('pictures marked as sensitive')] : []),
    ...(audience && audience !== 'public'
      ? [t('seen by: {audience}', { audience: AUDIENCE_WORDS[audience]() })]
      : []),
    ...(languages.length > 0 ? [t('language {languages}', { languages: languages.join(', ') })] : []),
    ...cards.map(({ title, url }) => t('link card "{title}" ({host})', { title, host: new URL(url).host })),
  ];
}

const AUDIENCE_WORDS: Record<Audience, () => string> = {
  public: () => t('everybody'),
  unlisted: () => t('everybody who looks (unlisted)'),
  followers: () => t('followers (private)'),
  direct: () => t('those who are named'),
};
