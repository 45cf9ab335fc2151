/** What changed between two contents, as people read it: field by field, and within a text only the words. */
import { type ChangeObject, diffArrays } from 'diff';
import { t } from '../kit/t.ts';
import type { Content } from './content.ts';
import { coverOf, videoOf } from './cover.ts';
import { linesOf } from './fields.ts';
import { presentationsIn } from './presentation.ts';
import { videoWords } from './video.ts';

export interface Difference {
  field: 'text' | 'variants' | 'targets' | 'media' | 'time' | 'campaign' | 'presentation' | 'fields';
  before: string;
  after: string;
}

/** `writeTime` writes an instant (epoch ms; null: as soon as approved). */
export function difference(
  before: Content,
  after: Content,
  writeTime: (at: number | null) => string,
): Difference[] {
  const variants = (content: Content) =>
    Object.entries(content.variants)
      .map(([target, text]) => `${target}: ${text}`)
      .join('\n');
  const pictures = (content: Content) => content.media.map((use) => use.hash).join();
  const alts = (content: Content) => content.media.map((use) => use.alt).join('; ');
  return [
    ...words('text', before.text, after.text),
    ...words('variants', variants(before), variants(after)),
    whole('targets', before.targets.join(', '), after.targets.join(', ')),
    pictures(before) === pictures(after)
      ? whole('media', alts(before), alts(after))
      : { field: 'media' as const, before: counted(before), after: replaced(before, after) },
    whole('time', writeTime(before.at), writeTime(after.at)),
    whole('campaign', before.campaign ?? '', after.campaign ?? ''),
    whole('presentation', presentationsIn(before).join('; '), presentationsIn(after).join('; ')),
    ...words('fields', fieldLines(before), fieldLines(after)),
  ].filter((one) => one !== undefined);
}

/** A line for each field, so that a change is shown with the field that it is in. */
function fieldLines({ fields = {} }: Content): string {
  const entries = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.flatMap(([target, uses]) => linesOf(uses).map((line) => `${target}: ${line}`)).join('\n');
}

function whole(field: Difference['field'], before: string, after: string): Difference | undefined {
  return before === after ? undefined : { field, before, after };
}

function words(field: Difference['field'], before: string, after: string): Difference[] {
  return before === after ? [] : differencesOfTexts(before, after).map((place) => ({ field, ...place }));
}

/**
 * Word by word, each place that changed on its own; where more changed than somebody reads in a list, all between the
 * first change and the last.
 */
export function differencesOfTexts(before: string, after: string): Pick<Difference, 'before' | 'after'>[] {
  const [old, now] = [before.split(WORDS), after.split(WORDS)];
  const changes = diffArrays(old, now, { maxEditLength: MOST_EDITS });
  const places = changes ? placesOf(changes) : [];
  if (places.length > 0 && places.length <= MOST_PLACES) return places.map(trimmed);
  const start = sameAtStart(old, now);
  const end = sameAtStart(old.slice(start).reverse(), now.slice(start).reverse());
  const between = (all: string[]) => all.slice(start, all.length - end).join('');
  return [trimmed({ before: between(old), after: between(now) })];
}

const WORDS = /(?<=\s)/;
const MOST_PLACES = 4;
/** Words put in and taken out; beyond that most of a text is another one. */
const MOST_EDITS = 200;

function placesOf(changes: ChangeObject<string[]>[]): Pick<Difference, 'before' | 'after'>[] {
  const places: Pick<Difference, 'before' | 'after'>[] = [];
  let open: Pick<Difference, 'before' | 'after'> | undefined;
  for (const { added, removed, value } of changes) {
    if (!added && !removed) {
      open = undefined;
      continue;
    }
    if (!open) {
      open = { before: '', after: '' };
      places.push(open);
    }
    open[removed ? 'before' : 'after'] += value.join('');
  }
  return places;
}

/** Where only blanks changed, they are what there is to show. */
function trimmed({
  before,
  after,
}: Pick<Difference, 'before' | 'after'>): Pick<Difference, 'before' | 'after'> {
  const words = { before: before.trim(), after: after.trim() };
  return words.before === words.after ? { before, after } : words;
}

function sameAtStart(one: string[], other: string[]): number {
  const differs = one.findIndex((word, index) => word !== other[index]);
  return differs === -1 ? Math.min(one.length, other.length) : differs;
}

function counted({ media }: Content): string {
  const video = media.find((use) => use.video)?.video;
  if (video && coverOf({ media })) return t('a video ({facts}) with a cover', { facts: videoWords(video) });
  if (video) return t('a video ({facts})', { facts: videoWords(video) });
  return t('{count, plural, =0 {no picture} one {# picture} other {# pictures}}', { count: media.length });
}

function replaced(before: Content, after: Content): string {
  const { length } = after.media;
  const isVideo = [...before.media, ...after.media].some(({ video }) => video);
  const [old, now] = [coverOf(before), coverOf(after)];
  const isSameFilm = videoOf(before)?.hash === videoOf(after)?.hash;
  if (old && now && old.hash !== now.hash && isSameFilm) return t('the same video with another cover');
  if (isVideo || length !== before.media.length) return counted(after);
  return t('{count, plural, one {another picture} other {# other pictures}}', { count: length });
}
