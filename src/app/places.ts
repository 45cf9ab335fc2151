/** Where lasting cards go. */
import { section as listening } from '../../config/team/sections/listening.ts';
import type { Subject } from '../kit/subject.ts';
import { isPrivate } from '../listening/conversation.ts';
import type { Content } from '../posts/content.ts';
import type { WantedMessage } from '../store/outbox.ts';
import type { App } from './app.ts';

/** The review channel of each chat. */
export function reviewChannels({ team }: App): { chat: string; channel: string }[] {
  return Object.entries(team.channels.review).map(([chat, channel]) => ({ chat, channel }));
}

/** Where the words of a post may be read: of an answer to what is not public, where that may be. */
export function reviewPlaces(
  app: App,
  { answers }: Pick<Content, 'answers'>,
): { chat: string; channel: string }[] {
  return answers && isPrivate(answers.audience) ? privatePlaces(app) : reviewChannels(app);
}

/** The channel of each chat for what is not public. */
export function privatePlaces({ team }: App): { chat: string; channel: string }[] {
  const { privateRoute = {} } = listening.of(team);
  return Object.entries(privateRoute).map(([chat, channel]) => ({ chat, channel }));
}

/** A card in each of these places, which is kept true. */
export function cardsIn(places: { chat: string; channel: string }[], subject: Subject): WantedMessage[] {
  return places.map((to) => ({ subject, kind: 'card', lasting: true, to }));
}
