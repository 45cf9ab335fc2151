/** What a decision counts for: exactly the content that was shown, at the instant that was approved. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { editPost } from '../../../src/app/posts/drafting/drafting.ts';
import * as posts from '../../../src/store/posts.ts';
import { HOUR, MINUTE, openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig?.close());
beforeEach(() => rig.clear());

const edit = (postId: number, text: string) =>
  editPost(rig.app, rig.ada, postId, (input) => ({ ...input, text }));

test('an approval counts for the revision on which it was given: of two who are needed both decide anew after an edit', async () => {
  const post = await rig.drafted({ text: 'Hello', to: 'news' });
  await rig.decides(rig.ben, post);
  await edit(post, 'Hello again');
  await rig.decides(rig.cy, post, { revision: 2 });
  expect(await rig.stageOf(post)).toBe('in_review');
  await rig.pass(MINUTE);
  expect(rig.news.live).toEqual([]);
  await rig.decides(rig.ben, post, { revision: 2 });
  expect(await rig.stageOf(post)).toBe('approved');
  await rig.pass();
  expect(rig.news.texts()).toEqual(['Hello again']);
});

test('a card of an earlier revision approves nothing', async () => {
  const post = await rig.drafted({ text: 'Hello', to: 'web' });
  await edit(post, 'Something else');
  expect(await rig.decides(rig.ben, post, { revision: 1 })).toBe('stale');
  expect(await rig.stageOf(post)).toBe('in_review');
  expect(await posts.decisionsOf(rig.database, post)).toEqual([]);
  await rig.pass(MINUTE);
  expect(rig.web.live).toEqual([]);
});

test('a card that shows an earlier step decides nothing in the current one', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web', at: 'in 1 hour' });
  expect(await rig.decides(rig.cy, post, { position: 0, wish: 'reject' })).toBe('stale');
  expect(await rig.stageOf(post)).toBe('approved');
});

test('what has an error by now is not approved, however it was when it was sent for review', async () => {
  const post = await rig.drafted({ text: 'Hello', to: 'web' });
  rig.web.most = 4;
  await expect(rig.decides(rig.ben, post)).rejects.toMatchObject({
    findings: [{ id: 'webhook.text.max_characters', level: 'error' }],
  });
  expect(await rig.stageOf(post)).toBe('in_review');
  expect(await rig.deliveriesOf(post)).toEqual([]);
});

test('what is approved goes out at its time, and not before', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web', at: 'in 1 hour' });
  const content = (await posts.findRevision(rig.database, post, 1))?.content;
  expect((await rig.deliveryTo('web', post)).dueAt.getTime()).toBe(content?.at);
  await rig.pass(HOUR - MINUTE);
  expect(rig.web.live).toEqual([]);
  await rig.pass(MINUTE);
  expect(rig.web.texts()).toEqual(['Hello']);
});

test('what was to go out too long ago is not approved any more', async () => {
  const post = await rig.drafted({ text: 'Hello', to: 'web', at: 'in 1 hour' });
  rig.clock.moveTo(rig.clock.now() + 2 * HOUR + MINUTE);
  await expect(rig.decides(rig.ben, post)).rejects.toMatchObject({ findings: [{ id: 'approval.late' }] });
  await rig.pass(MINUTE);
  expect(rig.web.live).toEqual([]);
});
