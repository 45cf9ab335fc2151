/**
 * A ping that its place does not take: told on the card and to the admins. Where it was the last that the level could
 * reach, nobody is left to wait for, and the next step comes at once.
 */
import { t } from '../../kit/t.ts';
import * as crises from '../../store/crises.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { type Climbed, climb, idsNow, subjectOfCrisis, wakeForClimb } from './climbing.ts';
import { placeOf } from './pinging.ts';
import { type Reachable, reachable } from './roster.ts';

/** It may be told as often as it is tried: each is noted once. `why`: in the chat's words. */
export async function noteUnreached(
  app: App,
  id: number,
  message: outbox.StoredMessage,
  why: string,
): Promise<void> {
  if (message.kind !== 'ping') return;
  const roster = await reachable(app);
  const climbed = await app.database.transaction((transaction) =>
    noteIn(app, transaction, roster, { id, message, why }),
  );
  if (climbed) await wakeForClimb(app, climbed);
}

interface Unreached {
  id: number;
  message: outbox.StoredMessage;
  why: string;
}

/** Undefined: it changes nothing. */
async function noteIn(
  app: App,
  transaction: Transaction,
  roster: Reachable,
  { id, message, why }: Unreached,
): Promise<Climbed | undefined> {
  const place = placeOf(message.round);
  const crisis = await crises.findForUpdate(transaction, id);
  if (crisis?.state !== 'open' || crisis.climbNumber !== place.climb) return undefined;
  const subject = subjectOfCrisis(id);
  const who = String(message.payload.who);
  // A channel may be in both chats: one of them is enough.
  const pings = await outbox.ofRound(transaction, subject, 'ping', message.round);
  if (!pings.filter(({ payload }) => payload.who === who).every(isLost)) return undefined;
  const missing = t('{who}, not reached: {why}', { who, why });
  if (!(await crises.noteUnreached(transaction, id, place, { who, missing }))) return undefined;
  const admins = [...(await idsNow(transaction, roster.admins)).values()];
  await outbox.want(
    transaction,
    admins.map((personId) => ({
      ...{ subject, kind: 'unreached', round: `${place.climb}.${place.level}.${who}`, to: { personId } },
      ...{ priority: 'crisis' as const, payload: { level: place.level, missing } },
    })),
  );
  await outbox.markChanged(transaction, subject);
  const entry = {
    ...entryOf('crisis.unreached', app.clock),
    ...{ subject, details: { ...place, who, why } },
  };
  return climb(app, transaction, crisis, roster, [entry]);
}

function isLost({ message, state, failures }: outbox.StoredMessage): boolean {
  return message === null && (state === 'ended' || failures > 0);
}
