/** A moderator takes an act back. */
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as cases from '../../store/cases.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { startActing } from './acting.ts';
import { unknownCase } from './case-id.ts';
import { actSoon } from './intent.ts';
import { mayActOn } from './rights.ts';
import { subjectOfCase } from './subjects.ts';
import { wantRestored } from './taking-back.ts';

/** Pressed twice, it is done once. Throws a `Refusal`. Answers the case as it was. */
export async function undo(app: App, actor: Actor, id: number): Promise<cases.StoredCase> {
  const known = await cases.find(app.database, id);
  if (!known) throw unknownCase(id);
  // What is done to somebody is taken back by whoever could have done it, and by nobody for themselves.
  await mayActOn(app, actor, known, 'dismiss');
  const before = await app.database.transaction(async (transaction) => {
    const found = await cases.findForUpdate(transaction, id);
    if (!found) throw unknownCase(id);
    if (found.state === 'undoing' || found.state === 'undone') return found;
    if (found.origin === 'chat') throw doneThere(id);
    if (found.state !== 'done' && found.state !== 'failed') throw notDone(id);
    const now = new Date(app.clock.now());
    await cases.update(transaction, id, {
      state: 'undoing',
      undoneBy: actor.person.id,
      undoneAt: now,
      fault: null,
    });
    if (wasHeld(found)) await wantRestored(transaction, id);
    await actSoon(app, transaction, id);
    await outbox.markChanged(transaction, subjectOfCase(id));
    await audit.append(transaction, {
      ...entryBy(actor, 'case.undo', app.clock),
      ...{ subject: subjectOfCase(id), details: { action: found.action } },
    });
    return found;
  });
  startActing(app, id);
  await wakeForOutbox(app);
  return before;
}

/** A rule held it, and a moderator kept it away. */
function wasHeld({ decisions, action }: cases.StoredCase): boolean {
  return action === 'delete' && decisions.some((one) => one.action === 'hold' && !one.shadow);
}

function notDone(id: number) {
  return refuse(
    'case.not_done',
    'id',
    t('Case {id} is not done yet, so there is nothing to take back.', { id: String(id) }),
    t('Decide on its card, or wait a moment.'),
  );
}

function doneThere(id: number) {
  return refuse(
    'case.done_there',
    'id',
    t('Case {id} was done in the chat itself.', { id: String(id) }),
    t('Take it back there.'),
  );
}
