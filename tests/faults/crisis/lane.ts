/** Servers, far sides and two workers, for one run after another. */
import { sql } from 'drizzle-orm';
import { Redis } from 'ioredis';
import { createLog } from '../../../src/kit/log.ts';
import { type OpenDatabase, openDatabase } from '../../../src/store/open/open-database.ts';
import { createDatabase, makePostgres, makeRedis } from '../../services/services.ts';
import { emptyPosts } from '../../store/empty.ts';
import { type Ending, WorkerProcess } from '../worker-process.ts';
import { FarSide } from './far-side.ts';
import type { Order, WorkerSettings } from './orders.ts';

export class Lane {
  readonly farSide = new FarSide();
  readonly database: OpenDatabase['database'];
  workers: WorkerProcess<Order>[] = [];
  private readonly program: string;
  private readonly settings: WorkerSettings;
  private readonly redis: Redis;
  private readonly stopServers: () => Promise<void>;
  /** Stands ready for when one is killed. */
  private spare: WorkerProcess<Order> | undefined;

  private constructor(
    program: string,
    settings: WorkerSettings,
    opened: OpenDatabase,
    stopServers: () => Promise<void>,
  ) {
    this.program = program;
    this.settings = settings;
    this.database = opened.database;
    this.stopServers = stopServers;
    this.redis = new Redis(settings.redisUrl);
  }

  static async open(program: string): Promise<Lane> {
    const [postgres, redis] = await Promise.all([makePostgres(), makeRedis()]);
    await Promise.all([postgres.start(), redis.start()]);
    const databaseUrl = await createDatabase(postgres.url);
    const log = createLog('silent');
    const opened = await openDatabase({ databaseUrl, dataDir: '', log, maxConnections: 4 });
    const settings = { databaseUrl, redisUrl: redis.url, address: '' };
    const lane = new Lane(program, settings, opened, async () => {
      await opened.close();
      await Promise.all([postgres.remove(), redis.remove()]);
    });
    settings.address = await lane.farSide.start();
    return lane;
  }

  async clear(): Promise<void> {
    await emptyPosts(this.database);
    await this.redis.flushall();
    this.farSide.clear();
  }

  async flush(): Promise<void> {
    await this.redis.flushall();
  }

  /** As many as there must be are at work; those that are new begin by this order. Answers whether any had died. */
  async fill(count: number, begin: Order): Promise<boolean> {
    const living = this.workers.filter(({ alive }) => alive);
    const died = living.length < this.workers.length;
    const crashed = this.workers.find((one) => one.crashed);
    if (crashed) throw new Error(`A worker ended by itself:\n${crashed.said.join('\n')}`);
    this.workers = living;
    while (this.workers.length < count) {
      const worker = this.spare ?? this.start();
      this.spare = undefined;
      told(await worker.ready, worker);
      told(await worker.ask(begin), worker);
      this.workers.push(worker);
    }
    this.spare ??= this.start();
    // What a dead worker held is free when its lease has run out: here at once, while nobody is at work.
    if (died)
      for (const table of ['outbox', 'alarms'])
        await this.database.execute(
          sql.raw(`update ${table} set lease_until = null where lease_until is not null`),
        );
    return died;
  }

  async all(order: Order): Promise<void> {
    for (const worker of this.workers) told(await worker.ask(order), worker);
  }

  async stop(): Promise<void> {
    const all = [...this.workers, ...(this.spare ? [this.spare] : [])];
    await Promise.all(all.map((worker) => worker.kill()));
    this.redis.disconnect();
    await this.farSide.stop();
    await this.stopServers();
  }

  private start(): WorkerProcess<Order> {
    return new WorkerProcess<Order>(this.program, this.settings);
  }
}

/** Throws for a fault of the worker's own; that it was killed is none. */
export function told(ending: Ending, worker: WorkerProcess<Order>): void {
  if (typeof ending === 'object') throw new Error([ending.error, ...worker.said].join('\n'));
}
