/** What a network shows of a published post, in words. */
import { shortened } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import { differencesOfTexts } from '../../posts/difference.ts';
import type { PartDrift } from '../../store/receipts.ts';
import type { Written } from './judging.ts';
import { LONGEST } from './keeping.ts';

/** A line for each place that differs. `parts`: of how many parts the post is. */
export function driftLines(drifts: readonly PartDrift[], parts: number): string[] {
  return drifts.flatMap((drift) => {
    const where = parts > 1 ? t('part {part}, ', { part: drift.part }) : '';
    return wordsOf(drift).map((words) => `${where}${words}`);
  });
}

/** Of what the network wrote otherwise by itself; none where it did not. */
export function rewritingLines(written: readonly Written[]): string[] {
  return written.flatMap(({ given, shown }) => (given.trim() === shown.trim() ? [] : changes(given, shown)));
}

export function goneWords(why: string): string {
  return why === '' ? t('it is not there any more') : why;
}

function wordsOf({ what, before, after }: PartDrift): string[] {
  switch (what) {
    case 'text':
      return changes(before, after).map((words) => t('text: {words}', { words }));
    case 'pictures':
      return [t('pictures: {before} → {after}', { before, after })];
    case 'video':
      return [t('the video is not there any more')];
    case 'part':
      return [t('it is not there any more')];
    case 'card':
      return [t('title of the link card: {words}', { words: arrow(before, after) })];
    default:
      return [t('{field}: {words}', { field: nameOf(what), words: arrow(before, after) })];
  }
}

/** A field's key is how people know it. */
function nameOf(what: string): string {
  if (what === 'video alt') return t('alt text of the video');
  const [, position] = /^alt (\d+)$/.exec(what) ?? [];
  return position === undefined ? what : t('alt text of picture {position}', { position });
}

function changes(before: string, after: string): string[] {
  return differencesOfTexts(before, after).map((one) => arrow(one.before, one.after));
}

function arrow(before: string, after: string): string {
  const quoted = (words: string) => (words === '' ? t('nothing') : `'${shortened(words, LONGEST)}'`);
  return `${quoted(before)} → ${quoted(after)}`;
}
