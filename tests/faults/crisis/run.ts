/** One run: the plan is played, then all is mended and time moved on until nothing is due any more. */
import { setTimeout as pause } from 'node:timers/promises';
import { nextStep } from '../../../src/crisis/escalation.ts';
import * as crises from '../../../src/store/crises.ts';
import * as outbox from '../../../src/store/outbox.ts';
import { ROSTER } from './judge.ts';
import { type Lane, told } from './lane.ts';
import type { Order } from './orders.ts';
import type { Plan, Press, Round } from './plan.ts';

export interface Played {
  kills: number;
  /** Crisis → its climb and the system's instant at which its end by a press was known. */
  stopped: { id: number; climb: number; at: number }[];
}

export async function play(plan: Plan, lane: Lane): Promise<Played> {
  const run = new Run(plan, lane);
  await run.begin();
  for (const round of plan.rounds) await run.play(round);
  await run.mend();
  return run.played;
}

class Run {
  readonly played: Played = { kills: 0, stopped: [] };
  private readonly plan: Plan;
  private readonly lane: Lane;
  private offset = START - Date.now();
  private ids: number[] = [];
  /** Crises that somebody pressed an end of, with the system's instant. */
  private readonly ended: { id: number; at: number }[] = [];

  constructor(plan: Plan, lane: Lane) {
    this.plan = plan;
    this.lane = lane;
  }

  async begin(): Promise<void> {
    const { lane } = this;
    await lane.clear(this.beginning());
    for (let count = 1; count <= this.plan.crises; count += 1) {
      const [first] = lane.workers;
      if (first) told(await first.ask({ kind: 'open', title: `It burns (${count})` }), first);
    }
    this.ids = (await crises.goingOn(lane.database, 10))
      .map(({ id }) => id)
      .sort((one, other) => one - other);
  }

  async play(round: Round): Promise<void> {
    const { lane } = this;
    this.offset += round.advance;
    await lane.all(round.advance < 0 ? this.beginning() : { kind: 'clock', offset: this.offset });
    await this.trouble(round);
    const [first, last] = [lane.workers[0], lane.workers.at(-1)];
    const died: Press[] = [];
    await Promise.all([
      ...lane.workers.map(async (worker) => told(await worker.ask({ kind: 'work' }), worker)),
      last?.ask({ kind: 'audit' }).then((ending) => told(ending, last)),
      ...round.presses.map((press) => this.press(press).then((took) => took || died.push(press))),
      round.kill?.at === 'moment' && pause(round.kill.count).then(() => first?.kill()),
      round.flush && lane.flush(),
    ]);
    lane.farSide.mend();
    await this.fill();
    await this.note();
    for (const press of died) await this.press(press);
    await this.note();
  }

  /** Until nothing is due and nothing waits to be said. */
  async mend(): Promise<void> {
    const { lane } = this;
    lane.farSide.mend();
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      await this.fill();
      await lane.all({ kind: 'work' });
      await lane.all({ kind: 'audit' });
      if (await this.read(() => this.isQuiet())) return;
      this.offset += 16 * 60_000;
      await lane.all({ kind: 'clock', offset: this.offset });
    }
    throw new Error('It does not come to rest.');
  }

  private async fill(): Promise<void> {
    if (await this.lane.fill(this.beginning())) this.played.kills += 1;
  }

  /** Asked again where the worker whose database it is died over it. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!this.lane.hasDead) throw error;
        await this.fill();
      }
    }
  }

  private beginning(): Order {
    return { kind: 'begin', offset: this.offset, policy: this.plan.policy, byQueue: this.plan.byQueue };
  }

  private async trouble({ kill, down, loses }: Round): Promise<void> {
    const { farSide, workers } = this.lane;
    Object.assign(farSide, { isDown: down, loses });
    if (kill?.at === 'statement') await workers[0]?.ask({ kind: 'trap', statements: kill.count });
    if (kill?.at !== 'received' && kill?.at !== 'effected') return;
    let left = kill.count;
    farSide.meets = async (moment, pid) => {
      if (moment !== kill.at) return;
      left -= 1;
      if (left === 0) await workers.find((one) => one.pid === pid)?.kill();
    };
  }

  /** Somebody whose press died with the worker presses again, at another. False: no worker took it. */
  private async press({ crisis, kind, by, after }: Press): Promise<boolean> {
    await pause(after);
    const id = this.ids[crisis] ?? 0;
    for (const worker of this.lane.workers) {
      const ending = await worker.ask({ kind: 'press', id, press: kind, by });
      told(ending, worker);
      if (ending === 'dead') continue;
      if (ENDS.has(kind)) this.ended.push({ id, at: Date.now() });
      return true;
    }
    return false;
  }

  private async note(): Promise<void> {
    for (const { id, at } of this.ended.splice(0)) {
      const stored = await this.read(() => crises.find(this.lane.database, id));
      if (stored && stored.state !== 'open') this.played.stopped.push({ id, climb: stored.climbNumber, at });
    }
  }

  private async isQuiet(): Promise<boolean> {
    const { database } = this.lane;
    if (await outbox.isAnyWaiting(database)) return false;
    const open = await crises.climbing(database, 10);
    const steps = await crises.stepsOf(
      database,
      open.map(({ id }) => id),
    );
    return open.every((one) => {
      const done = (steps.get(one.id) ?? []).map(crises.doneOf);
      const next = nextStep(this.plan.policy, crises.crisisOf(one), done, ROSTER, START);
      return next.kind === 'none';
    });
  }
}

const START = Date.parse('2026-11-26T17:40:00Z');
const ENDS = new Set<Press['kind']>(['acknowledge', 'resolve', 'dismiss']);
const MOST_LOOKS = 60;
