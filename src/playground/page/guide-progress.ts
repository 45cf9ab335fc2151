/** How far the first post has come, read from the newest cards in both #social channels and from what is published. */
import type { View } from '../view.ts';

export interface Progress {
  /** The step to be done; 4 when all are. */
  step: 1 | 2 | 3 | 4;
}

const HEADING = /Post \d+: ([a-z ]+)/;
const APPROVED = ['scheduled', 'publishing', 'published', 'partly published', 'may be live', 'failed'];

export function progressOf(view: Pick<View, 'slack' | 'discord' | 'posts'>): Progress {
  if (view.posts.length > 0) return { step: 4 };
  const states = statesShown(view);
  if (states.some((state) => APPROVED.includes(state))) return { step: 3 };
  return { step: states.includes('in review') ? 2 : 1 };
}

/** "in review" from a card's heading "Post 1: in review". */
function statesShown({ slack, discord }: Pick<View, 'slack' | 'discord'>): string[] {
  const messages = [
    ...slack.channels.filter(isSocial).flatMap((channel) => channel.messages),
    ...discord.channels.filter(isSocial).flatMap((channel) => channel.messages),
  ];
  return messages.flatMap((message) => {
    const parts = 'blocks' in message ? message.blocks : message.components;
    return HEADING.exec(JSON.stringify(parts ?? []))?.[1]?.trim() ?? [];
  });
}

function isSocial({ name }: { name?: string }): boolean {
  return name === 'social';
}
