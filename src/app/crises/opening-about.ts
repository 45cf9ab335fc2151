/** A crisis about a message, or a conversation, that somebody points at. */
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import type { MenuCall } from '../../chat/command.ts';
import { shortened, storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import type { CrisisLink } from '../../store/crises.ts';
import type { Transaction } from '../../store/database.ts';
import type { App } from '../app.ts';
import { excerptOf } from '../posts/excerpt.ts';
import type { Climbed } from './climbing.ts';
import { openCrisis, openIn } from './opening.ts';
import { type Reachable, reachable } from './roster.ts';

/** From the menu of a message. */
export async function openAbout(app: App, call: MenuCall): Promise<number> {
  const { author, text = '', names = {}, message } = call.target;
  const messenger = app.messengers.get(call.chat);
  const words = storable((await messenger?.readable({ text, names })) ?? text).trim();
  const url = message ? await messenger?.permalink(message).catch(() => null) : null;
  const who = storable(author.name ?? t('somebody'));
  return openCrisis(app, call, {
    title: words === '' ? t('A message of {who}', { who }) : excerptOf(words),
    severity: 'high',
    quoted: words === '' ? null : shortened(words, MOST_QUOTED),
    links: url ? [{ url, label: t('The message of {who}', { who }) }] : [],
  });
}

/** What a conversation shows in the team's channels; nothing of one that is not public. */
export interface Pointed {
  conversationId: number;
  shown: { who: string; text: string; url: string | null } | undefined;
}

/** Asked before a transaction; undefined where the team file has no section `crisis`. */
export async function readyToOpen(app: App): Promise<Reachable | undefined> {
  return crisisSection.of(app.team).detects ? reachable(app) : undefined;
}

/** As the last thing of a transaction. `before`: what else the audit log is told. Whoever calls it wakes for its climb. */
export async function openAboutConversation(
  app: App,
  transaction: Transaction,
  roster: Reachable,
  actor: Actor,
  { conversationId, shown }: Pointed,
  before: Climbed['entries'],
): Promise<Climbed> {
  const id = String(conversationId);
  const links: CrisisLink[] = shown?.url
    ? [{ url: shown.url, label: t('What {who} wrote', { who: shown.who }) }]
    : [];
  const opening = {
    title: shown
      ? t('Conversation {id}: {text}', { id, text: excerptOf(shown.text) })
      : t('Conversation {id}, which is not public', { id }),
    ...{ severity: 'high' as const, conversationId, links },
    quoted: shown ? shortened(shown.text, MOST_QUOTED) : null,
  };
  return (await openIn(app, transaction, roster, opening, actor, before)).climbed;
}

/** Characters. */
const MOST_QUOTED = 1_000;
