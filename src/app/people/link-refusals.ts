/** What is told where two identities are not tied. */
import { forbid, type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';

export function unknownCode(): Refusal {
  return forbid(
    'link.code_unknown',
    'code',
    t('This code is unknown, used already, or older than ten minutes.'),
    t('Ask for a new one with /link in the other chat.'),
  );
}

export function usedCode(): Refusal {
  return forbid(
    'link.code_used',
    'code',
    t('This code was used already, by you or by somebody else; a code is good for one.'),
    t('See with /link in the other chat who typed it, and say there that it is not you if it was not.'),
  );
}

export function sameChat(chat: string): Refusal {
  return refuse(
    'link.same_chat',
    'code',
    t('This code was made in {chat} too; it ties {chat} to another chat.', { chat: chatTitle(chat) }),
    t('Type it in the other chat.'),
  );
}

export function alreadyLinked(chat: string): Refusal {
  return forbid(
    'link.already_linked',
    'code',
    t('Both have an identity in {chat} already; they are two people.', { chat: chatTitle(chat) }),
    t('If that is wrong, an admin can set it right in the team file.'),
  );
}

export function linkOver(): Refusal {
  return refuse(
    'link.over',
    'code',
    t('This was answered already, or waited too long.'),
    t('Ask for a new code with /link.'),
  );
}

export function notYours(): Refusal {
  return forbid('link.not_yours', 'code', t('This is about two others.'), t('Leave it to them.'));
}

export function adminOnly(): Refusal {
  return forbid(
    'link.admin',
    'code',
    t('An admin agrees to this who is neither of the two.'),
    t('Ask another admin, or list both identities under people in the team file.'),
  );
}

export function tiedByTeamFile(): Refusal {
  return refuse(
    'unlink.team_file',
    'chat',
    t('The team file ties your identities together.'),
    t('An admin can take one of them out of people in the team file.'),
  );
}

export function notLinked(): Refusal {
  return refuse(
    'unlink.alone',
    'chat',
    t('You are known in this chat alone; there is nothing to untie.'),
    t('/link ties your identities together.'),
  );
}

export function chatTitle(chat: string): string {
  return chat.charAt(0).toUpperCase() + chat.slice(1);
}
