/** What stops a delivery right before it goes out, and what is believed of one that may be out. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Account, Accounts } from '../../../src/app/accounts.ts';
import { correctPost } from '../../../src/app/posts/drafting/correcting.ts';
import type { Intent, IsTaken, Message } from '../../../src/networks/network.ts';
import { HOUR, MINUTE, openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig?.close());
beforeEach(() => rig.clear());

test('a text that was changed in the database after its approval is not sent', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web', at: 'in 1 hour' });
  await rig.database.execute(
    sql`update revisions set content = jsonb_set(content, '{text}', '"Goodbye"') where post_id = ${post}`,
  );
  await rig.pass(HOUR);
  expect(rig.web.live).toEqual([]);
  expect(await rig.deliveryTo('web', post)).toMatchObject({
    ...{ state: 'failed', problem: { reason: 'changed' } },
  });
});

test('what has an error at its time is held for a person, and nothing of it goes out', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web', at: 'in 1 hour' });
  rig.web.most = 4;
  await rig.pass(HOUR);
  expect(rig.web.live).toEqual([]);
  expect(await rig.deliveryTo('web', post)).toMatchObject({
    ...{ state: 'held', problem: { reason: 'preflight' } },
  });
});

test('what a network did not take for longer than the grace is asked about, however often it was tried', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  rig.web.failNext('publish', 'unreachable');
  await rig.pass();
  rig.web.failNext('publish', 'rate_limited');
  await rig.pass(50 * MINUTE);
  await rig.pass(40 * MINUTE);
  expect(rig.web.live).toEqual([]);
  expect(await rig.deliveryTo('web', post)).toMatchObject({
    ...{ state: 'held', problem: { reason: 'late' } },
  });
});

test('what is missing of a post that went out is kept with it', async () => {
  rig.web.shortfall = 'The cover is missing.';
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  await rig.pass();
  expect(await rig.deliveryTo('web', post)).toMatchObject({
    ...{ state: 'sent', published: { id: '1', shortfall: 'The cover is missing.' } },
  });
});

test('what was missing of a post is not told again of its correction', async () => {
  rig.web.shortfall = 'The cover is missing.';
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  await rig.pass();
  const correction = await correctPost(rig.app, rig.ada, post, { text: 'Hello again', to: '' });
  await rig.decides(rig.ben, correction.postId);
  await rig.pass();
  const corrected = await rig.deliveryTo('web', correction.postId);
  expect([corrected?.state, corrected?.published]).toEqual(['sent', { id: '1' }]);
});

test('what may be live is followed up, however late it is by now', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  rig.web.failNext('publish', 'lost', 'after');
  await rig.pass();
  await rig.pass(3 * HOUR);
  expect(await rig.deliveryTo('web', post)).toMatchObject({ state: 'sent', published: { id: '1' } });
  expect(rig.web.texts()).toEqual(['Hello']);
});

test('a look counts from when it was begun: one that takes long proves nothing by its length', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  rig.web.failNext('publish', 'lost');
  await rig.pass();
  rig.web.before = async (call) => {
    if (call === 'find') rig.clock.moveTo(rig.clock.now() + 20_000);
  };
  await rig.pass(20_000);
  expect(rig.web.live).toEqual([]);
  expect(await rig.deliveryTo('web', post)).toMatchObject({
    ...{ state: 'scheduled', doubtfulSince: expect.any(Date) },
  });
  await rig.pass(MINUTE);
  expect(rig.web.texts()).toEqual(['Hello']);
});

describe('an id under which another target has a post', () => {
  type Shop = { account: Account; accounts: Accounts };
  const nothing = () => () => {};
  const onAnotherNetwork = ({ account }: Shop) => {
    const { network } = account;
    account.network = { ...network, name: 'another' };
    return () => Object.assign(account, { network });
  };
  const onAnotherServer = ({ account }: Shop) => {
    account.server = 'another.example';
    return () => Object.assign(account, { server: undefined });
  };
  const gone = ({ accounts }: Shop) => {
    const { get } = accounts;
    accounts.get = (target) => (target === 'shop' ? undefined : get(target));
    return () => Object.assign(accounts, { get });
  };

  test.each([
    ['is known of that one on the same network', nothing, ['Hello', 'Hello']],
    ['says nothing on another network', onAnotherNetwork, ['Hello']],
    ['says nothing on another server of the network', onAnotherServer, ['Hello']],
    ['says nothing where that target is gone: a double is worse', gone, ['Hello']],
  ])('%s', async (_what, change, texts) => {
    const { accounts } = rig.app;
    const account = accounts.get('shop');
    if (!account) throw new Error('There is no shop.');
    rig.web.find = async (_message: Message, _intent: Intent, isTaken?: IsTaken) =>
      (await isTaken?.('1')) ? undefined : { id: '1' };
    rig.web.failNext('publish', 'lost', 'after');
    const post = await rig.approved({ text: 'Hello', to: 'web, shop' });
    await rig.pass();
    expect(await rig.deliveryTo('shop', post)).toMatchObject({ published: { id: '1' } });
    const undo = change({ account, accounts });
    try {
      for (let n = 0; n < 3; n += 1) await rig.pass(10 * MINUTE);
      expect(await rig.deliveryTo('web', post)).toMatchObject({ state: 'sent' });
      expect(rig.web.texts()).toEqual(texts);
    } finally {
      undo();
      Reflect.deleteProperty(rig.web, 'find');
    }
  });
});

test('a worker that has let go of a delivery makes no further request for it', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  const worker = rig.worker();
  rig.web.before = async () => worker.stop(0);
  await worker.deliverDue();
  await worker.idle();
  expect(rig.web.live).toEqual([]);
  expect(rig.web.keys).toHaveLength(1);
  expect(await rig.deliveryTo('web', post)).not.toMatchObject({ state: 'sent' });
});
