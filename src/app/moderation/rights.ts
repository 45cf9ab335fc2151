/**
 * Whether a moderator may act on somebody: the team file gives the role, and whoever stands as high in the chat is not
 * theirs to touch. What the chat does not tell is a no.
 */
import { ChatError } from '../../chat/chat.ts';
import { isAbove, type Moderator, type Standing } from '../../chat/moderating.ts';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { CaseAction } from '../../moderation/case.ts';
import type { Actor } from '../../people/actor.ts';
import { holds } from '../../people/role.ts';
import type { App } from '../app.ts';
import { isStaff } from './watching.ts';

export interface Known {
  chat: string;
  userId: string;
}

/** Answers what the chat says of them; undefined when they are not there. Throws a `Refusal`. */
export async function mayActOn(
  app: App,
  { person }: Actor,
  { chat, userId }: Known,
  action: CaseAction,
): Promise<Standing | undefined> {
  const moderator = app.moderators.get(chat);
  if (!moderator) throw noToken(chat);
  const own = person.identities[chat];
  if (own === userId) throw themselves();
  const { target, actor } = await standings(moderator, userId, own);
  if (!target) {
    if (action === 'kick') throw notThere();
    return undefined;
  }
  const isMember =
    isOrdinary(target) && !isStaff(app, chat, { id: userId, isBot: false, roles: target.roles });
  const below =
    actor === undefined ? isMember : isAbove(actor, target) || (isMember && target.position === 0);
  if (!below) throw tooHigh(target, actor !== undefined);
  if (
    !holds(person.roles, 'admin') &&
    !isMember &&
    isStaff(app, chat, { id: userId, isBot: false, roles: target.roles })
  )
    throw tooHigh(target, true);
  return target;
}

/** Somebody without any right over others. */
function isOrdinary({ may, isOwner }: Standing): boolean {
  return may.size === 0 && !isOwner;
}

async function standings(
  moderator: Moderator,
  userId: string,
  own: string | undefined,
): Promise<{ target: Standing | undefined; actor: Standing | undefined }> {
  try {
    const [target, actor] = await Promise.all([
      moderator.memberOf(userId),
      own === undefined ? undefined : moderator.memberOf(own),
    ]);
    return { target, actor };
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
  return refuse('case.standing.too_high', 'who', message, remedy);
}

function themselves(): Refusal {
  return refuse('case.themselves', 'who', t('That is you.'), t('Another moderator decides about you.'));
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
