/**
 * Takes what is due and sends it, in one worker process. The database says what is due and whose it is; a claim
 * is taken a little ahead, so that the post goes out on the dot.
 */
import { batched } from '../../kit/batch.ts';
import { correlated } from '../../kit/log.ts';
import type { Database } from '../../store/database.ts';
import * as deliveries from '../../store/deliveries.ts';
import { attempt, type Surroundings } from './attempt.ts';

export interface DelivererOptions
  extends Pick<Surroundings, 'database' | 'clock' | 'log' | 'accounts' | 'grace' | 'again' | 'ended'> {
  /** Told which posts' cards are due for an edit. */
  changed(postIds: number[]): void;
  /** ms that a worker holds a claim without writing. */
  lease?: number;
}

export interface Deliverer {
  /** Claims all that is due within the next moment and starts on it; resolves when nothing more is due. */
  deliverDue(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  /** Starts nothing new; waits for what has begun, at most `grace` ms; hands back what has not. */
  stop(grace: number): Promise<void>;
}

export function createDeliverer(options: DelivererOptions): Deliverer {
  const lease = options.lease ?? LEASE;
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const store = {
    begin: batchedBegin(options.database, lease),
    end: batchedEnd(options),
    keep: (claim: deliveries.Claim, intent: deliveries.Begin['intent']) =>
      deliveries.keepIntent(options.database, claim, intent),
    handBack: (claim: deliveries.Claim) => deliveries.handBack(options.database, [claim]),
  };

  async function deliverDue(): Promise<void> {
    while (!stopping.signal.aborted) {
      while (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
      const room = Math.min(BATCH, MOST_UNDER_WAY - underWay.size);
      const horizon = options.clock.now() + AHEAD;
      const claims = await deliveries.claimDue(options.database, horizon, room, lease);
      for (const claim of claims) start(claim);
      if (claims.length === 0) return;
    }
  }

  function start(claim: deliveries.Claim): void {
    const run = correlated(() => attempt(claim, { ...options, store, stopping: stopping.signal }), claim.key)
      .catch((error) => {
        // The claim runs out and somebody takes the delivery up again, by its network's contract.
        options.log.error({ err: error, delivery: claim.id }, 'a delivery was left to its lease');
      })
      .finally(() => underWay.delete(run));
    underWay.add(run);
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await Promise.race(underWay);
  }

  return {
    deliverDue,
    idle,
    async stop(grace) {
      stopping.abort();
      await Promise.race([idle(), after(grace)]);
    },
  };
}

/** ms ahead of its time that a claim is taken. */
export const AHEAD = 2_000;

function batchedBegin(db: Database, lease: number) {
  const begin = batched(async (begins: deliveries.Begin[]) => {
    const begun = await deliveries.begin(db, begins, lease);
    return begins.map((one) => begun.has(one.id));
  });
  return begin;
}

function batchedEnd({ database, changed }: DelivererOptions) {
  return batched(async (endings: deliveries.Ending[]) => {
    changed(await deliveries.end(database, endings));
    return endings;
  });
}

function after(span: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, span).unref());
}

const LEASE = 60_000;
const BATCH = 100;
const MOST_UNDER_WAY = 400;
