/** Plays the runs in a few lanes at once, and adds up what they show. */
import { buildWorker } from './build.ts';
import { type Lane, openLane } from './lane.ts';
import { makePlan, type Plan } from './plan.ts';
import { play } from './run.ts';
import { Tally } from './tally.ts';
import { Stuck } from './time.ts';
import { within } from './within.ts';

export interface HarnessOptions {
  seed: number;
  /** Of the runs. */
  indices: number[];
  /** Shows every step, whatever is found. */
  loud: boolean;
}

export class Harness {
  private readonly options: HarnessOptions;
  private readonly tally = new Tally();
  private readonly since = performance.now();
  private taken = 0;
  private readonly lanes = new Set<Lane>();

  constructor(options: HarnessOptions) {
    this.options = options;
  }

  /** Answers what is not as it must be. */
  async run(lanes: number): Promise<string[]> {
    const program = await buildWorker();
    try {
      const count = Math.min(lanes, this.options.indices.length);
      await Promise.all(Array.from({ length: count }, () => this.work(program.path)));
    } finally {
      await program.remove();
    }
    return this.tally.objections();
  }

  /** Leaves no process behind. */
  async abandon(): Promise<void> {
    await Promise.all([...this.lanes].map((lane) => lane.abandon()));
  }

  line(): Record<string, unknown> {
    return this.tally.line(this.options.seed, (performance.now() - this.since) / 1_000);
  }

  /** One lane takes the next run until none is left. */
  private async work(program: string): Promise<void> {
    let lane = await this.open(program);
    try {
      for (let index = this.next(); index !== undefined; index = this.next()) {
        if (await this.perform(makePlan(this.options.seed, index), lane)) continue;
        // Who knows what it left behind.
        await this.leave(lane);
        lane = await this.open(program);
      }
    } finally {
      await this.leave(lane);
    }
  }

  private async open(program: string): Promise<Lane> {
    const lane = await openLane(program);
    this.lanes.add(lane);
    return lane;
  }

  /** Its servers are gone then, whatever still waits for them. */
  private async leave(lane: Lane): Promise<void> {
    await lane.stop().catch((error) => {
      process.stderr.write(`${String(error)}\n`);
      return lane.abandon();
    });
    this.lanes.delete(lane);
  }

  private next(): number | undefined {
    const { indices } = this.options;
    const index = indices[this.taken];
    this.taken += 1;
    if (this.taken % PROGRESS === 0) process.stderr.write(`${this.taken} of ${indices.length}\n`);
    return index;
  }

  /** False: it broke off. */
  private async perform(plan: Plan, lane: Lane): Promise<boolean> {
    const trace: string[] = [];
    try {
      const played = await within(LONGEST, play(plan, lane, trace), 'The run did not come to an end.');
      const found = this.tally.add(played);
      if (found.length > 0 || this.options.loud) this.report(plan, [...found, ...trace]);
      return true;
    } catch (error) {
      if (error instanceof Stuck) this.tally.addStuck();
      else this.tally.addBroken();
      this.report(plan, [(error as Error).stack ?? String(error), ...trace]);
      return false;
    }
  }

  private report(plan: Plan, words: string[]): void {
    const again = `npm run faults -- --seed ${this.options.seed} --only ${plan.index}`;
    process.stderr.write(`run ${plan.index} (its seed ${plan.seed}; again: ${again})\n`);
    for (const line of [...words, JSON.stringify(plan)]) process.stderr.write(`  ${line}\n`);
  }
}

const PROGRESS = 50;
/** ms; a run takes about 3 s, and a minute on a busy machine. */
const LONGEST = 300_000;
