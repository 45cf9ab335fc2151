/**
 * Characters that an approver cannot see on a card, and that change what readers see: controls, those that turn the
 * direction of a line around, and those that show as nothing where they have nothing to do.
 */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { altTexts } from '../../cover.ts';
import { fieldTexts } from '../../fields.ts';
import { type Candidate, isOwnText, type PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'hidden-characters', topic: 'wording', find: hiddenCharacters };

function hiddenCharacters(candidate: Candidate): Finding[] {
  const { content, target, text } = candidate;
  const { warning = '', cards = [] } = content.presentation?.[target.name] ?? {};
  const places: Place[] = [
    {
      field: 'text',
      name: isOwnText(candidate) ? t('The text for {title}', { title: target.title }) : t('The text'),
      text,
    },
    { field: 'warning', name: t('The content warning'), text: warning },
    ...altTexts(content),
    ...fieldTexts(content, target.name).map(({ key, text: words }) => ({
      field: key,
      name: t('The field {key} for {title}', { key, title: target.title }),
      text: words,
    })),
    ...cards.map(({ title, description }) => ({
      field: 'text',
      name: t('The link card'),
      text: `${title}\n${description}`,
    })),
  ];
  return places.flatMap((place) => [
    ...told(place, place.text.match(TURNING_OR_CONTROL) ?? [], misleading),
    ...told(place, invisibleIn(place.text), invisible),
  ]);
}

interface Place {
  field: string;
  name: string;
  text: string;
}

/** C0 but for tabs and line feeds, DEL, C1, line and paragraph separators; embeddings, overrides and isolates. */
const TURNING_OR_CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/g;
/** Blanks without width, joiners of words, fillers, soft hyphens, marks of direction, tags. */
const INVISIBLE =
  /\u034f|[\u00ad\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/gu;
/** Of regions (England, Scotland, Wales, …): a black flag, letters as tags, and their end. */
const FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f}/gu;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Joiners do their work between pictures, and in scripts whose letters have shapes. */
const IDLE_JOINER =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{L}\p{M}]|\ufe0f)[\u200c\u200d]|[\u200c\u200d](?![\p{Extended_Pictographic}\p{L}\p{M}])|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\u200c\u200d]/gu;

function invisibleIn(text: string): string[] {
  const rest = text.replace(FLAG, '');
  const marks = RIGHT_TO_LEFT.test(rest) ? rest.replace(/[\u200e\u200f]/g, '') : rest;
  return [...(marks.match(INVISIBLE) ?? []), ...(rest.match(IDLE_JOINER) ?? [])];
}

function told(place: Place, found: string[], make: (place: Place, characters: string) => Finding): Finding[] {
  if (found.length === 0) return [];
  return [make(place, [...new Set(found)].map(codeOf).join(', '))];
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function misleading({ field, name }: Place, characters: string): Finding {
  return {
    id: 'post.characters.control',
    level: 'error',
    field,
    about: characters,
    message: t(
      '{name} holds characters that nobody sees and that change how it reads, as by turning its direction: {characters}.',
      { name, characters },
    ),
    remedy: t('Type it anew instead of pasting it, or paste it as plain text.'),
  };
}

function invisible({ field, name }: Place, characters: string): Finding {
  return {
    id: 'post.characters.invisible',
    level: 'warning',
    field,
    about: characters,
    message: t('{name} holds characters that show as nothing: {characters}.', { name, characters }),
    remedy: t('Take them out: two texts that look the same may differ by them.'),
  };
}
