/**
 * Takes what is due and sends it, in one worker process. The database says what is due and whose it is; a claim
 * is taken a little ahead, so that the post goes out on the dot.
 */
import { setMaxListeners } from 'node:events';
import { batched } from '../../kit/batch.ts';
import { correlated } from '../../kit/log.ts';
import type { Subject } from '../../kit/subject.ts';
import { DEADLINE } from '../../networks/http.ts';
import type { Database } from '../../store/database.ts';
import * as deliveries from '../../store/deliveries.ts';
import * as endings from '../../store/delivery-endings.ts';
import * as leases from '../../store/leases.ts';
import { attempt } from './attempt.ts';
import { OwnLease, thisMoment } from './own-lease.ts';
import type { Surroundings } from './surroundings.ts';

export interface DelivererOptions
  extends Pick<
    Surroundings,
    | 'database'
    | 'blobs'
    | 'clock'
    | 'log'
    | 'accounts'
    | 'grace'
    | 'again'
    | 'obstacle'
    | 'refusedAccount'
    | 'ended'
    | 'step'
  > {
  /** Told which subjects' cards are due for an edit. */
  changed(subjects: Subject[]): void;
  /** ms after which what a dead worker held is free; a living one holds on to it. */
  lease?: number;
  /** ms that one request to a network may take. */
  deadline?: number;
  /** ms after which a delivery that has not ended hangs, and is left to another. */
  longest?: number;
}

export interface Deliverer {
  /** Claims all that is due within the next moment and starts on it; resolves when nothing more is due. */
  deliverDue(): Promise<void>;
  /** Frees what workers held that are no more, once nothing of them can be under way. Answers how many. */
  freeAbandoned(): Promise<number>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  /** Starts nothing new; waits for what has begun, at most `grace` ms; hands back the rest. */
  stop(grace: number): Promise<void>;
}

export function createDeliverer(options: DelivererOptions): Deliverer {
  const { database, clock, log, lease = LEASE, deadline = DEADLINE, longest = LONGEST } = options;
  const underWay = new Map<Promise<void>, UnderWay>();
  /** Who waits for one of them to end. */
  const waiting: (() => void)[] = [];
  const stopping = new AbortController();
  // Every delivery that waits for its time listens.
  setMaxListeners(0, stopping.signal);
  const store = {
    begin: batchedBegin(database, lease),
    end: batchedEnd(options),
    keep: (claim: deliveries.Claim, intent: deliveries.Begin['intent']) =>
      deliveries.keepIntent(database, claim, intent),
    nextPart: (claim: deliveries.Claim, published: deliveries.Claim['sentParts'][number]) =>
      deliveries.nextPart(database, claim, published),
    handBack: (claim: deliveries.Claim) => deliveries.handBack(database, [claim]),
  };

  const holding = setInterval(() => {
    holdOn().catch((error) => log.warn({ err: error }, 'could not hold on to what is being sent'));
  }, lease / 3).unref();

  async function holdOn(): Promise<void> {
    leaveHanging();
    const held = [...underWay.values()];
    const since = thisMoment();
    const renewed = await leases.renew(database, claimsOf(held), lease);
    const kept = new Set(renewed.map(({ id, fence }) => `${id} ${fence}`));
    for (const { claim, ownLease } of held)
      if (kept.has(`${claim.id} ${claim.fence}`)) ownLease.extend(since);
  }

  /** As of a dead worker: what became of it is found out by whoever takes it up. */
  function leaveHanging(): void {
    for (const [run, { claim, ownLease }] of underWay) {
      if (!ownLease.isOver) continue;
      log.error({ delivery: claim.id, target: claim.target }, 'a delivery hangs, and is left to its lease');
      ownLease.release();
      forget(run);
    }
  }

  async function deliverDue(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Room for a whole batch first: a claim of one costs as much as a claim of many.
      while (underWay.size > MOST_UNDER_WAY - BATCH) await oneEnded();
      const claims = await deliveries.claimDue(database, horizonAt(clock.now()), BATCH, lease);
      for (const claim of claims) start(claim);
      if (claims.length === 0) return;
    }
  }

  function start(claim: deliveries.Claim): void {
    const ownLease = new OwnLease(lease, longest);
    const run = correlated(
      () => attempt(claim, { ...options, ownLease, store, stopping: stopping.signal }),
      claim.key,
    )
      .catch((error) => {
        // The claim runs out, and somebody takes the delivery up again, by its network's contract.
        log.error({ err: error, delivery: claim.id }, 'a delivery was left to its lease');
      })
      .finally(() => {
        // Whatever a client still has in hand goes nowhere.
        ownLease.release();
        forget(run);
      });
    underWay.set(run, { claim, ownLease });
  }

  function forget(run: Promise<void>): void {
    underWay.delete(run);
    for (const tell of waiting.splice(0)) tell();
  }

  function oneEnded(): Promise<void> {
    return new Promise((resolve) => waiting.push(resolve));
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await oneEnded();
  }

  return {
    deliverDue,
    freeAbandoned: () => deliveries.freeExpired(database, clock.now(), deadline),
    idle,
    async stop(grace) {
      stopping.abort();
      await Promise.race([idle(), after(grace)]);
      clearInterval(holding);
      const rest = [...underWay.values()];
      for (const { ownLease } of rest) ownLease.release();
      await leases.letGo(database, claimsOf(rest));
    },
  };
}

interface UnderWay {
  claim: deliveries.Claim;
  ownLease: OwnLease;
}

function claimsOf(underWay: UnderWay[]): deliveries.Claim[] {
  return underWay.map(({ claim }) => claim);
}

/** ms ahead of its time that a claim is taken. */
export const AHEAD = 2_000;

/** Wake-ups are by the second: one takes all of its second, so that none is left to wake for at once again. */
function horizonAt(now: number): number {
  return Math.floor((now + AHEAD) / 1_000) * 1_000 + 999;
}

function batchedBegin(db: Database, lease: number) {
  return batched((begins: deliveries.Begin[]) => deliveries.begin(db, begins, lease));
}

function batchedEnd({ database, changed }: DelivererOptions) {
  return batched(async (ended: endings.Ending[]) => {
    changed(await endings.end(database, ended));
    return ended;
  });
}

function after(span: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, span).unref());
}

/** Kept up while a delivery is worked on; a worker that dies loses its claims after that. */
const LEASE = 30_000;
/** A thread of two dozen parts takes a few minutes at a network's slowest. */
const LONGEST = 15 * 60_000;
/** Embedded, a claim holds up the process for a quarter of a millisecond a row. */
const BATCH = 32;
const MOST_UNDER_WAY = 400;
