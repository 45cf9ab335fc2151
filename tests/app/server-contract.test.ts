/** Whether a second try is safe is the server's to say: a lost answer makes one post on each that speaks Mastodon's API. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Account } from '../../src/app/accounts.ts';
import { createDeliverer } from '../../src/app/deliveries/deliverer.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { foreseen } from '../../src/networks/foreseen.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { found } from '../contract/networks.calls.ts';
import { createRig, HELLO } from '../contract/store-rig.ts';
import { TestMastodon } from '../networks/servers/mastodon.ts';
import { DIALECTS, type Dialect } from '../networks/servers/mastodon-dialects.ts';
import { outside } from '../networks/servers/outside.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const log = createLog('silent');
let opened: OpenDatabase;
let dataDir = '';
let author = 0;
let approver = 0;
let far: TestMastodon;
let clock: MovableClock;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-contract-'));
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
  // Ids begin anew with each server, and would be taken for those of earlier posts.
  await emptyPosts(opened.database);
  clock = new MovableClock();
  far = await new TestMastodon(clock).start();
});
afterEach(() => far.stop());

function rigged() {
  const { database } = opened;
  const network = found('mastodon');
  const connection = network.connect(network.account.parse(far.account), { ...outside(), clock });
  const account: Account = { target: 'web', title: 'M', network, connection: foreseen('M', connection, log) };
  const deliverer = createDeliverer({
    ...{ database, clock, log, grace: () => 3_600_000, changed: () => {}, again: () => {} },
    accounts: { get: () => account, titleOf: (target) => target, close: async () => {} },
    refusedAccount: async () => 'let in',
    obstacle: async () => undefined,
  });
  const pass = async (milliseconds: number) => {
    if (milliseconds > 0) clock.moveTo(clock.now() + milliseconds);
    await deliverer.deliverDue();
    await deliverer.idle();
  };
  return { rig: createRig(() => ({ db: database, author, approver })), deliverer, pass };
}

async function statesOf(postId: number) {
  return postDeliveries.ofPost(opened.database, postId, 1);
}

const dialects = Object.entries<Dialect>(DIALECTS).map(([server, dialect]) => ({ server, dialect }));

test.each(dialects)('a cut after the effect makes one post on $server', async ({ dialect }) => {
  far.dialect = dialect;
  const { rig, deliverer, pass } = rigged();
  const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
  far.fail('cut after');
  await pass(0);
  expect(await statesOf(postId)).toMatchObject([
    { state: 'scheduled', intent: { contract: { kind: dialect.keepsKeys ? 'native-key' : 'read-back' } } },
  ]);
  for (let minutes = 0; minutes < 5; minutes += 1) await pass(60_000);
  expect(await statesOf(postId)).toMatchObject([{ state: 'sent', published: { id: far.statuses[0]?.id } }]);
  expect(far.live()).toHaveLength(1);
  await deliverer.stop(0);
});

test('the contract is the one under which it was sent, whatever the instance tells since', async () => {
  far.dialect = DIALECTS.pixelfed;
  const { rig, deliverer, pass } = rigged();
  const { postId } = await rig.approved({ dueAt: clock.now(), content: HELLO });
  far.fail('cut after');
  await pass(0);
  // The version says Mastodon by now; the post was made by what keeps no keys.
  far.dialect = { ...DIALECTS.pixelfed, version: '4.4.0', software: undefined };
  for (let hours = 0; hours < 3; hours += 1) await pass(61 * 60_000);
  expect(await statesOf(postId)).toMatchObject([{ state: 'sent' }]);
  expect(far.live()).toHaveLength(1);
  await deliverer.stop(0);
});
