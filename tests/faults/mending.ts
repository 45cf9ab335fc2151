/** After the trouble: time is moved on until every delivery has ended, and people answer, truthfully, what they are asked. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type Answer, answerDelivery } from '../../src/app/deliveries/answering.ts';
import { publishNow } from '../../src/app/deliveries/releasing.ts';
import { Refusal } from '../../src/kit/finding.ts';
import { partsOf } from '../../src/posts/parts.ts';
import type { Cast } from './cast.ts';
import type { Lane } from './lane.ts';
import type { Plan } from './plan.ts';
import { type Random, randomOf } from './random.ts';
import { type Contract, contractOf, type Target } from './targets.ts';
import type { Time } from './time.ts';

export interface Mended {
  /** Deliveries of which the bot said that it cannot know, by contract. */
  unknown: Partial<Record<Contract, number>>;
  failed: number;
  /** How often a person said that what was held goes out now. */
  held: number;
  /** When that was (epoch ms, by the run's clock), by post. */
  released: Map<number, number>;
  /** Called failed though it was live, and retried; the others show at the end. */
  falseFailures: string[];
}

interface Open {
  id: number;
  target: Target;
  state: string;
  reason: string | null;
  postId: number;
  revision: number;
  /** Of the part that it stands at. */
  text: string;
  nextAt: number;
}

export class Mending {
  private readonly mended: Mended = {
    ...{ unknown: {}, failed: 0, falseFailures: [] },
    ...{ held: 0, released: new Map() },
  };
  private readonly plan: Plan;
  private readonly lane: Lane;
  private readonly cast: Cast;
  private readonly time: Time;
  private readonly replace: () => Promise<unknown>;
  private readonly random: Random;
  /** Failures that somebody has seen: each is answered once, or left. */
  private readonly seen = new Set<number>();

  constructor(plan: Plan, lane: Lane, cast: Cast, time: Time, replace: () => Promise<unknown>) {
    this.plan = plan;
    this.lane = lane;
    this.cast = cast;
    this.time = time;
    this.replace = replace;
    this.random = randomOf(plan.seed + 1);
  }

  async mend(): Promise<Mended> {
    for (let round = 0; ; round += 1) {
      // A trap that was set may still be met.
      await this.replace();
      const open = await this.open();
      const standing = open.filter(({ state, id }) => STANDING.has(state) && !this.seen.has(id));
      const moving = open.filter(({ state }) => !STANDING.has(state));
      if (standing.length === 0 && moving.length === 0) return this.mended;
      // It never ends: the judge will say so.
      if (round === MOST_ROUNDS) return this.mended;
      for (const one of standing) await this.answer(one);
      if (moving.length > 0) await this.goOn(moving);
    }
  }

  private async goOn(moving: Open[]): Promise<void> {
    const waiting = moving.filter(({ state }) => state === 'scheduled');
    if (waiting.length < moving.length) await this.time.leasesRunOut();
    await this.time.advance(0);
    if (waiting.length === moving.length)
      await this.time.moveTo(Math.min(...waiting.map(({ nextAt }) => nextAt)));
    await this.lane.crew.order({ kind: 'sweep' });
    await this.time.whileWorking(this.plan.byQueue);
  }

  private async answer(one: Open): Promise<void> {
    if (one.state === 'held') return this.release(one);
    const isLive = this.lane.sites[one.target].live().includes(one.text);
    const answer = one.state === 'failed' ? this.toFailure(one, isLive) : this.toDoubt(one, isLive);
    if (answer) await answerDelivery(this.cast.app, this.lane.approver, one.id, answer);
  }

  /** What a pause holds goes on by itself, once the account was found open. */
  private async release({ postId, revision, reason }: Open): Promise<void> {
    if (reason === 'paused') return void (await this.lane.crew.order({ kind: 'check' }));
    this.mended.held += 1;
    if (!this.mended.released.has(postId)) this.mended.released.set(postId, this.lane.clock.now());
    await publishNow(this.cast.app, this.lane.approver, postId, revision).catch(async (error) => {
      // Paused as well: once the account is found open, it is asked for again.
      if (!(error instanceof Refusal)) throw error;
      await this.lane.crew.order({ kind: 'check' });
    });
  }

  private toFailure({ id, target, text, reason }: Open, isLive: boolean): Answer | undefined {
    this.seen.add(id);
    this.mended.failed += 1;
    if (isLive)
      this.mended.falseFailures.push(`${target}: "${text}" is called failed (${reason}), and is live`);
    return this.random.chance(0.6) ? { kind: 'retry' } : undefined;
  }

  private toDoubt({ target, postId }: Open, isLive: boolean): Answer {
    const contract = contractOf(target, this.plan.posts[this.cast.ids.indexOf(postId)]?.shown);
    this.mended.unknown[contract] = (this.mended.unknown[contract] ?? 0) + 1;
    return isLive ? { kind: 'live' } : { kind: 'not_live' };
  }

  private async open(): Promise<Open[]> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await openOnes(this.lane);
      } catch (error) {
        // The database was just restarted.
        if (tries === 20) throw error;
        await pause(100);
      }
    }
  }
}

const STANDING = new Set(['failed', 'unknown', 'held']);
/** Not by time: on a busy machine each takes longer. */
const MOST_ROUNDS = 120;

async function openOnes({ database }: Lane): Promise<Open[]> {
  const { rows } = await database.execute<Row>(sql`
    select deliveries.id, post_id as "postId", revision, target, state, problem ->> 'reason' as reason,
      coalesce(content -> 'variants' ->> target, content ->> 'text') as text,
      jsonb_array_length(sent_parts) as out, (extract(epoch from next_at) * 1000)::float8 as "nextAt"
    from deliveries join revisions using (post_id, revision)
    where state not in ('sent', 'cancelled') order by deliveries.id`);
  return rows.map(({ text, out, ...row }) => ({
    ...row,
    id: Number(row.id),
    postId: Number(row.postId),
    text: partsOf(text)[out] ?? '',
  }));
}

type Row = Record<string, unknown> & Open & { out: number };
