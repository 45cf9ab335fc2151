/** Who may send what: claims, and the begin that commits the intent. */
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Content, contentHash } from '../../src/posts/content.ts';
import * as deliveries from '../../src/store/deliveries.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import { content as anyContent } from '../posts/arbitrary.ts';
import { empty } from '../store/empty.ts';
import { HELLO, INTENT, LEASE, NOW, type StoreRig } from './store-rig.ts';

export function claimsContract(rig: StoreRig): void {
  const { approved, claim, begin, beginOf, only, stored } = rig;

  describe('claims', () => {
    test('bring all that it takes to send, as it was approved', async () => {
      const { postId, hash } = await approved();
      const one = only(await claim());
      expect(one).toMatchObject({ postId, revision: 1, target: 'web', hash, content: HELLO });
      expect(one).toMatchObject({ dueAt: NOW, attempts: 0, intent: null, doubtfulSince: null, fence: 1 });
      expect(one.key).toMatch(/^[a-z0-9]{20}$/);
    });

    test('take what is due and leave what is not, to the millisecond', async () => {
      await approved({ dueAt: NOW });
      await approved({ dueAt: NOW + 1 });
      expect(await claim()).toHaveLength(1);
      expect(await deliveries.nextDue(rig.db)).toBe(NOW + 1);
    });

    test('take the earliest first, and no more than asked for', async () => {
      for (const late of [3, 1, 2]) await approved({ dueAt: NOW - late * 1_000 });
      const due = [...(await claim(2)), ...(await claim(2))].map((one) => one.dueAt);
      expect(due).toEqual([NOW - 3_000, NOW - 2_000, NOW - 1_000]);
    });

    test('many who claim at once share the work, and nobody gets what another has', async () => {
      for (let count = 0; count < 20; count++)
        await approved({ content: { ...HELLO, targets: ['a', 'b', 'c'] } });
      const claimed = (await Promise.all(Array.from({ length: 12 }, () => claim(7)))).flat();
      const ids = claimed.map((one) => one.id);
      expect(new Set(ids).size).toBe(60);
      expect(ids).toHaveLength(60);
    });

    test('a content survives the database: its hash is still the approved one', async () => {
      await fc.assert(
        fc.asyncProperty(anyContent, async (any) => {
          const content: Content = JSON.parse(JSON.stringify(any).replaceAll('\\u0000', ''));
          fc.pre(isWellFormed(content));
          await empty(rig.db, 'deliveries');
          await approved({ content });
          for (const one of await claim()) expect(contentHash(one.content)).toBe(one.hash);
        }),
        { numRuns: 40 },
      );
    });
  });

  describe('a begin', () => {
    test('commits the intent and counts the attempt', async () => {
      await approved();
      const one = only(await claim());
      expect(await begin(one)).toBe(true);
      expect(await stored(one.id)).toMatchObject({
        state: 'sending',
        attempts: 1,
        intent: INTENT,
        doubtfulSince: new Date(NOW),
      });
    });

    test('is refused the second time', async () => {
      await approved();
      const one = only(await claim());
      await begin(one);
      expect(await begin(one)).toBe(false);
    });

    test.each<[string, (postId: number, one: deliveries.Claim) => Promise<unknown>]>([
      ['cancelled', (postId) => posts.update(rig.db, postId, { stage: 'cancelled' })],
      ['in review again', (postId) => posts.update(rig.db, postId, { stage: 'in_review' })],
      ['of a later revision', (postId) => posts.update(rig.db, postId, { revision: 2 })],
      ['called off', (_postId, one) => postDeliveries.callOff(rig.db, [one.id])],
      ['never approved', (postId) => rig.db.execute(sql`delete from decisions where post_id = ${postId}`)],
      [
        'rejected',
        (postId) => rig.db.execute(sql`update decisions set verdict = 'reject' where post_id = ${postId}`),
      ],
      [
        'approved with another content',
        (postId) => rig.db.execute(sql`update decisions set hash = 'x' where post_id = ${postId}`),
      ],
      [
        'approved as an earlier revision',
        (postId) => rig.db.execute(sql`update decisions set revision = 0 where post_id = ${postId}`),
      ],
      [
        'taken over by another',
        (_postId, one) => rig.db.execute(sql`update deliveries set fence = fence + 1 where id = ${one.id}`),
      ],
      ['not claimed any more', (_postId, one) => deliveries.handBack(rig.db, [one])],
    ])('is refused where it is %s', async (_what, happen) => {
      const { postId } = await approved();
      const one = only(await claim());
      await happen(postId, one);
      expect(await begin(one)).toBe(false);
      expect((await stored(one.id)).attempts).toBe(0);
    });

    test('is refused for any other content than the scheduled one', async () => {
      await approved();
      const one = only(await claim());
      expect(await begin(one, { hash: contentHash({ ...HELLO, text: 'Hello.' }) })).toBe(false);
    });

    test('is refused where the approval and the sender agree, but on another content than was scheduled', async () => {
      const { postId } = await approved();
      const one = only(await claim());
      const other = contentHash({ ...HELLO, text: 'Hello.' });
      await rig.db.execute(sql`update decisions set hash = ${other} where post_id = ${postId}`);
      expect(await begin(one, { hash: other })).toBe(false);
    });

    test('of two claims on one delivery in one go, lets the newer one through alone', async () => {
      await approved();
      const older = only(await claim(1, -1));
      await deliveries.freeExpired(rig.db, NOW, 0);
      const newer = only(await claim());
      const begun = await deliveries.begin(rig.db, [beginOf(older), beginOf(newer)], LEASE);
      expect(begun).toEqual(['refused', 'begun']);
    });

    test('of many lets through exactly those that may', async () => {
      await approved({ content: { ...HELLO, targets: ['a', 'b', 'c', 'd'] } });
      const claims = await claim();
      const [, second, third] = claims;
      await postDeliveries.callOff(rig.db, [second?.id ?? 0]);
      const begins = claims.map((one) => beginOf(one, one === third ? { fence: 99 } : {}));
      const begun = await deliveries.begin(rig.db, begins, LEASE);
      expect(claims.filter((_, position) => begun[position] === 'begun').map((one) => one.target)).toEqual([
        'a',
        'd',
      ]);
    });
  });
}

/** jsonb holds no halves of characters; the door lets none in. */
function isWellFormed(content: Content): boolean {
  const text = JSON.stringify(content);
  return !/\\ud[89a-f]/i.test(text);
}
