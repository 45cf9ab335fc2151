/** A network that takes its time: the delivery is put down, taken up again from its marks, and asked about in the end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Account } from '../../src/app/accounts.ts';
import type { App } from '../../src/app/app.ts';
import { retryPost } from '../../src/app/deliveries/answering.ts';
import { createDeliverer } from '../../src/app/deliveries/deliverer.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import {
  type Connection,
  type IsTaken,
  NetworkError,
  type RetryContract,
} from '../../src/networks/network.ts';
import * as deliveries from '../../src/store/deliveries.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { found } from '../contract/networks.calls.ts';
import { createRig, HELLO } from '../contract/store-rig.ts';
import { outside } from '../networks/servers/outside.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const log = createLog('silent');
const HOUR = 3_600_000;
let opened: OpenDatabase;
let dataDir = '';
let author = 0;
let approver = 0;
let clock: MovableClock;
/** Containers that were made, and those that were published. */
let made: string[];
let live: string[];
let isReady: boolean;
/** Refused instead of being published. */
let isRefused: boolean;
/** How long the network says that it may take, ms. */
let processingFor: number | undefined;
/** Why it does not answer, while it does not. */
let hiccup: string | undefined;
/** What the deliverer gave along with the last post. */
let isTaken: IsTaken | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-processing-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
  author = await people.enrol(opened.database, { slack: 'U1' }, { name: 'Ada' });
  approver = await people.enrol(opened.database, { slack: 'U2' }, { name: 'Ben' });
});
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyPosts(opened.database);
  clock = new MovableClock();
  made = [];
  live = [];
  isReady = false;
  isRefused = false;
  processingFor = undefined;
  hiccup = undefined;
  isTaken = undefined;
});

/** Publishes by a container, as Meta's networks do. */
const publish: Connection['publish'] = async (_message, { marks }, keep, taken) => {
  isTaken = taken;
  let container = marks.container;
  if (container === undefined) {
    container = `c${made.length + 1}`;
    made.push(container);
    await keep({ container, container_at: String(clock.now()) });
  }
  if (hiccup !== undefined) throw new NetworkError('unreachable', hiccup);
  const processingSince = Number(marks.container_at ?? clock.now());
  if (!isReady) throw new NetworkError('processing', 'It works on it.', { processingSince, processingFor });
  if (isRefused) throw new NetworkError('refused', 'Not like this.');
  live.push(container);
  return { id: container };
};

function rigged(contract: RetryContract = { kind: 'handle' }) {
  const { database } = opened;
  const network = { ...found('webhook'), contract };
  const settings = network.account.parse({ url: 'http://127.0.0.1:9', secret: 'x'.repeat(32) });
  const connection: Connection = { ...network.connect(settings, outside()), publish };
  const account: Account = { target: 'web', title: 'Acme', network, connection };
  const again: number[] = [];
  const deliverer = createDeliverer({
    ...{ database, clock, log, grace: () => 2 * HOUR, changed: () => {} },
    again: (at) => void again.push(at),
    accounts: { get: () => account, titleOf: (target) => target, close: async () => {} },
    refusedAccount: async () => 'let in',
    obstacle: async () => undefined,
  });
  const pass = async (milliseconds: number) => {
    if (milliseconds > 0) clock.moveTo(clock.now() + milliseconds);
    await deliverer.deliverDue();
    await deliverer.idle();
  };
  const app = { database, clock, log, queue: { add: async () => {} } } as unknown as App;
  const person = { id: approver, name: 'Ben', timeZone: 'UTC', roles: [], identities: {} };
  /** What failed is sent again. */
  const retry = (postId: number) => retryPost(app, { person, chat: 'slack' }, postId, 1);
  return { rig: createRig(() => ({ db: database, author, approver })), deliverer, pass, again, retry };
}

const statesOf = (postId: number) => postDeliveries.ofPost(opened.database, postId, 1);

test('what is not ready is put down with its marks and no doubt, and taken up again at the time that was told', async () => {
  const { rig, deliverer, pass, again } = rigged();
  const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
  const before = clock.now();
  await pass(0);
  const problem = { reason: 'processing', message: 'It works on it.', remedy: '' };
  expect(await statesOf(postId)).toMatchObject([
    { state: 'scheduled', doubtfulSince: null, problem, intent: { marks: { container: 'c1' } } },
  ]);
  const next = await deliveries.nextDue(opened.database);
  expect(again.map(Math.round)).toEqual([next]);
  expect(next).toBeGreaterThanOrEqual(before + 5_000);
  expect(next).toBeLessThanOrEqual(clock.now() + 6_000);
  await pass(7_000);
  expect(live).toEqual([]);
  isReady = true;
  await pass(60_000);
  expect(await statesOf(postId)).toMatchObject([{ state: 'sent', published: { id: 'c1' } }]);
  expect([made, live]).toEqual([['c1'], ['c1']]);
  await deliverer.stop(0);
});

test('another process goes on where the one that was stopped has left off', async () => {
  const first = rigged();
  const { postId } = await first.rig.approved({ dueAt: clock.now(), content: HELLO });
  await first.pass(0);
  await first.deliverer.stop(0);
  isReady = true;
  const second = rigged();
  await second.pass(11_000);
  expect(await statesOf(postId)).toMatchObject([{ state: 'sent' }]);
  expect([made, live]).toEqual([['c1'], ['c1']]);
  await second.deliverer.stop(0);
});

