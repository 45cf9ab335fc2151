/**
 * Rings the alarms that fall due, in one worker process. They are claimed a little ahead, so that each is rung on the
 * dot; whoever claims holds on to them until they are over.
 */
import { setMaxListeners } from 'node:events';
import { batched } from '../../kit/batch.ts';
import type { Clock } from '../../kit/clock.ts';
import { correlated, type Log } from '../../kit/log.ts';
import * as alarms from '../../store/alarms.ts';
import type { Database } from '../../store/database.ts';
import type { BoundAlarm } from './alarm.ts';

export interface RingerOptions {
  database: Database;
  clock: Clock;
  log: Log;
  definitionOf(kind: string): BoundAlarm | undefined;
  /** Asks for `ringDue` in time for that instant (epoch ms). */
  wake(dueAt: number): void;
  /** ms after which what a dead worker held is free. */
  lease?: number;
}

export interface Ringer {
  /** Claims all that falls due within the next moment; resolves when nothing more does, and rings them in their time. */
  ringDue(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  /** Begins nothing new; waits for what is being rung, at most `grace` ms; hands back the rest. */
  stop(grace: number): Promise<void>;
}

export function createRinger(options: RingerOptions): Ringer {
  const { database, clock, log, lease = LEASE } = options;
  const underWay = new Map<Promise<void>, alarms.Alarm>();
  /** Who waits for one of them to end. */
  const waiting: (() => void)[] = [];
  const stopping = new AbortController();
  // Every alarm that waits for its time listens.
  setMaxListeners(0, stopping.signal);
  const finish = batched((rung: alarms.Rung[]) => alarms.finish(database, rung).then(() => rung));
  let looking: Promise<void> | undefined;

  const holding = setInterval(() => {
    if (underWay.size === 0) return;
    alarms
      .renew(database, [...underWay.values()], lease)
      .catch((error) => log.warn({ err: error }, 'could not hold on to alarms'));
  }, lease / 3).unref();

  function ringDue(): Promise<void> {
    looking = (looking ?? Promise.resolve()).catch(() => {}).then(claimAll);
    return looking;
  }

  async function claimAll(): Promise<void> {
    while (!stopping.signal.aborted) {
      while (underWay.size > MOST_UNDER_WAY - BATCH) await oneEnded();
      const claims = await alarms.claimDue(database, horizonAt(clock.now()), BATCH, lease);
      for (const claim of claims) start(claim);
      if (claims.length === 0) break;
    }
    const next = stopping.signal.aborted ? undefined : await alarms.nextDue(database);
    if (next !== undefined) options.wake(next);
  }

  function start(alarm: alarms.Alarm): void {
    const run = correlated(() => ringInTime(alarm), `${alarm.kind} ${alarm.subject}`)
      .catch((error) => log.error({ err: error, alarm: alarm.id }, 'an alarm was left to its lease'))
      .finally(() => {
        underWay.delete(run);
        for (const tell of waiting.splice(0)) tell();
      });
    underWay.set(run, alarm);
  }

  function oneEnded(): Promise<void> {
    return new Promise((resolve) => waiting.push(resolve));
  }

  async function ringInTime(alarm: alarms.Alarm): Promise<void> {
    if (!(await isTime(alarm.nextAt))) return alarms.letGo(database, [alarm]);
    try {
      const again = await ring(alarm);
      await finish({ id: alarm.id, fence: alarm.fence, again });
      if (again !== null) options.wake(again);
    } catch (error) {
      log.error(
        { err: error, kind: alarm.kind, subject: alarm.subject },
        'an alarm failed; it is tried again',
      );
      const nextAt = clock.now() + Math.min(FIRST_PAUSE * 2 ** (alarm.attempts - 1), LONGEST_PAUSE);
      await alarms.putBack(database, alarm, nextAt);
      options.wake(nextAt);
    }
  }

  async function ring(alarm: alarms.Alarm): Promise<number | null> {
    const definition = options.definitionOf(alarm.kind);
    if (!definition) throw new Error(`There is no file in alarms/ for ${alarm.kind}.`);
    const isMissed = clock.now() - alarm.dueAt > MISSED && alarm.attempts === 1;
    if (isMissed && definition.missed === 'skip') return definition.next(alarm) ?? null;
    const rang = await definition.ring(alarm);
    return rang === 'done' ? null : rang.again;
  }

  /** False: the worker stops before that. */
  function isTime(instant: number): Promise<boolean> {
    return new Promise((resolve) => {
      const { signal } = stopping;
      const stop = () => {
        callOff();
        resolve(false);
      };
      const callOff = clock.at(instant, () => {
        signal.removeEventListener('abort', stop);
        resolve(!signal.aborted);
      });
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await oneEnded();
  }

  return {
    ringDue,
    idle,
    async stop(grace) {
      stopping.abort();
      await Promise.race([idle(), after(grace)]);
      clearInterval(holding);
      await alarms.letGo(database, [...underWay.values()]);
    },
  };
}

function after(span: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, span).unref());
}

/** ms ahead of its time that an alarm is claimed. */
export const AHEAD = 2_000;

/** Wake-ups are by the second: one takes all of its second, so that none is left to wake for at once again. */
function horizonAt(now: number): number {
  return Math.floor((now + AHEAD) / 1_000) * 1_000 + 999;
}

/** ms: kept up while an alarm is waited for and rung. */
const LEASE = 30_000;
const BATCH = 100;
const MOST_UNDER_WAY = 1_000;
/** ms after its time that an alarm is missed, not late. */
const MISSED = 60_000;
/** ms between two tries. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5 * 60_000;
