/**
 * What the chat tells about people under sanction: they come back, or somebody changes it there by hand. That is final:
 * it is noted, and nothing is set again.
 */
import type { HeardAuditEntry, HeardJoin } from '../../chat/heard.ts';
import { t } from '../../kit/t.ts';
import type { SanctionKind } from '../../moderation/sanction.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';
import { endedByHand, reconcileNow } from './reconciling.ts';
import { nameOf, recordByHand } from './recording.ts';

export function hearSanction(app: App, event: HeardJoin | HeardAuditEntry): Promise<void> | undefined {
  // In Slack it is a channel that they come into.
  if (event.kind === 'join') return event.channel === undefined ? comeBack(app, event) : undefined;
  if (event.isOwn || event.target === undefined) return undefined;
  const done = doneByHand(event, app.clock.now());
  const kind = kindOf(event);
  if (done === undefined && kind === undefined) return undefined;
  return heardByHand(app, event, event.target, { done, kind });
}

async function heardByHand(
  app: App,
  event: HeardAuditEntry,
  userId: string,
  { done, kind }: { done: Punished | undefined; kind: SanctionKind | undefined },
): Promise<void> {
  const isOurs = kind !== undefined && (await changed(app, event, userId, kind));
  if (done !== undefined && !isOurs) await recordByHand(app, event, userId, done);
}

type Punished = 'kick' | 'ban' | 'timeout';

/** What somebody did to a person there; undefined for all else. */
function doneByHand({ action, timeoutUntil }: HeardAuditEntry, now: number): Punished | undefined {
  if (action === 'kick' || action === 'ban') return action;
  const isSet = typeof timeoutUntil === 'number' && timeoutUntil > now;
  return action === 'member_update' && isSet ? 'timeout' : undefined;
}

/** Whoever left under a timeout has the rest of it again. */
async function comeBack(app: App, { chat, member }: HeardJoin): Promise<void> {
  for (const { id } of await sanctions.standing(app.database, { chat, userId: member.id }))
    await reconcileNow(app, id);
}

/** What a person's act in the chat is about. */
function kindOf({ action, timeoutUntil }: HeardAuditEntry): SanctionKind | undefined {
  if (action === 'unban') return 'ban';
  return action === 'member_update' && timeoutUntil !== undefined ? 'timeout' : undefined;
}

async function changed(
  app: App,
  { chat, actor, timeoutUntil, reason }: HeardAuditEntry,
  userId: string,
  kind: SanctionKind,
): Promise<boolean> {
  const standing = await sanctions.standing(app.database, { chat, userId });
  const meant = standing.filter((sanction) => sanction.kind === kind);
  for (const one of meant) {
    const words = { who: await nameOf(app, chat, actor), why: reason ? ` (${reason})` : '' };
    const isLonger = typeof timeoutUntil === 'number' && timeoutUntil > app.clock.now();
    const note = isLonger
      ? t('{who} set another end in the chat{why}; that stands.', words)
      : t('{who} lifted it in the chat{why}; that stands.', words);
    await endedByHand(app, one, note);
  }
  return meant.length > 0;
}
