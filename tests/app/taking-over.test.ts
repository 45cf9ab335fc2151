/** TikTok publishes by itself what it has all of: the delivery may be live from then on, and is followed up to its end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Account } from '../../src/app/accounts.ts';
import { createDeliverer } from '../../src/app/deliveries/deliverer.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Connection } from '../../src/networks/network.ts';
import { network } from '../../src/networks/tiktok/index.ts';
import * as freezes from '../../src/store/freezes.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { deliveries } from '../../src/store/schema/deliveries.ts';
import { createRig, HELLO } from '../contract/store-rig.ts';
import {
  begun,
  clock,
  connect,
  far,
  film,
  HOUR,
  MINUTE,
  posts,
  restart,
  useTikTok,
} from '../networks/tiktok/rig.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const log = createLog('silent');
let opened: OpenDatabase;
let dataDir = '';
let author = 0;
let approver = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-taking-over-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
  author = await people.enrol(opened.database, { slack: 'U1' }, { name: 'Ada' });
  approver = await people.enrol(opened.database, { slack: 'U2' }, { name: 'Ben' });
  // Making the template takes its time on a busy machine.
}, 120_000);
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});
useTikTok();
beforeEach(() => emptyPosts(opened.database));

/** The post's text with a video, as it is given to the network. */
function filming(connection: Connection): Connection {
  return {
    limits: () => connection.limits(),
    publish: ({ text }, ...rest) => connection.publish(film({ text }), ...rest),
    find: async ({ text }, ...rest) => connection.find?.(film({ text }), ...rest),
    remove: (published) => connection.remove(published),
    identify: () => connection.identify(),
  };
}

function rigged() {
  const { database } = opened;
  const account: Account = { target: 'web', title: 'TikTok', network, connection: filming(connect()) };
  const deliverer = createDeliverer({
    ...{ database, clock, log, grace: () => 2 * HOUR, changed: () => {}, again: () => {} },
    accounts: { get: () => account, titleOf: (target) => target, close: async () => {} },
    refusedAccount: async () => 'let in',
    obstacle: async () => undefined,
  });
  const pass = async (milliseconds = 0) => {
    if (milliseconds > 0) clock.moveTo(clock.now() + milliseconds);
    await deliverer.deliverDue();
    await deliverer.idle();
  };
  const rig = createRig(() => ({ db: database, author, approver }));
  const approved = async () => (await rig.approved({ dueAt: clock.now(), content: HELLO })).postId;
  return { approved, deliverer, pass };
}

const stateOf = async (postId: number) => (await postDeliveries.ofPost(opened.database, postId, 1))[0];

test('it is handed over with the last byte, asked for until it is published, and sent then and not before', async () => {
  await restart({ processingTakes: 2 * MINUTE });
  const { approved, deliverer, pass } = rigged();
  const postId = await approved();
  await pass();
  expect(await stateOf(postId)).toMatchObject({
    ...{ state: 'scheduled', doubtfulSince: expect.any(Date) },
    problem: { message: 'TikTok has all of it, works on it, and publishes it by itself.' },
  });
  await pass(MINUTE);
  expect(await stateOf(postId)).toMatchObject({
    ...{ state: 'scheduled', doubtfulSince: expect.any(Date) },
    problem: { reason: 'processing', message: 'TikTok works on it.' },
  });
  await pass(2 * MINUTE);
  expect(await stateOf(postId)).toMatchObject({
    ...{ state: 'sent', doubtfulSince: null, published: { id: posts()[0]?.post } },
  });
  expect(begun()).toHaveLength(1);
  await deliverer.stop(0);
});

test('a freeze that comes then does not call it back, and nothing is sent twice after it', async () => {
  await restart({ processingTakes: 2 * MINUTE });
  const { approved, deliverer, pass } = rigged();
  const postId = await approved();
  await pass();
  const frozen = await opened.database.transaction((transaction) =>
    freezes.open(transaction, {
      ...{ targets: null, scope: 'all', reason: 'r', personId: approver, frozenAt: new Date(clock.now()) },
    }),
  );
  await pass(MINUTE);
  const held = await stateOf(postId);
  expect(held).toMatchObject({ state: 'held', doubtfulSince: expect.any(Date) });
  expect(held?.problem?.message).toContain('It may be live');
  await opened.database.transaction((transaction) =>
    freezes.lift(transaction, [frozen.id], { personId: approver, at: new Date(clock.now()) }),
  );
  clock.moveTo(clock.now() + 2 * MINUTE);
  expect(posts()).toHaveLength(1);
  // As somebody says who goes through what was held.
  await opened.database
    .update(deliveries)
    .set({ state: 'scheduled', nextAt: new Date(clock.now()) })
    .where(eq(deliveries.postId, postId));
  await pass(1_000);
  expect(await stateOf(postId)).toMatchObject({ state: 'sent' });
  expect(begun()).toHaveLength(1);
  await deliverer.stop(0);
});

test('what TikTok makes nothing of has failed with its reason, and nobody is asked whether it is live', async () => {
  await restart({ processingTakes: HOUR });
  const { approved, deliverer, pass } = rigged();
  const postId = await approved();
  await pass();
  far.tiktok.judge(begun()[0]?.id ?? '', 'duration_check_failed');
  for (let tries = 0; tries < 3; tries += 1) await pass(MINUTE);
  expect(await stateOf(postId)).toMatchObject({
    ...{ state: 'failed', doubtfulSince: null },
    problem: { reason: 'refused', message: expect.stringContaining('duration_check_failed') },
  });
  await deliverer.stop(0);
});

test('what is never published is asked about after an hour: it may be live', async () => {
  await restart({ processingTakes: 100 * HOUR });
  const { approved, deliverer, pass } = rigged();
  const postId = await approved();
  await pass();
  for (let minutes = 0; minutes < 70; minutes += 5) await pass(5 * MINUTE);
  expect(await stateOf(postId)).toMatchObject({
    ...{ state: 'unknown', doubtfulSince: expect.any(Date), problem: { reason: 'processing' } },
  });
  expect(begun()).toHaveLength(1);
  await deliverer.stop(0);
});
