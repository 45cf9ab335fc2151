/** The workers of one lane: those at work, and spare ones that stand ready for when one is killed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Order, Said, WorkerSettings } from './orders.ts';
import { type Ending, WorkerProcess } from './worker-process.ts';

export class Crew {
  /** Told of every step of every worker. */
  hears: (said: Said) => void = () => {};
  /** Started in all. */
  started = 0;
  private readonly program: string;
  private readonly settings: WorkerSettings;
  private readonly spare: WorkerProcess[] = [];
  private atWork: WorkerProcess[] = [];
  /** Who called the network last, by delivery. */
  private readonly callers = new Map<string, WorkerProcess>();

  constructor(program: string, settings: WorkerSettings) {
    this.program = program;
    this.settings = settings;
  }

  /** A run begins, with that many workers. */
  async begin(count: number, order: Order): Promise<void> {
    this.callers.clear();
    // Those of the last run stand ready first.
    this.spare.unshift(...this.living);
    this.atWork = [];
    await this.replace(count, order);
  }

  /** Spare workers take the places of the dead. */
  async replace(count: number, order: Order): Promise<void> {
    this.atWork = this.living;
    while (this.atWork.length < count) await this.take(await this.fetch(), order);
    for (const worker of this.spare) worker.hears = () => {};
    while (this.spare.length < SPARE) this.spare.push(this.start());
  }

  get living(): WorkerProcess[] {
    return this.atWork.filter(({ alive }) => alive);
  }

  /** To all of them at once. */
  order(order: Order): Promise<Ending[]> {
    return Promise.all(this.living.map((worker) => worker.ask(order)));
  }

  /** Asks one to stop as at SIGTERM, after which its process is gone. */
  async stopOne(): Promise<void> {
    const [worker] = this.living;
    if (!worker) return;
    await worker.ask({ kind: 'stop' });
    await this.dismissOne(worker);
  }

  /** Kills who calls the network for that delivery. False: nobody is known to. */
  async killCaller(postId: number, target: string): Promise<boolean> {
    return this.kill(await this.callerOf(`${postId} ${target}`));
  }

  async killOne(): Promise<boolean> {
    return this.kill(this.living[0]);
  }

  /** What those who crashed by themselves said: a fault of theirs or of the harness. */
  crashes(): string[] {
    return this.atWork.filter(({ crashed }) => crashed).map(({ said }) => said.join('\n'));
  }

  async dismiss(): Promise<void> {
    await Promise.all([...this.atWork, ...this.spare].map((worker) => worker.kill()));
  }

  private start(): WorkerProcess {
    this.started += 1;
    return new WorkerProcess(this.program, this.settings);
  }

  /** One that stands ready. One that found no database at its start is started again, as a supervisor would. */
  private async fetch(): Promise<WorkerProcess> {
    for (let tries = 1; ; tries += 1) {
      const worker = this.spare.shift() ?? this.start();
      const ending = await worker.ready;
      const isAway = ending === 'dead' && worker.said.some((line) => line.includes('database.unreachable'));
      if (!isAway || tries === STARTS) return worker;
      await pause(100);
    }
  }

  private async take(worker: WorkerProcess, order: Order): Promise<void> {
    worker.hears = (said) => {
      if (said.step === 'calling') this.callers.set(`${said.postId} ${said.target}`, worker);
      this.hears(said);
    };
    const ending = await worker.ask(order);
    if (ending !== 'done')
      throw new Error([`A worker did not begin: ${JSON.stringify(ending)}`, ...worker.said].join('\n'));
    this.atWork.push(worker);
  }

  /** The request may be here before the line that tells who sends it. */
  private async callerOf(delivery: string): Promise<WorkerProcess | undefined> {
    for (let look = 0; look < LOOKS; look += 1) {
      const caller = this.callers.get(delivery);
      if (caller?.alive) return caller;
      await pause(2);
    }
    return undefined;
  }

  private async kill(worker: WorkerProcess | undefined): Promise<boolean> {
    await worker?.kill();
    return worker !== undefined;
  }

  private async dismissOne(worker: WorkerProcess): Promise<void> {
    await worker.kill();
    this.atWork = this.atWork.filter((one) => one !== worker);
  }
}

const SPARE = 2;
const LOOKS = 50;
const STARTS = 50;
