/** Ties a person's identities in two chats by a one-time code: asked for in one, typed in the other. */
import { createHash, randomInt } from 'node:crypto';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';

/** A new code for this person; an earlier one is void. Good for ten minutes, once, in another chat. */
export async function offerLink(app: App, { person, chat }: Actor): Promise<string> {
  const code = newCode();
  const expiresAt = new Date(app.clock.now() + CODE_LIFETIME);
  await people.keepLinkCode(app.database, { codeHash: hashOf(code), personId: person.id, chat, expiresAt });
  return code;
}

/** Makes the one who typed the code and the one who asked for it the same person. Throws a `Refusal`. */
export async function acceptLink(
  app: App,
  actor: Actor,
  code: string,
): Promise<Actor['person']['identities']> {
  const { person, chat } = actor;
  return app.database.transaction(async (transaction) => {
    const taken = await people.takeLinkCode(transaction, hashOf(code), new Date(app.clock.now()));
    if (!taken) throw unknownCode();
    const other = await people.findById(transaction, taken.personId);
    if (!other || taken.chat === chat) throw sameChat(chat);
    const clash = Object.keys(other.identities).find((name) => person.identities[name] !== undefined);
    if (clash && other.id !== person.id) throw alreadyLinked(clash);
    await people.merge(transaction, person.id, other.id, app.subjects.merge);
    const identities = { ...other.identities, ...person.identities };
    const details = { with: { id: other.id, name: other.name }, identities };
    await audit.append(transaction, { ...entryBy(actor, 'people.linked', app.clock), details });
    return identities;
  });
}

function newCode(): string {
  const characters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${characters.slice(0, 4).join('')}-${characters.slice(4).join('')}`;
}

function hashOf(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(plain).digest('hex');
}

function unknownCode(): Refusal {
  return refuse(
    'link.code_unknown',
    'code',
    t('This code is unknown, used already, or older than ten minutes.'),
    t('Ask for a new one with /link in the other chat.'),
  );
}

function sameChat(chat: string): Refusal {
  return refuse(
    'link.same_chat',
    'code',
    t('This code was made in {chat} too; it ties {chat} to another chat.', { chat: chatTitle(chat) }),
    t('Type it in the other chat.'),
  );
}

function alreadyLinked(chat: string): Refusal {
  return refuse(
    'link.already_linked',
    'code',
    t('Both have an identity in {chat} already; they are two people.', { chat: chatTitle(chat) }),
    t('If that is wrong, an admin can set it right in the team file.'),
  );
}

export function chatTitle(chat: string): string {
  return chat.charAt(0).toUpperCase() + chat.slice(1);
}

const CODE_LIFETIME = 10 * 60_000;
/** Without the characters that are taken for others. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
