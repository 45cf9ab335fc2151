/** The corrections of one post follow one another: one at a time is open, and none brings back an older text. */
import { isDeepStrictEqual } from 'node:util';
import { type Refusal, refuse } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { hasReached } from '../../../posts/correction.ts';
import type { PostInput } from '../../../posts/input.ts';
import * as corrections from '../../../store/corrections.ts';
import type { Handle, Transaction } from '../../../store/database.ts';
import * as posts from '../../../store/posts.ts';

/** With the corrected post's row held it stays so until the commit. `besides`: this one may be. Throws a `Refusal`. */
export async function checkNoneOpen(db: Handle, corrects: number, besides?: number): Promise<void> {
  const other = await corrections.open(db, corrects, besides);
  if (other !== undefined) throw openAlready(corrects, other);
}

/** Before an older correction is taken up again: it must be the only open one, and the newest that reached anything. */
export async function takeUpAgain(transaction: Transaction, post: posts.StoredPost): Promise<void> {
  const { id, corrects } = post;
  if (corrects === null) return;
  await checkNoneOpen(transaction, corrects, id);
  const later = (await corrections.ofPost(transaction, corrects)).findLast(
    (one) => one.postId > id && one.deliveries.some(({ target }) => hasReached(one, target)),
  );
  if (later) throw overtaken(id, later.postId, corrects);
}

/** Posts are locked by ascending numbers, and a correction's is always the higher one. */
export async function holdOriginal(
  transaction: Transaction,
  { corrects }: Pick<posts.StoredPost, 'corrects'>,
): Promise<void> {
  if (corrects !== null) await posts.findForUpdate(transaction, corrects);
}

/** Only its text and its places are a correction's to change, and of an answer its text alone. Throws a `Refusal`. */
export function checkOnlyText(before: PostInput, after: PostInput): void {
  if (before.answers) checkAnswer(before, after);
  const fixed = ({
    at,
    media,
    missing,
    campaign,
    language,
    warning,
    sensitive,
    visibility,
    card,
  }: PostInput) =>
    JSON.stringify([
      ...[at.trim(), media, missing, campaign],
      ...[language, warning, sensitive, visibility, card].map((words) => words ?? ''),
    ]);
  if (before.corrects === undefined || fixed(before) === fixed(after)) return;
  throw refuse(
    'post.correct.only_text',
    'text',
    t('A correction changes the text alone, as soon as it is approved; pictures, time and campaign stay.'),
    t('Give only a text and where. For other pictures: delete the post, and post anew.'),
  );
}

/** What it answers, and for whom, is what was approved; by which account it goes out follows from that. */
function checkAnswer(before: PostInput, after: PostInput): void {
  const { text: _, ...fixed } = before;
  const { text: __, ...changed } = after;
  if (isDeepStrictEqual(fixed, changed)) return;
  throw refuse(
    'post.answer.only_text',
    'text',
    t('Of an answer the text alone can be changed: where it goes and whom it answers stay.'),
    t('Give only a text, or cancel it and press Reply again.'),
  );
}

function openAlready(postId: number, other: number): Refusal {
  return refuse(
    'post.correct.open',
    'id',
    t('Post {other} is correcting post {postId} already, and is not through yet.', {
      ...{ postId: String(postId), other: String(other) },
    }),
    t('Have it decided, edit it, or cancel it; /post show id:{other} shows it.', { other: String(other) }),
  );
}

function overtaken(postId: number, later: number, corrects: number): Refusal {
  return refuse(
    'post.correct.overtaken',
    'id',
    t('Post {later} has corrected post {corrects} since; post {postId} would bring back an older text.', {
      ...{ later: String(later), corrects: String(corrects), postId: String(postId) },
    }),
    t('Press Correct on the card of post {corrects}.', { corrects: String(corrects) }),
  );
}
