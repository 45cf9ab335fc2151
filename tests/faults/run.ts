/** One run: the plan is played, then everything is mended and time moved on until every delivery has ended. */
import { setTimeout as pause } from 'node:timers/promises';
import { Acts } from './acts.ts';
import { type Cast, openCast } from './cast.ts';
import { type Evidence, gather } from './evidence.ts';
import { type Befallen, Gate } from './gate.ts';
import type { Moment } from './kills.ts';
import type { Lane } from './lane.ts';
import { type Mended, Mending } from './mending.ts';
import type { ClientMoment, Order, Said, Trap, WorkerSettings } from './orders.ts';
import type { Plan } from './plan.ts';
import type { Round } from './rounds.ts';
import { Time } from './time.ts';

export interface Played {
  evidence: Evidence;
  mended: Mended;
  kills: (Moment | 'anywhere')[];
  uploads: Befallen[];
}

/** `trace` is told every step of every worker, in the order in which it was heard of. */
export async function play(plan: Plan, lane: Lane, trace: string[]): Promise<Played> {
  await lane.clear(plan.start);
  const cast = await openCast(plan, lane);
  const run = new Run(plan, lane, cast, trace);
  try {
    return await run.play();
  } finally {
    // Nobody may still listen when the next run's posts are approved.
    await lane.crew.order({ kind: 'stop' });
    run.gate.close();
    await cast.close();
  }
}

class Run {
  readonly gate: Gate;
  private readonly plan: Plan;
  private readonly lane: Lane;
  private readonly cast: Cast;
  private readonly acts: Acts;
  private readonly time: Time;
  private readonly traps: Trap[];
  private readonly kills: Played['kills'] = [];
  private readonly trace: string[];

  constructor(plan: Plan, lane: Lane, cast: Cast, trace: string[]) {
    this.trace = trace;
    this.plan = plan;
    this.lane = lane;
    this.cast = cast;
    this.gate = new Gate(plan, lane, cast, (words) => this.note(words));
    this.acts = new Acts(plan, lane, cast, this.gate);
    this.time = new Time(lane, this.gate);
    this.traps = trapsOf(plan, cast, lane.settings);
    lane.crew.hears = (said) => this.hear(said);
  }

  async play(): Promise<Played> {
    await this.acts.before();
    await this.lane.crew.begin(this.plan.workers, this.beginning());
    for (const round of this.plan.rounds) await this.playRound(round);
    await this.acts.after();
    await this.time.rest();
    this.gate.mend();
    this.note('all is mended');
    const mended = await new Mending(this.plan, this.lane, this.cast, this.time, () => this.replace()).mend();
    if (this.acts.errors.length > 0) throw this.acts.errors[0];
    const { tampered, broken } = this.acts;
    const { released } = mended;
    const evidence = await gather(this.lane, this.gate.arrivals, { tampered, broken, released });
    return { evidence, mended, kills: [...this.kills, ...this.gate.kills], uploads: this.gate.uploads };
  }

  private async playRound(round: Round): Promise<void> {
    this.note(`round: ${JSON.stringify(round)}`);
    const work = this.time.whileWorking(this.plan.byQueue);
    await Promise.all([work, this.makeTrouble(round)]);
    await this.acts.settled();
    const died = await this.replace();
    if (died && round.patient) await this.time.leasesRunOut();
    await this.time.rest();
    if (round.renews) await this.renew();
    await this.time.advance(round.advance, round.before);
  }

  private async renew(): Promise<void> {
    this.gate.open();
    await this.lane.crew.order({ kind: 'check' });
  }

  private async makeTrouble({ trouble, kill, after }: Round): Promise<void> {
    if (kill !== undefined) {
      await pause(kill);
      if (await this.lane.crew.killOne()) this.kills.push('anywhere');
    }
    if (trouble !== undefined) await pause(after);
    if (trouble === 'flush') return this.lane.flushRedis();
    if (trouble === 'stop') return this.lane.crew.stopOne();
    if (trouble === 'disconnect') return this.lane.disconnect();
    if (trouble !== 'crash') return;
    await this.lane.postgres.kill();
    await this.lane.postgres.start();
  }

  /** True when somebody had died. */
  private async replace(): Promise<boolean> {
    const died = this.lane.crew.living.length < this.plan.workers;
    const [crash] = this.lane.crew.crashes();
    if (crash !== undefined) throw new Error(`A worker ended by itself:\n${crash}`);
    await this.lane.crew.replace(this.plan.workers, this.beginning());
    return died;
  }

  private beginning(): Order {
    const offset = this.lane.clock.now() - Date.now();
    return {
      kind: 'begin',
      offset,
      traps: this.traps.filter(({ time }) => time > 0),
      byQueue: this.plan.byQueue,
    };
  }

  private note(words: string): void {
    this.trace.push(`${new Date(this.lane.clock.now()).toISOString().slice(11, 23)} ${words}`);
  }

  private hear(said: Said): void {
    const { pid, step, postId, target, trap } = said;
    this.note(`${pid} ${step} ${postId} ${target}${trap ? ' KILLED' : ''}`);
    if (trap) this.kills.push(step);
    for (const one of this.traps)
      if (one.step === step && one.postId === postId && one.target === target) one.time -= 1;
    this.acts.hear(said);
  }
}

/** Kills in a worker's own attempt, pauses in which people act, and stalls in which it loses what it holds. */
function trapsOf({ kills, stalls, acts }: Plan, { ids }: Cast, { lease, deadline }: WorkerSettings): Trap[] {
  // Who was given leave may send for so long; who connects asks again.
  const spanOf = (moment: ClientMoment) => lease + deadline + (moment === 'connecting' ? STALL : -2 * STALL);
  const ends = kills.flatMap(({ at, post, target, time }): Trap[] =>
    at === 'received' || at === 'effected' ? [] : [{ step: at, postId: ids[post] ?? 0, target, time }],
  );
  const pauses = acts.flatMap(({ on, pause: ms }): Trap[] =>
    on && ms > 0 ? [{ ...on, postId: ids[on.post] ?? 0, time: 1, pause: ms }] : [],
  );
  const clients = acts.flatMap(({ on, inClient }): Trap[] =>
    on && inClient ? [{ ...on, postId: ids[on.post] ?? 0, time: 1, pause: spanOf(inClient), inClient }] : [],
  );
  const stands = stalls.map(({ step, post, target }): Trap => {
    return { step, postId: ids[post] ?? 0, target, time: 1, pause: lease + deadline + STALL };
  });
  return [...ends, ...pauses, ...clients, ...stands];
}

/** ms beyond the span in which it loses what it holds; within it, where its request still goes out. */
const STALL = 150;
