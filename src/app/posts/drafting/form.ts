/** The fields of a post, the same when it is written and when it is changed, and what was filled into them. */
import { filesOf, type Options, type RawValues, textOf } from '../../../chat/option.ts';
import type { Finding } from '../../../kit/finding.ts';
import { writable } from '../../../kit/storable.ts';
import { t } from '../../../kit/t.ts';
import { readAltTexts, writeAltTexts } from '../../../posts/alt-texts.ts';
import { EVERYWHERE, type FieldWords, readFields } from '../../../posts/fields.ts';
import type { PostInput } from '../../../posts/input.ts';
import { readTargets } from '../../../posts/targets.ts';
import type { App } from '../../app.ts';
import type { Corrected } from './correcting.ts';
import { keepPictures } from './picturing.ts';

export const postOptions: Options = {
  text: {
    kind: 'text',
    summary: t('What the post says'),
    label: t('Text'),
    multiline: true,
    required: true,
    keepsMarkup: true,
  },
  to: {
    kind: 'text',
    summary: t('Targets or groups, separated by commas'),
    label: t('Where to'),
    placeholder: 'all',
    required: true,
  },
  at: {
    kind: 'when',
    summary: t('When, in your time zone; empty: as soon as it is approved'),
    label: t('When'),
    placeholder: 'tomorrow 9:00',
  },
  media: {
    kind: 'file',
    summary: t('A picture (JPEG, PNG, WebP, GIF) or a video (MP4); a picture beside a video is its cover'),
    label: t('Picture or video'),
  },
  alt: {
    kind: 'text',
    summary: t('What the picture shows, for those who cannot see it; a line for each picture'),
    label: t('Alt text'),
    placeholder: t('What it shows; a line for each picture'),
    multiline: true,
    maxLength: 3_000,
  },
  picture: {
    kind: 'text',
    summary: t('A picture or a video by its web address instead; "none" takes it out'),
    inForm: false,
  },
  campaign: { kind: 'text', summary: t('The campaign that it belongs to'), maxLength: 100, inForm: false },
  language: {
    kind: 'text',
    summary: t('Its language, such as da or pt-BR, where a network takes one'),
    maxLength: 60,
    inForm: false,
  },
  warning: {
    kind: 'text',
    summary: t('A content warning before it, where a network has them; "none" takes it out'),
    maxLength: 500,
    inForm: false,
  },
  sensitive: {
    kind: 'text',
    summary: t('Whether its pictures are marked as sensitive: yes or no'),
    maxLength: 20,
    inForm: false,
  },
  visibility: {
    kind: 'text',
    summary: t('Who sees it, where a network has that: public, unlisted or private'),
    maxLength: 20,
    inForm: false,
  },
  card: {
    kind: 'text',
    summary: t('"none": its links get no card; "yes": they do'),
    maxLength: 20,
    inForm: false,
  },
  fields: {
    kind: 'text',
    summary: t("Networks' own fields: title=…; board=…, or pins.title=… for one target"),
    maxLength: 3_000,
    inForm: false,
  },
};

/**
 * What was filled in, as a change to the input so far: a field that was not given stays as it is, and a new picture
 * takes the place of the old ones, also where it could not be had. `picture: none` takes them out. Throws a `Refusal` for
 * fields that cannot be read.
 */
