/** Who looks after a conversation: one person at a time, until they let it go, it is settled, or the claim expires. */
import { section as listening } from '../../../config/team/sections/listening.ts';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { writeWhen } from '../../kit/when.ts';
import { type Claim, takeClaim } from '../../listening/conversation.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as conversations from '../../store/conversations.ts';
import type { Handle, Transaction } from '../../store/database.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { entryBy, entryOf } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { subjectOfConversation } from './taking-in.ts';

/** Throws a `Refusal` that names who has it. Pressed twice, it is theirs all the same. */
export async function claim(app: App, actor: Actor, id: number): Promise<void> {
  await change(app, actor, id, 'conversation.claimed', async (transaction) => {
    const until = app.clock.now() + listening.of(app.team).claimExpires;
    const given = { claim: { personId: actor.person.id, until }, now: app.clock.now() };
    await conversations.settle(transaction, id, 'claimed', given);
  });
}

export async function release(app: App, actor: Actor, id: number): Promise<void> {
  await change(app, actor, id, 'conversation.released', (transaction) =>
    conversations.settle(transaction, id, 'new'),
  );
}

/** Nothing is to be answered. What comes later opens it again. */
export async function dismiss(app: App, actor: Actor, id: number): Promise<void> {
  await change(app, actor, id, 'conversation.dismissed', (transaction) =>
    conversations.settle(transaction, id, 'dismissed'),
  );
}

async function change(
  app: App,
  actor: Actor,
  id: number,
  kind: `conversation.${string}`,
  act: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  await app.database.transaction(async (transaction) => {
    await openFor(app, transaction, actor, id);
    await act(transaction);
    await conversations.markChanged(transaction, id);
    await audit.append(transaction, {
      ...entryBy(actor, kind, app.clock),
      subject: subjectOfConversation(id),
    });
  });
  await wakeForOutbox(app);
}

/** The conversation, locked, when nobody else has it. Throws a `Refusal`. */
export async function openFor(
  app: App,
  transaction: Transaction,
  { person }: Actor,
  id: number,
): Promise<conversations.StoredConversation> {
  const found = await conversations.findForUpdate(transaction, id);
  if (!found) throw unknown(id);
  const taken = takeClaim(conversations.standingOf(found), person.id, app.clock.now());
  if (taken.outcome !== 'held') return found;
  throw await held(transaction, id, taken.by, person.timeZone);
}

/** Claims that have run out are let go: somebody else may take them. */
export async function expireClaims(app: App): Promise<void> {
  const now = app.clock.now();
  for (const id of await conversations.expiredClaims(app.database, now, MOST)) {
    await app.database.transaction(async (transaction) => {
      const found = await conversations.findForUpdate(transaction, id);
      if (found?.state !== 'claimed' || (found.claimedUntil?.getTime() ?? now) > now) return;
      await conversations.settle(transaction, id, 'new');
      await conversations.markChanged(transaction, id);
      await audit.append(transaction, {
        ...entryOf('conversation.claim-expired', app.clock),
        subject: subjectOfConversation(id),
      });
    });
    await wakeForOutbox(app);
  }
}

export function unknown(id: number): Refusal {
  return refuse(
    'conversation.unknown',
    'id',
    t('There is no conversation {id}.', { id: String(id) }),
    t('/inbox lists those that wait.'),
  );
}

async function held(db: Handle, id: number, { personId, until }: Claim, timeZone: string): Promise<Refusal> {
  const who = (await people.findById(db, personId))?.name ?? t('somebody');
  return refuse(
    'conversation.claimed',
    'id',
    t('{who} has conversation {id}, until {until}.', {
      who,
      id: String(id),
      until: writeWhen(until, timeZone),
    }),
    t('Ask them to let it go, or wait until then.'),
  );
}

const MOST = 200;