test('what is never ready is asked about after an hour', async () => {
  const { rig, deliverer, pass } = rigged();
  const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
  await pass(0);
  for (let minutes = 5; minutes < 60; minutes += 5) await pass(5 * 60_000);
  expect(await statesOf(postId)).toMatchObject([{ state: 'scheduled' }]);
  for (let minutes = 60; minutes <= 70; minutes += 5) await pass(5 * 60_000);
  const [stuck] = await statesOf(postId);
  expect(stuck).toMatchObject({ state: 'failed', doubtfulSince: null, problem: { reason: 'processing' } });
  expect(stuck?.problem?.message).toContain('Nothing is out');
  expect([made, live]).toEqual([['c1'], []]);
  await deliverer.stop(0);
});

test('what a network says takes many hours is asked for that long, and Retry is as patient again', async () => {
  processingFor = 12 * HOUR;
  const { rig, deliverer, pass, retry } = rigged({ kind: 'handle', resumes: true });
  const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
  await pass(0);
  for (let hours = 1; hours < 12; hours += 1) await pass(HOUR);
  expect(await statesOf(postId)).toMatchObject([{ state: 'scheduled', problem: { reason: 'processing' } }]);
  await pass(HOUR);
  expect(await statesOf(postId)).toMatchObject([
    {
      state: 'failed',
      problem: {
        message: 'It works on it. After 12 hours it is not done. Nothing is out.',
        remedy: expect.stringContaining('goes on from there'),
      },
    },
  ]);
  expect(await retry(postId)).toBe(1);
  await pass(0);
  for (let hours = 1; hours < 12; hours += 1) await pass(HOUR);
  expect(await statesOf(postId)).toMatchObject([{ state: 'scheduled' }]);
  isReady = true;
  await pass(HOUR);
  expect([made, live]).toEqual([['c1'], ['c1']]);
  await deliverer.stop(0);
});

test('what was begun in its time goes on after a hiccup past the grace, tried again soon and then each minute', async () => {
  processingFor = 12 * HOUR;
  const { rig, deliverer, pass } = rigged();
  const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
  await pass(0);
  for (let hours = 1; hours <= 3; hours += 1) await pass(HOUR);
  hiccup = 'It did not answer.';
  await pass(6 * 60_000);
  const problem = { reason: 'interrupted', message: 'It did not answer.' };
  expect(await statesOf(postId)).toMatchObject([{ state: 'scheduled', doubtfulSince: null, problem }]);
  await pass(3_000);
  expect(await statesOf(postId)).toMatchObject([{ state: 'scheduled', problem }]);
  hiccup = undefined;
  isReady = true;
  await pass(76_000);
  expect(await statesOf(postId)).toMatchObject([{ state: 'sent' }]);
  expect([made, live]).toEqual([['c1'], ['c1']]);
  await deliverer.stop(0);
});

test('the log tells once that a network works on it, and how it ended', async () => {
  const { rig, deliverer, pass } = rigged();
  const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
  for (let time = 0; time < 4; time += 1) await pass(time * 60_000);
  isReady = true;
  await pass(2 * 60_000);
  const { rows } = await opened.database.execute(
    sql`select entry::jsonb ->> 'kind' as kind from audit
      where entry::jsonb ->> 'post' = ${String(postId)} order by sequence`,
  );
  const kinds = rows.map(({ kind }) => String(kind)).filter((kind) => kind.startsWith('delivery.'));
  expect(kinds).toEqual(['delivery.scheduled', 'delivery.sent']);
  await deliverer.stop(0);
});

test('what a network works on is held as too late when nobody looked after it for long', async () => {
  processingFor = 12 * HOUR;
  const { rig, deliverer, pass } = rigged();
  const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
  await pass(0);
  isReady = true;
  await pass(3 * HOUR);
  expect(await statesOf(postId)).toMatchObject([{ state: 'held', problem: { reason: 'late' } }]);
  expect(live).toEqual([]);
  await deliverer.stop(0);
});

test.each([
  { resumes: true, expected: { made: ['c1'], live: ['c1'] } },
  { resumes: false, expected: { made: ['c1', 'c2'], live: ['c2'] } },
])(
  'after a refusal behind what was given, Retry goes on from it where it stays: $resumes',
  async ({ resumes, expected }) => {
    const { rig, deliverer, pass, retry } = rigged({ kind: 'handle', resumes });
    const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
    isReady = true;
    isRefused = true;
    await pass(0);
    expect(await statesOf(postId)).toMatchObject([{ state: 'failed', doubtfulSince: null }]);
    const [before] = await statesOf(postId);
    isRefused = false;
    await retry(postId);
    await pass(1_000);
    expect({ made, live }).toEqual(expected);
    const [after] = await statesOf(postId);
    expect([after?.state, after?.key === before?.key]).toEqual(['sent', resumes]);
    await deliverer.stop(0);
  },
);

test('a network that looks for a post while it publishes can ask which are known to be others', async () => {
  const { rig, deliverer, pass } = rigged();
  isReady = true;
  await rig.approved({ dueAt: clock.now(), content: HELLO });
  await pass(0);
  await rig.approved({ dueAt: clock.now(), content: { ...HELLO, text: 'Another one' } });
  await pass(1_000);
  expect(live).toEqual(['c1', 'c2']);
  expect(await isTaken?.('c1')).toBe(true);
  expect(await isTaken?.('c9')).toBe(false);
  await deliverer.stop(0);
});
