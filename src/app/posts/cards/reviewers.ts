/** Where the approvers see a post, as far as it is known by now. */
import { setTimeout as pause } from 'node:timers/promises';
import { subjectOf } from '../../../kit/subject.ts';
import * as outbox from '../../../store/outbox.ts';
import * as places from '../../../store/outbox-places.ts';
import type { App } from '../../app.ts';
import { reviewChannels } from '../../places.ts';
import { nameOf } from '../../showing/closed-places.ts';
import { reviewedInBy } from '../review/reviewed-in.ts';

export interface Reviewers {
  /** Chats in which they see it. */
  seeing: string[];
  /** Chats in which they are still to. */
  waiting: string[];
  /** What keeps it from them, channel by channel. */
  faults: string[];
}

/**
 * Of one post, or in general. A channel in which nothing was ever shown may take no messages: its first card is waited
 * for, a moment, rather than taken as seen.
 */
export async function reviewersOf(app: App, postId?: number): Promise<Reviewers> {
  const all = postId === undefined ? reviewChannels(app) : await reviewedInBy(app, app.database, postId);
  const channels = all.filter(({ chat }) => app.messengers.has(chat));
  for (let waited = 0; ; waited += BETWEEN) {
    const found = await look(app, channels, postId);
    if (found.waiting.length === 0 || waited >= PATIENCE) return found;
    await pause(BETWEEN);
  }
}

async function look(
  app: App,
  channels: { chat: string; channel: string }[],
  postId: number | undefined,
): Promise<Reviewers> {
  const { database } = app;
  const names = channels.map(places.placeOf);
  const faults = await places.faultsOf(database, names);
  const used = await places.usedOf(database, channels);
  const cards = postId === undefined ? [] : await outbox.messagesOf(database, subjectOf('post', postId));
  const shown = new Set(cards.filter(({ message }) => message !== null).map(({ place }) => place));
  const isSeen = (place: string) => shown.has(place) || (used.has(place) && !faults.has(place));
  const chatsOf = (those: (place: string) => boolean) =>
    channels.filter((one) => those(places.placeOf(one))).map(({ chat }) => chat);
  return {
    seeing: chatsOf(isSeen),
    waiting: chatsOf((place) => !isSeen(place) && !faults.has(place)),
    faults: names
      .filter((place) => faults.has(place) && !shown.has(place))
      .map((place) => `${nameOf(app, place)}: ${faults.get(place)}`),
  };
}

/** ms. */
const PATIENCE = 1_500;
const BETWEEN = 150;
