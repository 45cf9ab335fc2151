/**
 * What the chat tells about people under sanction: they come back, or somebody changes it there by hand. That is final:
 * it is noted, and nothing is set again.
 */
import type { HeardAuditEntry, HeardJoin } from '../../chat/heard.ts';
import { t } from '../../kit/t.ts';
import type { SanctionKind } from '../../moderation/sanction.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';
import { over, reconcileNow } from './reconciling.ts';

export function hearSanction(app: App, event: HeardJoin | HeardAuditEntry): Promise<void> | undefined {
  // In Slack it is a channel that they come into.
  if (event.kind === 'join') return event.channel === undefined ? comeBack(app, event) : undefined;
  if (event.isOwn || event.target === undefined) return undefined;
  const kind = kindOf(event);
  return kind === undefined ? undefined : changed(app, event, event.target, kind);
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
): Promise<void> {
  const standing = await sanctions.standing(app.database, { chat, userId });
  for (const one of standing.filter((sanction) => sanction.kind === kind)) {
    const words = { who: await nameOf(app, chat, actor), why: reason ? ` (${reason})` : '' };
    const isLonger = typeof timeoutUntil === 'number' && timeoutUntil > app.clock.now();
    const note = isLonger
      ? t('{who} set another end in the chat{why}; that stands.', words)
      : t('{who} lifted it in the chat{why}; that stands.', words);
    await over(app, one, 'by_hand', note);
  }
}

async function nameOf(app: App, chat: string, user: string | undefined): Promise<string> {
  if (user === undefined) return t('Somebody');
  const member = await app.messengers
    .get(chat)
    ?.member(user)
    .catch(() => undefined);
  return member?.name ?? user;
}
