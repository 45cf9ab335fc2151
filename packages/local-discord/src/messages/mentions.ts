/** Who a message notifies: what its text names, narrowed by `allowed_mentions`. */
import type { AllowedMentions } from '../rules/message.ts';
import type { Message } from '../state/message.ts';
import type { State } from '../state/state.ts';

export function mentionsIn(
  state: State,
  content: string,
  allowed: AllowedMentions | null | undefined,
  repliedTo: string | undefined,
): Message['mentions'] {
  const users = unique([...content.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? ''));
  const roles = unique([...content.matchAll(/<@&(\d+)>/g)].map((match) => match[1] ?? ''));
  const userIds = users.filter((id) => state.users.has(id) && isAllowed(allowed, 'users', id));
  const replied = repliedTo && (allowed?.replied_user ?? !allowed) ? [repliedTo] : [];
  return {
    userIds: unique([...userIds, ...replied]),
    roleIds: roles.filter((id) => state.roles.has(id) && isAllowed(allowed, 'roles', id)),
    everyone: /@(everyone|here)/.test(content) && (!allowed || Boolean(allowed.parse?.includes('everyone'))),
  };
}

/** What the text displays among a message's components say, wherever they stand. */
export function wordsIn(components: unknown): string {
  if (Array.isArray(components)) return components.map(wordsIn).join('\n');
  if (typeof components !== 'object' || components === null) return '';
  return Object.entries(components)
    .map(([key, value]) => (key === 'content' && typeof value === 'string' ? value : wordsIn(value)))
    .join('\n');
}

function isAllowed(
  allowed: AllowedMentions | null | undefined,
  kind: 'users' | 'roles',
  id: string,
): boolean {
  return !allowed || Boolean(allowed.parse?.includes(kind) || allowed[kind]?.includes(id));
}

function unique(ids: string[]): string[] {
  return [...new Set(ids)];
}
