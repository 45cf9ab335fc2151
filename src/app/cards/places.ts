/** Where lasting cards go. */
import type { App } from '../app.ts';

/** The review channel of each chat. */
export function reviewChannels({ team }: App): { chat: string; channel: string }[] {
  return Object.entries(team.channels.review).map(([chat, channel]) => ({ chat, channel }));
}
