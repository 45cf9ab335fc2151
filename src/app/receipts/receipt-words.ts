/** What a network shows of a published post, in words. */
import { shortened } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import { differencesOfTexts } from '../../posts/difference.ts';
import type { PartDrift, Rewriting } from '../../store/receipts.ts';

/** A line for each place that differs. `parts`: of how many parts the post is. */
export function driftLines(drifts: readonly PartDrift[], parts: number): string[] {
  return drifts.flatMap((drift) => {
    const where = parts > 1 ? t('part {part}, ', { part: drift.part }) : '';
    return wordsOf(drift).map((words) => `${where}${words}`);
  });
}

/** Of what the network wrote otherwise by itself; none where it did not. */
export function rewritingLines(rewritings: readonly Rewriting[]): string[] {
  return rewritings.flatMap(({ given, shown }) =>
    given.trim() === shown.trim() ? [] : changes(given, shown),
  );
}

export function goneWords(why: string): string {
  if (why === '') return t('it is not there any more');
  const known = REASONS[why]?.();
  return known ?? t('it was taken down there ("{why}")', { why });
}

function wordsOf({ what, before, after }: PartDrift): string[] {
  switch (what) {
    case 'text':
      return changes(before, after).map((words) => t('text: {words}', { words }));
    case 'pictures':
      return [t('pictures: {before} → {after}', { before, after })];
    case 'part':
      return [t('it is not there any more')];
    default:
      return [t('{field}: {words}', { field: what, words: arrow(before, after) })];
  }
}

function changes(before: string, after: string): string[] {
  return differencesOfTexts(before, after).map((one) => arrow(one.before, one.after));
}

function arrow(before: string, after: string): string {
  const quoted = (words: string) => (words === '' ? t('nothing') : `'${shortened(words, LONGEST)}'`);
  return `${quoted(before)} → ${quoted(after)}`;
}

/** Characters of what stood there, and of what stands there now. */
const LONGEST = 200;

/** As Reddit calls who took it down (`removed_by_category`). */
const REASONS: Record<string, () => string> = {
  moderator: () => t('moderators took it down'),
  automod_filtered: () => t("the community's filter took it down"),
  reddit: () => t('Reddit took it down'),
  anti_evil_ops: () => t('Reddit took it down'),
  content_takedown: () => t('Reddit took it down'),
  copyright_takedown: () => t('it was taken down for copyright'),
  author: () => t('it was deleted there'),
  deleted: () => t('it was deleted there'),
};
