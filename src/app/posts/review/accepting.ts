/** What an approver accepts with their press: the warnings that their card showed, and no others. */
import { errorsOf, type Finding, Refusal } from '../../../kit/finding.ts';
import { subjectOf } from '../../../kit/subject.ts';
import { t } from '../../../kit/t.ts';
import { next } from '../../../posts/post.ts';
import {
  beyond,
  type Check,
  findingsIn,
  only,
  sharedFindingsIn,
  type Warning,
  warningsIn,
  withOthers,
} from '../../../posts/preflight/check.ts';
import * as outbox from '../../../store/outbox.ts';
import * as posts from '../../../store/posts.ts';
import * as preflights from '../../../store/preflights.ts';
import type { App } from '../../app.ts';
import { wakeForCards } from '../../waking.ts';
import { check } from '../preflight/checking.ts';

/** `checks`: the newest that the card showed. */
export interface Shown {
  postId: number;
  revision: number;
  checks: number;
}

/**
 * Checks the post once more. Throws a `Refusal` with every error, which nobody can accept, or with the warnings that
 * have come since; its cards show them then. Of a post that has moved on nothing is checked: the decision tells.
 */
export async function acceptedWarnings(app: App, shown: Shown): Promise<Warning[]> {
  const post = await posts.find(app.database, shown.postId);
  const revision = await posts.findRevision(app.database, shown.postId, shown.revision);
  const isOpen = post && post.revision === shown.revision && next(post.stage, 'approve') !== undefined;
  if (!isOpen || !revision) return [];
  const { content } = revision;
  const checks = await check(app, content, { postId: post.id, at: content.at ?? app.clock.now() });
  const seen = await preflights.latest(app.database, shown, shown.checks);
  const warnings = warningsIn(checks);
  const errors = errorsOf(findingsIn(checks));
  const unseen = beyond(warnings, warningsIn(seen.checks));
  await keep(app, shown, checks, errors.length > 0 || unseen.length > 0);
  if (errors.length > 0) throw new Refusal(errors);
  if (unseen.length > 0) {
    const told = unseenFindings(checks, unseen);
    throw new Refusal([...told, pressAgain(shown, told.length)]);
  }
  return warnings;
}

async function keep(app: App, shown: Shown, checks: Check[], isNew: boolean): Promise<void> {
  const subject = subjectOf('post', shown.postId);
  await app.database.transaction(async (transaction) => {
    await preflights.keep(transaction, shown, checks, new Date(app.clock.now()));
    if (isNew) await outbox.markChanged(transaction, subject);
  });
  if (isNew) await wakeForCards(app, subject);
}

function unseenFindings(checks: Check[], unseen: Warning[]): Finding[] {
  return sharedFindingsIn(only(checks, unseen)).map(({ one, others }) => ({
    ...one,
    remedy: withOthers(one.remedy, others),
  }));
}

function pressAgain({ postId }: Shown, count: number): Finding {
  return {
    id: 'approval.unseen_warnings',
    level: 'error',
    field: 'Approve',
    message: t(
      '{count, plural, one {This was} other {These were}} not on the card that you pressed; nothing was decided.',
      { count },
    ),
    remedy: t('Press Approve on its newest card to accept it; /post show id:{post} shows it.', {
      post: String(postId),
    }),
  };
}
