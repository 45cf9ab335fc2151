/** A database, far sides and workers, for one run after another. */
import type { Database } from '../../../src/store/database.ts';
import { emptyPosts } from '../../store/empty.ts';
import { freeLeases } from '../leases.ts';
import { type Ending, WorkerProcess } from '../worker-process.ts';
import { type Base, openFolder, openServers } from './bases.ts';
import { FarSide } from './far-side.ts';
import type { Order, Query, WorkerSettings } from './orders.ts';

export class Lane {
  readonly farSide = new FarSide();
  workers: WorkerProcess<Order>[] = [];
  private readonly program: string;
  private readonly base: Base;
  private readonly settings: WorkerSettings;
  /** Stands ready for when one is killed; none can where one alone may hold the database. */
  private spare: WorkerProcess<Order> | undefined;

  private constructor(program: string, base: Base, address: string) {
    this.program = program;
    this.base = base;
    this.settings = { ...base.settings, address };
  }

  static async open(program: string, isEmbedded: boolean): Promise<Lane> {
    const ask = (query: Query) => lane.answer(query);
    const base = await (isEmbedded ? openFolder(ask) : openServers());
    const lane: Lane = new Lane(program, base, '');
    lane.settings.address = await lane.farSide.start();
    return lane;
  }

  get database(): Database {
    return this.base.database;
  }

  /** Nothing is left of the run before; all workers begin by this order. */
  async clear(begin: Order): Promise<void> {
    await this.fill(begin);
    await this.all({ kind: 'stop' });
    await emptyPosts(this.database);
    await this.base.flush();
    this.farSide.clear();
    await this.all(begin);
  }

  async flush(): Promise<void> {
    await this.base.flush();
  }

  /** As many as there must be are at work; those that are new begin by this order. Answers whether any had died. */
  async fill(begin: Order): Promise<boolean> {
    const living = this.workers.filter(({ alive }) => alive);
    const died = living.length < this.workers.length;
    const crashed = this.workers.find((one) => one.crashed);
    if (crashed) throw new Error(`A worker ended by itself:\n${crashed.said.join('\n')}`);
    this.workers = living;
    while (this.workers.length < this.base.workers) {
      const worker = this.spare ?? this.start();
      this.spare = undefined;
      told(await worker.ready, worker);
      if (worker.crashed) throw new Error(`A worker did not start:\n${worker.said.join('\n')}`);
      told(await worker.ask(begin), worker);
      this.workers.push(worker);
    }
    if (this.base.workers > 1) this.spare ??= this.start();
    if (died) await freeLeases(this.database);
    return died;
  }

  async all(order: Order): Promise<void> {
    for (const worker of this.workers) told(await worker.ask(order), worker);
  }

  async stop(): Promise<void> {
    const all = [...this.workers, ...(this.spare ? [this.spare] : [])];
    await Promise.all(all.map((worker) => worker.kill()));
    await this.farSide.stop();
    await this.base.stop();
  }

  get hasDead(): boolean {
    return this.workers.some(({ alive }) => !alive);
  }

  private async answer(query: Query): Promise<unknown> {
    const [worker] = this.workers;
    if (!worker) throw new Error('No worker is there whose database could be asked.');
    return worker.question({ kind: 'query', query });
  }

  private start(): WorkerProcess<Order> {
    return new WorkerProcess<Order>(this.program, this.settings);
  }
}

/** Throws for a fault of the worker's own; that it was killed is none. */
export function told(ending: Ending, worker: WorkerProcess<Order>): void {
  if (typeof ending === 'object') throw new Error([ending.error, ...worker.said].join('\n'));
}
