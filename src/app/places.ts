/** Where lasting cards go. */
import type { Subject } from '../kit/subject.ts';
import type { WantedMessage } from '../store/outbox.ts';
import type { App } from './app.ts';

/** The review channel of each chat. */
export function reviewChannels({ team }: App): { chat: string; channel: string }[] {
  return Object.entries(team.channels.review).map(([chat, channel]) => ({ chat, channel }));
}

/** A card in each of these places, which is kept true. */
export function cardsIn(places: { chat: string; channel: string }[], subject: Subject): WantedMessage[] {
  return places.map((to) => ({ subject, kind: 'card', lasting: true, to }));
}
