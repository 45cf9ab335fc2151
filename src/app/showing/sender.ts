/**
 * Says what waits in the outbox, in one worker process: a crisis first, many places at once, each in its own time. What
 * cannot be said now is put back with the instant of its next try; nothing here waits for an instant.
 */
import { correlated } from '../../kit/log.ts';
import type { StoredMessage } from '../../store/outbox.ts';
import * as sending from '../../store/outbox-sending.ts';
import type { Saying } from './saying.ts';
import { sayWithOthers } from './together.ts';

export interface SenderOptions extends Omit<Saying, 'lease'> {
  /** Asks for `sendDue` at that instant (epoch ms). */
  wake(at: number): void;
  /** ms after which what a dead worker held is free; longer than a call to a chat takes. */
  lease?: number;
}

export interface Sender {
  /** Begins all that is due and has room; resolves when nothing more is to be begun, and goes on by itself. */
  sendDue(): Promise<void>;
  /** Resolves when nothing is due and nothing under way any more. */
  idle(): Promise<void>;
  /** Begins nothing new; waits for what has begun, at most `grace` ms; lets go of the rest. */
  stop(grace: number): Promise<void>;
}

export function createSender(options: SenderOptions): Sender {
  const { database, clock, log, messengers, lease = LEASE } = options;
  const underWay = new Map<Promise<void>, StoredMessage>();
  let stopped = false;
  let looking: Promise<void> | undefined;
  let again = false;

  /** One look at a time; whoever asks during one is served by another after it. */
  function sendDue(): Promise<void> {
    again = true;
    looking ??= lookAll().finally(() => {
      looking = undefined;
      // Asked for at its very end.
      if (again && !stopped) return sendDue();
    });
    return looking;
  }

  async function lookAll(): Promise<void> {
    while (again && !stopped) {
      again = false;
      await sending.takeChanges(database);
      const begun = await begin();
      if (begun > 0) again = true;
    }
    if (stopped) return;
    const next = await sending.nextDue(database, clock.now());
    if (next !== undefined) options.wake(next);
  }

  async function begin(): Promise<number> {
    const busy = [...underWay.values()];
    const crises = busy.filter((one) => one.priority === 'crisis').length;
    const room = {
      crisis: MOST_AT_ONCE.crisis - crises,
      normal: MOST_AT_ONCE.normal - (busy.length - crises),
    };
    if (stopped || (room.crisis <= 0 && room.normal <= 0)) return 0;
    const now = clock.now();
    const claims = await sending.claimDue(database, { now, chats: [...messengers.keys()], ...room, lease });
    for (const claim of claims) start(claim);
    return claims.length;
  }

  function start(claim: StoredMessage): void {
    const run = correlated(() => sayWithOthers(claim, { ...options, lease }), claim.key)
      .catch((error) => log.error({ err: error, message: claim.id }, 'a message was left to its lease'))
      .finally(() => {
        underWay.delete(run);
        // Its place may have the next one.
        if (!stopped) sendDue().catch((error) => log.warn({ err: error }, 'could not look into the outbox'));
      });
    underWay.set(run, claim);
  }

  async function idle(): Promise<void> {
    while (looking || underWay.size > 0) await Promise.allSettled([looking, ...underWay.keys()]);
  }

  return {
    sendDue,
    idle,
    async stop(grace) {
      stopped = true;
      await Promise.race([idle(), after(grace)]);
      await sending.letGo(database, [...underWay.values()]);
    },
  };
}

function after(span: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, span).unref());
}

/** ms. */
const LEASE = 60_000;
/** A crisis has room of its own: it is not held up where all else waits for a chat that does not answer. */
const MOST_AT_ONCE = { crisis: 8, normal: 16 };
