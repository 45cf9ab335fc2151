/** What a person says of a delivery that stands still, and of what was held: nothing goes out a second time by it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerDelivery } from '../../../src/app/deliveries/answering.ts';
import { publishNow } from '../../../src/app/deliveries/releasing.ts';
import { correctPost } from '../../../src/app/posts/drafting/correcting.ts';
import * as freezes from '../../../src/store/freezes.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig?.close());
beforeEach(() => rig.clear());

const retry = async (postId: number, target = 'web') =>
  answerDelivery(rig.app, rig.ben, (await rig.deliveryTo(target, postId)).id, { kind: 'retry' });

test('Retry on a card that is out of date sends nothing again', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  await rig.pass();
  expect(await retry(post)).toEqual({ postId: post, stale: true });
  await rig.pass();
  expect(rig.web.texts()).toEqual(['Hello']);
});

test('Retry is another try to the network: it goes out under a key of its own', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  rig.web.failNext('publish', 'refused');
  await rig.pass();
  expect(await rig.deliveryTo('web', post)).toMatchObject({ state: 'failed' });
  expect(await retry(post)).toEqual({ postId: post, stale: false });
  await rig.pass();
  expect(rig.web.texts()).toEqual(['Hello']);
  expect(new Set(rig.web.keys).size).toBe(2);
});

test('what a person saw not to be live goes out under its old key: should they be wrong, it is one post', async () => {
  rig.web.kind = 'none';
  const post = await rig.approved({ text: 'Hello', to: 'web' });
  rig.web.failNext('publish', 'lost');
  await rig.pass();
  const { id, state } = await rig.deliveryTo('web', post);
  expect(state).toBe('unknown');
  await answerDelivery(rig.app, rig.ben, id, { kind: 'not_live' });
  await rig.pass();
  expect(rig.web.texts()).toEqual(['Hello']);
  expect(rig.web.keys).toHaveLength(2);
  expect(new Set(rig.web.keys).size).toBe(1);
});

test('Publish now sends what is held, and nothing of what is out already', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web, shop' });
  const frozen = await rig.database.transaction((transaction) =>
    freezes.open(transaction, {
      ...{ targets: ['shop'], scope: 'shop', reason: 'A test', personId: rig.ben.person.id },
      frozenAt: new Date(rig.clock.now()),
    }),
  );
  await rig.pass();
  expect(await rig.deliveryTo('shop', post)).toMatchObject({ state: 'held' });
  const by = { personId: rig.ben.person.id, at: new Date(rig.clock.now()) };
  await rig.database.transaction((transaction) => freezes.lift(transaction, [frozen.id], by));
  expect(await publishNow(rig.app, rig.ben, post, 1)).toBe('done');
  await rig.pass();
  expect([rig.web.texts(), rig.shop.texts()]).toEqual([['Hello'], ['Hello']]);
});

test('an older correction that is tried again does not bring its text back over a later one', async () => {
  const post = await rig.approved({ text: 'For 30', to: 'web' });
  await rig.pass();
  const corrected = async (text: string) => {
    const { postId } = await correctPost(rig.app, rig.ada, post, { text, to: '' });
    await rig.decides(rig.ben, postId);
    await rig.pass();
    return postId;
  };
  rig.web.failNext('edit', 'refused');
  const older = await corrected('For 20');
  await corrected('For 10');
  expect(rig.web.texts()).toEqual(['For 10']);
  expect(await retry(older)).toEqual({ postId: older, stale: false });
  await rig.pass();
  expect(rig.web.texts()).toEqual(['For 10']);
  expect(await rig.deliveryTo('web', older)).toMatchObject({
    ...{ state: 'failed', problem: { reason: 'superseded' } },
  });
});
