/** Ends what was handed to somebody who has left since, and what somebody handed on who has left themselves. */
import type { AuditKind } from '../../audit/entry.ts';
import * as absences from '../../store/absences.ts';
import * as audit from '../../store/audit.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { markAwaited } from './being-away.ts';
import { type Away, awayNow } from './delegates.ts';
import { standingOf } from './recognition.ts';

/** Whoever cannot be asked about now keeps what they have: what they may is asked again when they decide. */
export async function endDelegationsOfLeavers(app: App): Promise<void> {
  for (const away of await awayNow(app)) {
    const ended = await endedBy(app, away);
    if (ended) await end(app, away, ended);
  }
}

async function endedBy(app: App, { person, delegate }: Away): Promise<AuditKind | undefined> {
  if (!delegate) return undefined;
  if ((await standingOf(app, person)) === 'left') return 'people.away.left';
  return (await standingOf(app, delegate)) === 'left' ? 'people.delegate.left' : undefined;
}

async function end(app: App, { person, delegate }: Away, kind: AuditKind): Promise<void> {
  await app.database.transaction(async (transaction) => {
    if (!delegate || !(await absences.endDelegation(transaction, person.id, delegate.id))) return;
    await markAwaited(transaction);
    await audit.append(transaction, {
      ...entryOf(kind, app.clock),
      details: { away: named(person), delegate: named(delegate) },
    });
  });
  app.log.warn(
    { person: person.id, delegate: delegate?.id, kind },
    'nobody stands in any more for somebody away',
  );
  await wakeForOutbox(app);
}

function named({ id, name }: Away['person']) {
  return { id, name };
}
