/** Who is of the team's moderators: by the team file, and by the groups of the chat that it names. */
import { ChatError } from '../../chat/chat.ts';
import type { Participant } from '../../chat/heard.ts';
import type { App } from '../app.ts';

export function isStaff({ team }: App, chat: string, { id, roles = [] }: Participant): boolean {
  return STAFF.some(
    (role) =>
      team.roles[role]?.[chat]?.some((group) => roles.includes(group)) ||
      team.people.some((one) => one.identities[chat] === id && one.roles.includes(role)),
  );
}

/**
 * Also where the chat tells the groups of nobody by itself (Slack's user groups): it is asked. Throws `ChatError` when it
 * does not tell.
 */
export async function isStaffNow(app: App, chat: string, one: Participant): Promise<boolean> {
  if (isStaff(app, chat, one)) return true;
  const messenger = app.messengers.get(chat);
  if (!messenger || !STAFF.some((role) => app.team.roles[role]?.[chat]?.length)) return false;
  try {
    const { groups } = await messenger.member(one.id);
    return isStaff(app, chat, { ...one, roles: groups });
  } catch (error) {
    // A webhook or an app is no member, and in no group.
    if (error instanceof ChatError && error.reason === 'gone') return false;
    throw error;
  }
}

const STAFF = ['moderator', 'admin'] as const;
