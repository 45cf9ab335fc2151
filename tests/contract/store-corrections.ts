/** What the store knows of the corrections of a post. */
import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/kit/subject.ts';
import * as audit from '../../src/store/audit.ts';
import * as corrections from '../../src/store/corrections.ts';
import * as endings from '../../src/store/delivery-endings.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import { outgoing } from '../../src/store/target-deliveries.ts';
import { HELLO, NOW, type StoreRig } from './store-rig.ts';

export function correctionsContract(rig: StoreRig): void {
  const { approved, drafted, claim, begin, endingOf, only } = rig;

  async function original(): Promise<number> {
    const { postId } = await approved();
    const [one] = await postDeliveries.ofPost(rig.db, postId, 1);
    await postDeliveries.answer(rig.db, one?.id ?? 0, { state: 'sent' });
    return postId;
  }

  const correcting = (corrects: number) => ({ ...HELLO, text: 'Hello again', corrects });

  async function standing(postId: number, state: postDeliveries.StoredDelivery['state']): Promise<void> {
    const [one] = await postDeliveries.ofPost(rig.db, postId, 1);
    await postDeliveries.answer(rig.db, one?.id ?? 0, { state });
  }

  describe('a correction', () => {
    test('is told by the post that it corrects, with what became of it', async () => {
      const post = await original();
      expect(await corrections.ofPost(rig.db, post)).toEqual([]);
      const { postId: drafted1 } = await drafted(correcting(post));
      const { postId } = await approved({ content: correcting(post) });
      await drafted();
      const deliveries = [{ target: 'web', state: 'scheduled', parts: 0 }];
      expect(await corrections.ofPost(rig.db, post)).toEqual([
        { postId: drafted1, content: correcting(post), deliveries: [], sentAt: null },
        { postId, content: correcting(post), deliveries, sentAt: null },
      ]);
      expect(await corrections.idsOf(rig.db, post)).toEqual([drafted1, postId]);
      expect((await posts.find(rig.db, postId))?.corrects).toBe(post);
    });

    test('is open until it is decided against, or nothing of it is on its way', async () => {
      const post = await original();
      const { postId } = await drafted(correcting(post));
      const open = async () => (await corrections.open(rig.db, post)) !== undefined;
      for (const stage of ['draft', 'in_review', 'changes_requested'] as const) {
        await posts.update(rig.db, postId, { stage });
        expect([stage, await open()]).toEqual([stage, true]);
      }
      expect(await corrections.open(rig.db, post, postId)).toBeUndefined();
      for (const stage of ['rejected', 'cancelled', 'expired'] as const) {
        await posts.update(rig.db, postId, { stage });
        expect([stage, await open()]).toEqual([stage, false]);
      }
      const { postId: other } = await approved({ content: correcting(post) });
      for (const state of ['scheduled', 'held', 'claimed', 'sending', 'unknown'] as const) {
        await standing(other, state);
        expect([state, await open()]).toEqual([state, true]);
      }
      for (const state of ['sent', 'failed', 'cancelled'] as const) {
        await standing(other, state);
        expect([state, await open()]).toEqual([state, false]);
      }
    });

    test('is no post more for a target', async () => {
      const post = await original();
      await approved({ content: correcting(post) });
      const around = { target: 'web', from: NOW - 1, until: NOW + 1, besides: 0 };
      expect(await outgoing(rig.db, around)).toHaveLength(1);
    });

    test('that ends changes the card of the post that it corrects, and the log names it', async () => {
      const post = await original();
      const { postId } = await approved({ content: correcting(post) });
      const subjects = [post, postId].map((id) => subjectOf('post', id));
      for (const subject of subjects) await rig.wantCard(subject);
      const one = only(await claim());
      expect(await begin(one)).toBe(true);
      expect((await endings.end(rig.db, [endingOf(one)])).sort()).toEqual([...subjects].sort());
      let last = '';
      for await (const { entry } of audit.all(rig.db)) last = entry;
      expect(JSON.parse(last)).toMatchObject({ kind: 'delivery.sent', post: postId, corrects: post });
    });
  });
}
