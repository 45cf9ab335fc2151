/** When a message that a chat did not take is tried again. Each place waits by itself. */
import { ChatError } from '../../chat/chat.ts';

/** `failures`: tries before this one that failed too. Answers ms. */
export function pauseAfter(error: unknown, failures: number, random: () => number = Math.random): number {
  const known = error instanceof ChatError ? error : undefined;
  if (known?.retryAfter !== undefined) return known.retryAfter;
  const { first, longest } = known?.isTokenRefused ? TOKEN_REFUSED : PAUSES[known?.reason ?? 'refused'];
  const pause = Math.min(first * 2 ** Math.min(failures, 20), longest);
  // Many that failed together do not come back together.
  return Math.round(pause * (1 - random() / 4));
}

const MINUTE = 60_000;

/** ms. A person opens a closed channel, and nobody mends in a second what was refused. */
const PAUSES: Record<ChatError['reason'], { first: number; longest: number }> = {
  rate_limited: { first: 1_000, longest: MINUTE },
  unreachable: { first: 500, longest: 5 * MINUTE },
  channel_closed: { first: MINUTE, longest: 60 * MINUTE },
  gone: { first: 1_000, longest: MINUTE },
  refused: { first: 10_000, longest: 60 * MINUTE },
};

/** ms. An operator who gave another token waits for what it lets through. */
const TOKEN_REFUSED = { first: 10_000, longest: MINUTE };
