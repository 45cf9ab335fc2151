/** An account that refuses the sign-in is paused: its posts wait, its owner is asked, and it goes on when it lets us in. */

import { subjectOf } from '../../kit/subject.ts';
import { NetworkError } from '../../networks/network.ts';
import type { Actor } from '../../people/actor.ts';
import type { Problem } from '../../posts/delivery.ts';
import * as audit from '../../store/audit.ts';
import * as outbox from '../../store/outbox.ts';
import * as pauses from '../../store/pauses.ts';
import type { Account } from '../accounts.ts';
import type { App } from '../app.ts';
import { entryBy, entryOf } from '../auditing.ts';
import type { Surroundings } from '../deliveries/surroundings.ts';
import { cardsIn, reviewChannels } from '../places.ts';
import { wakeForCards, wakeForDelivery } from '../waking.ts';
import { ownersPlaces } from './owner.ts';

/**
 * Called when a try was refused for who we are. Many at once ask the account once. `app` is asked later: it is built
 * from what this belongs to.
 */
export function createDoorkeeper(app: () => App): Surroundings['refusedAccount'] {
  const asking = new Map<string, ReturnType<Surroundings['refusedAccount']>>();
  return (account, error) => {
    const known = asking.get(account.target);
    if (known) return known;
    const asked = refused(app(), account, error).finally(() => asking.delete(account.target));
    asking.set(account.target, asked);
    return asked;
  };
}

async function refused(app: App, account: Account, error: NetworkError) {
  if (error.closesAccount) {
    await pause(app, account, error);
    return 'paused' as const;
  }
  const door = await knock(account);
  // It knows us, and does not allow this one thing: that is about the post.
  if (door.open) return 'let in' as const;
  if (door.error.reason !== 'unauthorized') return 'unreachable' as const;
  await pause(app, account, error);
  return 'paused' as const;
}

async function pause(app: App, { target }: Account, error: NetworkError): Promise<void> {
  const { message, remedy, closesAccount } = error;
  const problem: Problem = { reason: 'paused', message, remedy };
  const subject = subjectOf('target', target);
  const places = [...reviewChannels(app), ...(await ownersPlaces(app, target))];
  const isNew = await app.database.transaction(async (transaction) => {
    const paused = {
      target,
      problem: { ...problem, ...(closesAccount && { closesAccount }) },
      pausedAt: new Date(app.clock.now()),
    };
    if (!(await pauses.open(transaction, paused))) return false;
    await outbox.want(transaction, cardsIn(places, subject));
    await audit.append(transaction, {
      ...entryOf('target.paused', app.clock),
      target,
      details: { problem },
    });
    return true;
  });
  if (!isNew) return;
  app.log.warn({ target, reason: problem.message }, 'an account refuses the sign-in; its posts wait');
  await wakeForCards(app, subject);
}

/** Asks a paused account again, and goes on when it lets us in. `actor`: who asked for it. */
export async function checkAccount(app: App, target: string, actor?: Actor): Promise<void> {
  const account = app.accounts.get(target);
  if (!account || !(await pauses.current(app.database, target))) return;
  const door = await knock(account);
  if (!door.open) {
    app.log.info({ target, reason: door.error.message }, 'a paused account was asked again');
    return;
  }
  await goOn(app, target, actor);
}

/** Every paused account; by the job that does so now and then. */
export async function checkAccounts(app: App): Promise<void> {
  const now = app.clock.now();
  for (const { target, problem, pausedAt } of await pauses.all(app.database)) {
    // Such an account may say who it is all the while: only a post tells whether it takes posts again.
    const isEarly = problem.closesAccount && now - pausedAt.getTime() < CLOSED_FOR;
    if (!isEarly) await checkAccount(app, target);
  }
  await freeLeftOver(app);
}

async function freeLeftOver(app: App): Promise<void> {
  const now = new Date(app.clock.now());
  const subjects = await app.database.transaction(async (transaction) => {
    const freed = await pauses.freeHeld(transaction, now);
    const changed = freed.map((id) => subjectOf('post', id));
    await outbox.markAllChanged(transaction, changed);
    return changed;
  });
  if (subjects.length === 0) return;
  await wakeForDelivery(app, now.getTime());
  for (const one of subjects) await wakeForCards(app, one);
}

/** What falls due meanwhile is counted on the account's card. */
export async function refreshPauses(app: App): Promise<void> {
  for (const { target } of await pauses.all(app.database)) {
    const subject = subjectOf('target', target);
    await outbox.markChanged(app.database, subject);
    await wakeForCards(app, subject);
  }
}

async function goOn(app: App, target: string, actor: Actor | undefined): Promise<void> {
  const subject = subjectOf('target', target);
  const now = new Date(app.clock.now());
  const freed = await app.database.transaction(async (transaction) => {
    const posts = await pauses.close(transaction, target, now);
    if (!posts) return [];
    const subjects = [subject, ...posts.map((id) => subjectOf('post', id))];
    await outbox.markAllChanged(transaction, subjects);
    const kind = 'target.resumed';
    await audit.append(transaction, {
      ...(actor ? entryBy(actor, kind, app.clock) : entryOf(kind, app.clock)),
      target,
    });
    return subjects;
  });
  if (freed.length === 0) return;
  await wakeForDelivery(app, now.getTime());
  for (const one of freed) await wakeForCards(app, one);
}

async function knock({
  connection,
}: Account): Promise<{ open: true } | { open: false; error: NetworkError }> {
  try {
    await connection.identify();
    return { open: true };
  } catch (error) {
    if (error instanceof NetworkError) return { open: false, error };
    throw error;
  }
}

/** Ms. */
const CLOSED_FOR = 60 * 60_000;