export async function givenInput(app: App, values: RawValues): Promise<(before: PostInput) => PostInput> {
  const alt = writable(textOf(values, 'alt'));
  const fields = readFields(writable(textOf(values, 'fields')));
  const uploads = filesOf(values, 'media');
  const address = textOf(values, 'picture') || textOf(values, 'media');
  const none = uploads.length === 0 && address.trim().toLowerCase() === NONE;
  const given = uploads.length > 0 ? uploads : none ? '' : address;
  const pictures = await keepPictures(app, given, alt);
  const typed = (name: Typed) =>
    values[name] === undefined ? {} : { [name]: writable(textOf(values, name)) };
  const { media } = pictures;
  const missing = pictures.missing.map(orNone);
  const replaced = none || media.length > 0 || missing.length > 0;
  return (before) => ({
    ...before,
    ...typed('text'),
    ...typed('to'),
    ...typed('at'),
    ...typed('campaign'),
    ...typed('language'),
    ...typed('warning'),
    ...typed('sensitive'),
    ...typed('visibility'),
    ...typed('card'),
    ...(Object.keys(fields).length > 0 && { fields: withFields(before.fields, fields) }),
    ...(replaced
      ? { media, missing }
      : { media: withAlt(before.media, values.alt === undefined ? undefined : alt) }),
  });
}

/** Field by field; what is said for all goes before what one target said earlier. */
export function withFields(
  before: Record<string, FieldWords> = {},
  given: Record<string, FieldWords>,
): Record<string, FieldWords> {
  const everywhere = Object.keys(given[EVERYWHERE] ?? {});
  const kept = Object.entries(before).map(([target, words]) => [
    target,
    Object.fromEntries(
      Object.entries(words).filter(([key]) => target === EVERYWHERE || !everywhere.includes(key)),
    ),
  ]);
  const all: Record<string, FieldWords> = Object.fromEntries(kept);
  for (const [target, words] of Object.entries(given)) all[target] = { ...all[target], ...words };
  return all;
}

type Typed = 'text' | 'to' | 'at' | 'campaign' | 'language' | 'warning' | 'sensitive' | 'visibility' | 'card';

/** It stays wanted until another takes its place, or the author goes without. */
function orNone(finding: Finding): Finding {
  const remedy = t('{remedy} To go without it: /post edit with picture:none.', { remedy: finding.remedy });
  return { ...finding, remedy };
}

const NONE = 'none';

export const variantOptions: Options = {
  to: {
    kind: 'text',
    summary: t('Whose text: targets or groups, separated by commas'),
    label: t('Whose text'),
    required: true,
  },
  text: {
    kind: 'text',
    summary: t('Their own text; empty: the common text again'),
    label: t('Their own text'),
    multiline: true,
    keepsMarkup: true,
  },
};

/** An own text for some targets, or the common one again. Throws a `Refusal` for targets that are unknown. */
export function givenVariant({ team }: App, values: RawValues): (before: PostInput) => PostInput {
  const known = { targets: Object.keys(team.targets), groups: team.groups };
  const targets = readTargets(textOf(values, 'to'), known, 'to');
  const words = writable(textOf(values, 'text'));
  return (before) => {
    const others = Object.entries(before.variants).filter(([target]) => !targets.includes(target));
    const given = words.trim() === '' ? [] : targets.map((target) => [target, words] as const);
    return { ...before, variants: Object.fromEntries([...others, ...given]) };
  };
}

export const correctionOptions: Options = {
  text: {
    kind: 'text',
    summary: t('What it should say'),
    label: t('Text'),
    multiline: true,
    keepsMarkup: true,
    required: true,
  },
  to: {
    kind: 'text',
    summary: t('Targets or groups; empty: wherever it can be changed'),
    label: t('Where'),
    placeholder: t('wherever it can be changed'),
  },
};

/** What was filled in of a correction. */
export function givenCorrection(values: RawValues): Corrected {
  return { text: writable(textOf(values, 'text')), to: writable(textOf(values, 'to')) };
}

/** What stands in the form of a post that is changed. */
export function prefilled(input: PostInput): RawValues {
  const alt = writeAltTexts(input.media.map((one) => one.alt));
  return { text: input.text, to: input.to, at: input.at, alt };
}

function withAlt(media: PostInput['media'], alt: string | undefined): PostInput['media'] {
  if (alt === undefined) return media;
  const alts = readAltTexts(alt, media.length);
  return media.map((one, index) => ({ ...one, alt: alts[index] ?? '' }));
}
