/** A post that is out, or partly, is changed and taken back only as far as nothing of it is out. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deleteDelivery, deletePost } from '../../../src/app/deliveries/deleting.ts';
import { editPost } from '../../../src/app/posts/drafting/drafting.ts';
import { cancelPost } from '../../../src/app/posts/review/cancelling.ts';
import { NetworkError } from '../../../src/networks/network.ts';
import * as posts from '../../../src/store/posts.ts';
import * as videos from '../../../src/store/videos.ts';
import { HOUR, openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig?.close());
beforeEach(() => rig.clear());

const edit = (postId: number, text: string) =>
  editPost(rig.app, rig.ada, postId, (input) => ({ ...input, text }));
const handedOver = { findings: [{ id: 'post.handed_over' }] };

test('what is out is not edited: another text would go out beside it', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web, shop' });
  rig.shop.failNext('publish', 'refused');
  await rig.pass();
  await expect(edit(post, 'Goodbye')).rejects.toMatchObject(handedOver);
  expect(await rig.stageOf(post)).toBe('approved');
  expect(rig.web.texts()).toEqual(['Hello']);
});

test('a thread that waits for its next part is not edited either', async () => {
  const post = await rig.approved({ text: 'One\n---\nTwo', to: 'web' });
  rig.web.before = async () => {
    if (rig.web.live.length === 1) throw new NetworkError('unreachable', 'Away.');
  };
  await rig.pass();
  expect(await rig.deliveryTo('web', post)).toMatchObject({ state: 'scheduled', doubtfulSince: null });
  expect(rig.web.texts()).toEqual(['One']);
  await expect(edit(post, 'Another one\n---\nTwo')).rejects.toMatchObject(handedOver);
});

test('of what is partly out the rest is taken back, and what is out is still there to be taken down', async () => {
  const post = await rig.approved({ text: 'Hello', to: 'web, shop' });
  rig.shop.failNext('publish', 'unreachable');
  await rig.pass();
  expect(await cancelPost(rig.app, rig.ada, post)).toBe('done');
  expect(await rig.stageOf(post)).toBe('approved');
  await rig.pass(HOUR);
  expect(rig.shop.live).toEqual([]);
  const deletion = { postId: post, revision: 1, from: '', reason: '' };
  expect(await deletePost(rig.app, rig.ben, deletion)).toBe('done');
  await deleteDelivery(rig.app, (await rig.deliveryTo('web', post)).id);
  expect(rig.web.live).toEqual([]);
});

test('a thread is taken down from its end: no answer is ever left without what it answers', async () => {
  const post = await rig.approved({ text: 'One\n---\nTwo\n---\nThree', to: 'web' });
  await rig.pass();
  await deletePost(rig.app, rig.ben, { postId: post, revision: 1, from: '', reason: '' });
  await deleteDelivery(rig.app, (await rig.deliveryTo('web', post)).id);
  expect(rig.web.done.slice(3)).toEqual(['remove 3', 'remove 2', 'remove 1']);
});

test('a video that is erased between the checks and the storing is told as gone, and the change is kept', async () => {
  const post = await rig.drafted({ text: 'Hello', to: 'web' });
  const hash = 'f'.repeat(64);
  const facts = { width: 1_920, height: 1_080, duration: 9_000, size: 1_000 };
  const known = { ...facts, hash, contentType: 'video/mp4', tellsPlace: false, pieceHashes: null };
  await videos.keep(rig.database, known);
  const { text } = await rig.web.limits();
  let isErasedMeanwhile = true;
  Object.assign(rig.web, {
    limits: async () => ({
      ...{ text, textOptional: true },
      video: { bytes: 9_000, contentTypes: ['video/mp4'] },
    }),
    async requirements() {
      if (isErasedMeanwhile) await videos.beginErasing(rig.database, hash, -1_000);
      return [];
    },
  });
  const media = [{ hash, alt: 'Two kites', name: 'kites.mp4', video: facts }];
  const change = () => editPost(rig.app, rig.ada, post, (input) => ({ ...input, media }));
  const told = await change();
  const gone = expect.objectContaining({ id: 'media.video.gone', field: 'media' });
  expect(told).toMatchObject({ submitted: false, findings: expect.arrayContaining([gone]) });
  expect(await posts.find(rig.database, post)).toMatchObject({ revision: 1, input: { media } });
  await videos.keep(rig.database, known);
  isErasedMeanwhile = false;
  expect(await change()).toMatchObject({ submitted: true, revision: 2 });
});
