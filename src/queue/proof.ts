/** Whether a Redis does for the queue what the queue needs: one job goes through it, under the queue's own prefix. */
import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Log } from '../kit/log.ts';
import { t } from '../kit/t.ts';
import { STREAMS, within } from './backend.ts';

export interface Refused {
  /** Without a full stop: "is a cluster, …". */
  reason: string;
  remedy: string;
  /** It is Redis' own word, and not a silence that may end. */
  isSure: boolean;
}

/** What is known of it: found out at each connection, and again while it is asked about, as it may begin to refuse. */
export class Proof {
  private readonly connect: () => Redis;
  private readonly prefix: string | undefined;
  private readonly log: Log;
  private client: Redis | undefined;
  private making: Promise<void> | undefined;
  private refused: Refused | undefined;
  private madeAt = 0;
  private isOver = false;

  constructor(connect: () => Redis, prefix: string | undefined, log: Log) {
    this.connect = connect;
    this.prefix = prefix;
    this.log = log;
  }

  async make(): Promise<void> {
    if (this.isOver) return;
    this.making ??= this.prove().finally(() => {
      this.making = undefined;
    });
    await this.making;
  }

  fault(): string | undefined {
    if (this.madeAt > 0 && Date.now() - this.madeAt > PROVE_AGAIN) void this.make();
    if (!this.refused) return undefined;
    const { reason, remedy } = this.refused;
    return t('Redis {reason}. {remedy}', { reason, remedy });
  }

  /** One that is being made takes away what it put in. */
  async close(): Promise<void> {
    this.isOver = true;
    await within(GRACE, this.making ?? Promise.resolve(), () => '').catch(() => {});
    this.client?.disconnect();
  }

  private async prove(): Promise<void> {
    this.client = this.connect();
    this.client.on('error', () => {});
    const refused = await proveQueue(this.client, this.prefix);
    this.client.disconnect();
    this.madeAt = Date.now();
    if (this.isOver || (refused && !refused.isSure)) return;
    if (refused && refused.reason !== this.refused?.reason)
      this.log.error({ reason: refused.reason, remedy: refused.remedy }, 'Redis takes no jobs of the queue');
    if (!refused && this.refused) this.log.info('Redis takes jobs of the queue again');
    this.refused = refused;
  }
}

const PROVE_AGAIN = 30_000;
const GRACE = 500;

/** Undefined when the job came through. The client must retry without end (`maxRetriesPerRequest: null`). */
export async function proveQueue(client: Redis, prefix: string | undefined): Promise<Refused | undefined> {
  const common = { connection: client, ...(prefix ? { prefix } : {}) };
  const queue = new Queue(`proof-${randomUUID()}`, { ...common, streams: STREAMS });
  const worker = new Worker(queue.name, null, { ...common, autorun: false });
  queue.on('error', () => {});
  worker.on('error', () => {});
  try {
    await within(PATIENCE, throughIt(client, queue, worker), () =>
      t('no answer for {span} s', { span: PATIENCE / 1_000 }),
    );
    return undefined;
  } catch (error) {
    return refusalOf(error instanceof Error ? error.message : String(error));
  } finally {
    await within(PATIENCE, close(client, queue, worker), () => '').catch(() => {});
  }
}

const PATIENCE = 5_000;

async function throughIt(client: Redis, queue: Queue, worker: Worker): Promise<void> {
  // The client goes on in the first database when it may not have its own.
  if (Number(client.options.db) > 0) await client.select(Number(client.options.db));
  await queue.add('proof', {}, { delay: 1 });
  await queue.add('proof', {}, { removeOnComplete: true });
  const token = randomUUID();
  const job = await worker.getNextJob(token, { block: false });
  if (!job) throw new Error(t('a job that was put in did not come out'));
  await job.moveToCompleted('', token, false);
}

async function close(client: Redis, queue: Queue, worker: Worker): Promise<void> {
  // Without scripts nothing else came about.
  await queue.obliterate({ force: true }).catch(() => client.del(queue.toKey('meta')));
  await Promise.all([worker.close(true), queue.close()]);
}

export function refusalOf(message: string): Refused {
  const told = message.replace(/\s+script: .*$/s, '').replace(/\.$/, '');
  const known = KNOWN.find(({ signs }) => signs.test(message));
  if (known) return { reason: known.reason(told), remedy: known.remedy(), isSure: true };
  return {
    reason: t('does not do what the queue needs ({told})', { told }),
    remedy: t('Look into its log.'),
    isSure: false,
  };
}

const KNOWN = [
  {
    signs: /CROSSSLOT|MOVED|CLUSTERDOWN|\bASK \d/,
    reason: (told: string) =>
      t('is a cluster, and the queue needs all of its keys in one place ({told})', { told }),
    remedy: () =>
      t('Give REDIS_URL a Redis without cluster mode, or leave it empty: then the queue is in the database.'),
  },
  {
    signs: /NOAUTH|WRONGPASS/,
    reason: () => t('refused the user name or the password'),
    remedy: () => t('Correct them in REDIS_URL; write /, @, : and % in them as %2F, %40, %3A and %25.'),
  },
  {
    signs: /^ERR (?:DB index is out of range|invalid DB index)/,
    reason: () => t('has no database of that number'),
    remedy: () =>
      t('Correct the number at the end of REDIS_URL, or raise `databases` in redis.conf and restart Redis.'),
  },
  {
    signs: /\b(?:READONLY|MASTERDOWN)\b/,
    reason: () => t('is a copy that cannot be written to'),
    remedy: () => t('Give REDIS_URL the main server.'),
  },
  {
    signs: /\bOOM\b/,
    reason: () => t('has no memory left for new jobs'),
    remedy: () => t('Raise maxmemory in redis.conf, or take out what else fills it.'),
  },
  {
    signs: /\bMISCONF\b/,
    reason: () => t('cannot save its data to the disk, and takes no writes until it can'),
    remedy: () => t('Make room on its disk, and let it write to its folder; its log says what failed.'),
  },
  {
    signs: /\bNOREPLICAS\b/,
    reason: () => t('misses the copies that it is to have, and takes no writes without them'),
    remedy: () => t('Start its replicas, or lower min-replicas-to-write in redis.conf.'),
  },
  {
    signs: /\bLOADING\b/,
    reason: () => t('is still loading its data'),
    remedy: () => t('Wait; jobs run as soon as it has.'),
  },
  {
    signs: /NOPERM|unknown command|EVAL|Lua/i,
    reason: (told: string) => t('refuses what the queue needs ({told})', { told }),
    remedy: () =>
      t(
        'Let its user run scripts (EVAL, EVALSHA) and all commands on the keys bull:*, or leave REDIS_URL empty: then the queue is in the database.',
      ),
  },
];
