/** Undoing: what can be taken back in the chat is, and the person is told what it means for them. */
import type { Failed } from '../../chat/moderating.ts';
import { t } from '../../kit/t.ts';
import * as cases from '../../store/cases.ts';
import type { Handle } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';
import { notifyTakenBack } from './notifying.ts';
import { reconcileNow } from './reconciling.ts';
import { subjectOfCase } from './subjects.ts';

/** Answers what stands in the way. Done twice, it is done once. */
export async function takeBack(app: App, found: cases.StoredCase): Promise<Failed | undefined> {
  let failed: Failed | undefined;
  for (const { id, state } of await sanctions.ofCase(app.database, found.id)) {
    if (state === 'over') continue;
    await sanctions.lift(app.database, id);
    failed = (await reconcileNow(app, id)) ?? failed;
  }
  if (!failed) await notifyTakenBack(app, found);
  return failed;
}

/** A message that was held goes back where it stood, as a quote: nobody can write in another's name. */
export async function wantRestored(db: Handle, caseId: number): Promise<void> {
  const held = (await cases.messagesOf(db, caseId)).filter(({ deletion }) => deletion === 'gone');
  await outbox.want(
    db,
    held.map(
      ({ id, chat, channel }): outbox.WantedMessage => ({
        ...{ subject: subjectOfCase(caseId), kind: 'restored', round: id, to: { chat, channel } },
        payload: { message: id },
      }),
    ),
  );
}

/** In words for whoever undoes it. */
export function whatStays(action: cases.StoredCase['action']): string | undefined {
  switch (action) {
    case 'kick':
      return t('They are out until they come back: send them an invitation.');
    case 'delete':
    case 'warn':
      return t(
        'What was deleted stays deleted, as nobody can write in their name. It is below, for you to send on.',
      );
    default:
      return undefined;
  }
}
