/** A Redis that answers and does not do what the queue needs, and one whose user may do only that. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { redisConnector } from '../../src/queue/connection.ts';
import { examineRedis } from '../../src/queue/examination.ts';
import { done, type Queue } from '../../src/queue/job.ts';
import { Proof } from '../../src/queue/proof.ts';
import { makeRedis, type Service } from './services.ts';

const PATIENCE = 5_000;
let plain: Service;
let cluster: Service;
let full: Service;
let lonely: Service;

beforeAll(async () => {
  plain = await makeRedis({ databases: '1' });
  cluster = await makeRedis({ 'cluster-enabled': 'yes' });
  full = await makeRedis({ maxmemory: '1', 'maxmemory-policy': 'noeviction' });
  lonely = await makeRedis({ 'min-replicas-to-write': '1' });
  await Promise.all([plain, cluster, full, lonely].map((service) => service.start()));
  await admin(cluster, async (client) => {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await vi.waitFor(async () => expect(await client.call('CLUSTER', 'INFO')).toMatch(/cluster_state:ok/), {
      timeout: 20_000,
    });
  });
  await admin(plain, async (client) => {
    await client.call('ACL', 'SETUSER', 'noinfo', 'on', '>word', '~*', '&*', '+@all', '-info', '-config');
    await client.call('ACL', 'SETUSER', 'noscripts', 'on', '>word', '~*', '&*', '+@all', '-eval', '-evalsha');
  });
});
afterAll(async () => {
  await Promise.all([plain, cluster, full, lonely].map((service) => service?.remove()));
});

describe('one without the right to INFO', () => {
  test('works, and is not asked again and again', async () => {
    await using(as('noinfo'), async (queue) => {
      const ran = new Promise<void>((resolve) => {
        const run = async () => {
          resolve();
          return done;
        };
        void queue.work([{ name: 'wake', run }]);
      });
      await queue.add('wake', {});
      await ran;
      expect(await queue.fault()).toBeUndefined();
    });
    await admin(plain, async (client) => {
      const statistics = String(await client.info('commandstats'));
      const refused = /cmdstat_info:.*rejected_calls=(\d+)/.exec(statistics)?.[1] ?? '0';
      expect(Number(refused)).toBeLessThan(30);
    });
  });

  test('is told what could not be looked at', async () => {
    expect(await examineRedis(as('noinfo'), PATIENCE)).toEqual([
      { state: 'off', what: expect.stringMatching(/version cannot be read/) },
      { state: 'off', what: expect.stringMatching(/maxmemory-policy cannot be read/) },
      { state: 'right', what: 'Redis: a job went through the queue.' },
    ]);
  });
});

describe.each([
  ['a cluster', () => cluster.url, /is a cluster/, /without cluster mode/],
  ['one without memory', () => full.url, /no memory left/, /maxmemory/],
  ['one without its copies', () => lonely.url, /misses the copies/, /min-replicas-to-write/],
  [
    'one without the database of that number',
    () => `${plain.url}/5`,
    /no database of that number/,
    /databases/,
  ],
  ['one that refuses scripts', () => as('noscripts'), /refuses what the queue needs/, /EVAL/],
])('%s', (_name, url, reason, remedy) => {
  test('is told by the doctor, with the remedy', async () => {
    const found = await examineRedis(url(), PATIENCE);
    expect(found.find(({ what }) => reason.test(what))).toMatchObject({
      state: 'wrong',
      remedy: expect.stringMatching(remedy),
    });
  });

  test('is a fault of the queue, though it answers', async () => {
    await using(url(), async (queue) => {
      await expect.poll(() => queue.fault(), { timeout: 20_000 }).toMatch(reason);
    });
  });
});

test('one that begins to refuse while it works is a fault from then on, until it takes jobs again', async () => {
  const connect = await redisConnector(plain.url);
  const proof = new Proof(() => connect({ maxRetriesPerRequest: null }), randomUUID(), createLog('silent'));
  const needCopies = (count: number) =>
    admin(plain, async (client) => void (await client.config('SET', 'min-replicas-to-write', count)));
  try {
    await proof.make();
    expect(proof.fault()).toBeUndefined();
    await needCopies(1);
    vi.setSystemTime(Date.now() + 60_000);
    await expect.poll(() => proof.fault(), { timeout: 20_000 }).toMatch(/misses the copies/);
    await needCopies(0);
    vi.setSystemTime(Date.now() + 60_000);
    await expect.poll(() => proof.fault(), { timeout: 20_000 }).toBeUndefined();
  } finally {
    vi.useRealTimers();
    await needCopies(0);
    await proof.close();
  }
});

test('a password that is refused is told as that', async () => {
  const [found] = await examineRedis(plain.url.replace('//', '//noinfo:other@'), PATIENCE);
  expect(found).toMatchObject({ state: 'wrong', what: expect.stringMatching(/WRONGPASS/) });
});

test('a job of the examination leaves nothing behind', async () => {
  await examineRedis(plain.url, PATIENCE);
  await admin(plain, async (client) => expect(await client.keys('*proof*')).toEqual([]));
});

function as(user: string): string {
  return plain.url.replace('//', `//${user}:word@`);
}

async function using(redisUrl: string, use: (queue: Queue) => Promise<void>): Promise<void> {
  const log = createLog('silent');
  const queue = await createQueue({
    redisUrl,
    pool: undefined as never,
    clock: systemClock,
    log,
    prefix: randomUUID(),
  });
  try {
    await use(queue);
  } finally {
    await queue.stop(1_000);
  }
}

async function admin(service: Service, use: (client: Redis) => Promise<void>): Promise<void> {
  const client = new Redis(service.url);
  try {
    await use(client);
  } finally {
    client.disconnect();
  }
}
