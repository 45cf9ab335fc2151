/** A sanction in the chat itself: how it stands there, and setting and lifting it. */
import type { Moderator, Outcome } from '../../chat/moderating.ts';
import { t } from '../../kit/t.ts';
import type { Truth } from '../../moderation/sanction.ts';
import type { StoredSanction } from '../../store/sanctions.ts';

/** By the person's id; nobody else is asked about. Throws `ChatError`. */
export async function truthOf(moderator: Moderator, { kind, userId }: StoredSanction): Promise<Truth> {
  if (kind === 'ban') return { isBanned: (await moderator.banOf(userId)) !== undefined };
  return { member: await moderator.memberOf(userId) };
}

/** `until`: epoch ms. */
export function apply(
  moderator: Moderator,
  { kind, userId, caseId, deleteSeconds }: StoredSanction,
  until: number,
): Promise<Outcome> {
  const reason = t('Case {id}', { id: String(caseId) });
  if (kind === 'ban') return moderator.ban(userId, reason, deleteSeconds);
  return moderator.timeout(userId, until, reason);
}

export function lift(moderator: Moderator, { kind, userId, caseId }: StoredSanction): Promise<Outcome> {
  const reason = t('Case {id}: over', { id: String(caseId) });
  return kind === 'ban' ? moderator.unban(userId, reason) : moderator.removeTimeout(userId, reason);
}
