/**
 * The time of a run: the app's clock, which is moved, and the leases, which run by the database's. A little time passes
 * while workers work; it is moved far only when no request is under way, as none outlives its deadline.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import * as deliveries from '../../src/store/deliveries.ts';
import type { Gate } from './gate.ts';
import type { Lane } from './lane.ts';

/** A worker hangs, and what it holds with it: nobody else would take that over, as it goes on renewing its lease. */
export class Stuck extends Error {}

export class Time {
  private readonly lane: Lane;
  private readonly gate: Gate;

  constructor(lane: Lane, gate: Gate) {
    this.lane = lane;
    this.gate = gate;
  }

  /** Has everybody work until nothing that is due is left, or they are dead. */
  async whileWorking(byQueue: boolean): Promise<void> {
    if (byQueue) {
      await this.lane.crew.order({ kind: 'sweep' });
      return this.flowUntil(this.quiet());
    }
    const orders = [this.lane.crew.order({ kind: 'deliver' })];
    // As wake-ups come in production: also while somebody still works, and longer than their lease.
    const more = setInterval(
      () => orders.push(this.lane.crew.order({ kind: 'deliver' })),
      this.lane.settings.lease + 50,
    );
    await this.flowUntil(this.allOf(orders).finally(() => clearInterval(more)));
  }

  /** Until nobody is calling anybody. */
  async rest(): Promise<void> {
    await this.flowUntil(this.lane.crew.order({ kind: 'rest' }));
    await this.gate.idle();
  }

  /** By that many ms, or to `before` ms before something falls due; whoever works is waited for first. */
  async advance(by: number, before?: number): Promise<void> {
    await this.rest();
    const now = this.lane.clock.now();
    const due = before === undefined ? undefined : await deliveries.nextDue(this.lane.database);
    const isNear = due !== undefined && due - now < MOST_AHEAD;
    await this.moveTo(isNear ? due - (before ?? 0) : now + by);
  }

  async moveTo(instant: number): Promise<void> {
    if (instant > this.lane.clock.now()) this.lane.clock.moveTo(instant);
    await this.lane.crew.order({ kind: 'clock', offset: this.lane.clock.now() - Date.now() });
  }

  /** What the dead held is free then, and what they had begun too. */
  async leasesRunOut(): Promise<void> {
    const { lease, deadline } = this.lane.settings;
    await pause(lease + deadline + 20);
  }

  /** More orders come while they are obeyed, and while a network is still at what somebody has given up. */
  private async allOf(orders: Promise<unknown>[]): Promise<void> {
    for (let count = 0; count !== orders.length || this.gate.isBusy; ) {
      count = orders.length;
      await Promise.all(orders);
      if (this.gate.isBusy) await pause(STEP);
    }
  }

  /** Those who claimed a post a little early wait for its time. */
  private async flowUntil(work: Promise<unknown>): Promise<void> {
    let isOver = false;
    const over = work.finally(() => {
      isOver = true;
    });
    const since = Date.now();
    for (let flowed = 0; !isOver; ) {
      await Promise.race([over, pause(STEP)]);
      if (Date.now() - since > STUCK) throw new Stuck('The workers did not come to an end.');
      if (isOver || Date.now() - since < AT_ONCE || flowed >= MOST_FLOW) continue;
      flowed += FLOW;
      await this.moveTo(this.lane.clock.now() + FLOW);
    }
    await over;
  }

  /** Woken by the queue, nobody says when all is done: the database tells. */
  private async quiet(): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      // While the database is down there is no end to be seen.
      if (!(await this.isBusy().catch(() => true))) return;
      await pause(STEP);
    }
  }

  private async isBusy(): Promise<boolean> {
    const now = new Date(this.lane.clock.now()).toISOString();
    const { rows } = await this.lane.database.execute<{ busy: boolean }>(sql`
      select exists (select 1 from deliveries where
        (state in ('claimed', 'sending') and lease_until > clock_timestamp())
        or (state = 'scheduled' and next_at <= ${now})) as busy`);
    return rows[0]?.busy ?? false;
  }
}

/** ms. */
const MOST_AHEAD = 2 * 3_600_000;
const STEP = 25;
const AT_ONCE = 60;
const FLOW = 250;
/** Less than what a network may be slow by before absence counts as proof (30 s), less a request's deadline (20 s). */
const MOST_FLOW = 8_000;
const STUCK = 60_000;

const LOOKS = 40;
