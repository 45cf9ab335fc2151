/**
 * Whether a moderator may act on somebody: the team file gives the role, and whoever stands as high in the chat is not
 * theirs to touch. What the chat does not tell is a no.
 */
import { ChatError } from '../../chat/chat.ts';
import { isAbove, type Moderator, type Standing } from '../../chat/moderating.ts';
import { forbid, type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { CaseAction } from '../../moderation/case.ts';
import type { Actor } from '../../people/actor.ts';
import { holds } from '../../people/role.ts';
import type { App } from '../app.ts';
import { isStaffNow } from './staff.ts';

export interface Known {
  chat: string;
  userId: string;
}

/** Answers what the chat says of them; undefined when they are not there. Throws a `Refusal`. */
export async function mayActOn(
  app: App,
  actor: Actor,
  { chat, userId }: Known,
  action: CaseAction,
): Promise<Standing | undefined> {
  refuseThemselves(actor, { chat, userId });
  const moderator = app.moderators.get(chat);
  if (!moderator) throw noToken(chat);
  const { target, own, isStaff } = await standings(app, moderator, userId, actor.person.identities[chat]);
  if (!target) {
    if (action === 'kick') throw notThere();
    return undefined;
  }
  const isMember = isOrdinary(target) && !isStaff;
  const below = own === undefined ? isMember : isAbove(own, target) || (isMember && target.position === 0);
  if (!below) throw tooHigh(target, own !== undefined);
  if (isStaff && !holds(actor.person.roles, 'admin')) throw tooHigh(target, true);
  return target;
}

/** Nobody decides what is about themselves, for better or worse. Throws a `Refusal`. */
export function refuseThemselves({ person }: Actor, { chat, userId }: Known): void {
  if (person.identities[chat] === userId) throw themselves();
}

/** Somebody without any right over others. */
function isOrdinary({ may, isOwner }: Standing): boolean {
  return may.size === 0 && !isOwner;
}

interface Standings {
  target: Standing | undefined;
  /** Of whoever acts. */
  own: Standing | undefined;
  /** Whether the target is of the team's moderators. */
  isStaff: boolean;
}

async function standings(
  app: App,
  moderator: Moderator,
  userId: string,
  ownId: string | undefined,
): Promise<Standings> {
  try {
    const [target, own] = await Promise.all([
      moderator.memberOf(userId),
      ownId === undefined ? undefined : moderator.memberOf(ownId),
    ]);
    const named = { id: userId, isBot: false, ...(target && { roles: target.roles }) };
    return { target, own, isStaff: target !== undefined && (await isStaffNow(app, moderator.chat, named)) };
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    throw refuse(
      'case.standing.unknown',
      'who',
      t('The chat does not tell where they stand: {reason}', { reason: error.message }),
      t('Nothing was done. Try again in a moment.'),
    );
  }
}

function tooHigh({ name, isOwner }: Standing, isThere: boolean): Refusal {
  const message = isOwner
    ? t('{name} owns the server.', { name })
    : t('{name} stands as high as you do, or higher.', { name });
  const remedy = isThere
    ? t('Somebody above them can do it.')
    : t('Tie your accounts with /link, so that your own place there counts.');
  return forbid('case.standing.too_high', 'who', message, remedy);
}

function themselves(): Refusal {
  return forbid('case.themselves', 'who', t('That is you.'), t('Another moderator decides about you.'));
}

function notThere(): Refusal {
  return refuse('case.not_there', 'who', t('They are not here.'), t('/mod ban keeps them from coming back.'));
}

function noToken(chat: string): Refusal {
  return refuse(
    'case.chat.unknown',
    'who',
    t('The bot does not act in {chat}.', { chat: chat || '–' }),
    t('Name somebody of a chat whose token is set.'),
  );
}
