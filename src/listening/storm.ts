/**
 * When many write alike at once, a card each would bury all others: from a rate on their conversations share one. The
 * rate is a level that each new conversation raises by one and that falls by itself. Pure.
 */
import { isPrivate } from './conversation.ts';
import type { Item } from './item.ts';

export interface Level {
  level: number;
  /** Epoch ms. */
  at: number;
}

/** So many conversations have a card of their own before they share one, and then one each `every` ms. */
export interface Rate {
  burst: number;
  every: number;
}

export type StormKind = 'topic' | 'text';

const MINUTE = 60_000;
/** The same words from several people are a campaign sooner than a topic is. */
export const RATES: Record<StormKind, Rate> = {
  topic: { burst: 10, every: MINUTE },
  text: { burst: 3, every: 10 * MINUTE },
};

/** One more conversation came. `isStorm`: it shares the card. `wasCalm`: what was before it is over. */
export function risen(
  { burst, every }: Rate,
  before: Level | undefined,
  now: number,
): { level: Level; isStorm: boolean; wasCalm: boolean } {
  const left = before ? Math.max(0, before.level - Math.max(0, now - before.at) / every) : 0;
  const at = Math.max(now, before?.at ?? now);
  const isStorm = left + 1 > burst;
  // It rises no higher than a burst more, so that a great storm is over as soon as a small one.
  return { level: { level: Math.min(left + 1, 2 * burst), at }, isStorm, wasCalm: left === 0 };
}

/** What a text shares with others, in the order in which it decides: its words, then its topics. */
export function keysOf(
  { audience }: Pick<Item, 'audience'>,
  words: string,
  topics: readonly string[],
): { kind: StormKind; name: string }[] {
  if (isPrivate(audience)) return [];
  const text = words.length < SHORTEST ? [] : [{ kind: 'text' as const, name: words }];
  return [...text, ...topics.map((name) => ({ kind: 'topic' as const, name }))];
}

/** Characters: that people say "thank you" in the same words makes no wave. */
const SHORTEST = 20;
