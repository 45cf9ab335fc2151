/** What the store must do, on every database. Called once for each. */

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Content, contentHash } from '../../src/posts/content.ts';
import { emptyInput } from '../../src/posts/input.ts';
import * as cards from '../../src/store/cards.ts';
import type { Database } from '../../src/store/database.ts';
import * as deliveries from '../../src/store/deliveries.ts';
import * as events from '../../src/store/events.ts';
import * as leases from '../../src/store/leases.ts';
import * as media from '../../src/store/media.ts';
import type { OpenDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import * as sessions from '../../src/store/sessions.ts';
import { content as anyContent } from '../posts/arbitrary.ts';

export interface StoreHarness {
  opened: OpenDatabase;
  stop(): Promise<void>;
}

const NOW = Date.parse('2026-11-22T12:00:00.250Z');
const LEASE = 60_000;
const HELLO: Content = { text: 'Hello', variants: {}, targets: ['web'], media: [], at: null, campaign: null };
const INTENT = { key: 'k', at: NOW, marks: {} };

export function storeContract(name: string, makeHarness: () => Promise<StoreHarness>): void {
  describe(`store contract: ${name}`, () => {
    let harness: StoreHarness;
    let db: Database;
    let author = 0;
    let approver = 0;

    beforeAll(async () => {
      harness = await makeHarness();
      db = harness.opened.database;
      author = await people.enrol(db, { slack: 'U1' }, { name: 'Ada' });
      approver = await people.enrol(db, { slack: 'U2' }, { name: 'Ben' });
    }, 60_000);
    afterAll(() => harness?.stop());
    beforeEach(() => db.execute(sql`truncate deliveries, card_changes, cards`));

    async function drafted(content: Content = HELLO): Promise<{ postId: number; hash: string }> {
      const { id: postId } = await posts.insert(db, author, { ...emptyInput, text: content.text });
      const hash = await posts.addRevision(db, { postId, revision: 1, content, personId: author });
      await posts.update(db, postId, { stage: 'in_review', revision: 1 });
      return { postId, hash };
    }

    async function approved({ dueAt = NOW, content = HELLO } = {}) {
      const { postId, hash } = await drafted(content);
      await posts.addDecision(db, {
        postId,
        revision: 1,
        hash,
        verdict: 'approve',
        personId: approver,
        chat: 'slack',
      });
      await posts.update(db, postId, { stage: 'approved' });
      const { targets } = content;
      await postDeliveries.schedule(db, { postId, revision: 1, hash, targets, dueAt: new Date(dueAt) });
      return { postId, hash };
    }

    const claim = (most = 100, lease = LEASE, horizon = NOW) => deliveries.claimDue(db, horizon, most, lease);
    const beginOf = (one: deliveries.Claim, change: Partial<deliveries.Begin> = {}): deliveries.Begin => ({
      id: one.id,
      fence: one.fence,
      intent: INTENT,
      hash: one.hash,
      doubtfulSince: NOW,
      ...change,
    });
    const begin = async (one: deliveries.Claim, change: Partial<deliveries.Begin> = {}) =>
      (await deliveries.begin(db, [beginOf(one, change)], LEASE)).has(one.id);
    const endingOf = (one: deliveries.Claim, change: Partial<deliveries.Ending> = {}): deliveries.Ending => ({
      id: one.id,
      fence: one.fence,
      state: 'sent',
      published: { id: 'p1', url: 'https://example.org/p1' },
      problem: null,
      sentAt: NOW,
      nextAt: null,
      doubtfulSince: null,
      ...change,
    });
    const only = (claims: deliveries.Claim[]): deliveries.Claim => {
      expect(claims).toHaveLength(1);
      return claims[0] as deliveries.Claim;
    };
    const stored = async (id: number) => {
      const found = await postDeliveries.find(db, id);
      if (!found) throw new Error('not there');
      return found;
    };

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
        expect(await deliveries.nextDue(db)).toBe(NOW + 1);
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
            await db.execute(sql`truncate deliveries`);
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
        ['cancelled', (postId) => posts.update(db, postId, { stage: 'cancelled' })],
        ['in review again', (postId) => posts.update(db, postId, { stage: 'in_review' })],
        ['of a later revision', (postId) => posts.update(db, postId, { revision: 2 })],
        ['called off', (_postId, one) => postDeliveries.callOff(db, [one.id])],
        ['never approved', (postId) => db.execute(sql`delete from decisions where post_id = ${postId}`)],
        [
          'rejected',
          (postId) => db.execute(sql`update decisions set verdict = 'reject' where post_id = ${postId}`),
        ],
        [
          'approved with another content',
          (postId) => db.execute(sql`update decisions set hash = 'x' where post_id = ${postId}`),
        ],
        [
          'approved as an earlier revision',
          (postId) => db.execute(sql`update decisions set revision = 0 where post_id = ${postId}`),
        ],
        [
          'taken over by another',
          (_postId, one) => db.execute(sql`update deliveries set fence = fence + 1 where id = ${one.id}`),
        ],
        ['not claimed any more', (_postId, one) => deliveries.handBack(db, [one])],
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

      test('of many lets through exactly those that may', async () => {
        await approved({ content: { ...HELLO, targets: ['a', 'b', 'c', 'd'] } });
        const claims = await claim();
        const [, second, third] = claims;
        await postDeliveries.callOff(db, [second?.id ?? 0]);
        const begins = claims.map((one) => beginOf(one, one === third ? { fence: 99 } : {}));
        const begun = await deliveries.begin(db, begins, LEASE);
        expect(claims.filter((one) => begun.has(one.id)).map((one) => one.target)).toEqual(['a', 'd']);
      });
    });

    describe('an ending', () => {
      test('is written, and tells the post where there is a card', async () => {
        const { postId } = await approved();
        await cards.want(db, postId, [{ chat: 'slack', channel: 'C1' }]);
        await cards.settle(db, postId, (await cards.latestChange(db, postId)) ?? 0);
        const one = only(await claim());
        await begin(one);
        expect(await deliveries.end(db, [endingOf(one)])).toEqual([postId]);
        expect(await cards.changedPosts(db, 10)).toEqual([postId]);
        expect(await stored(one.id)).toMatchObject({
          state: 'sent',
          published: { id: 'p1' },
          sentAt: new Date(NOW),
          leaseUntil: null,
          doubtfulSince: null,
        });
      });

      test('marks nothing where there is no card', async () => {
        await approved();
        const one = only(await claim());
        expect(await deliveries.end(db, [endingOf(one)])).toEqual([]);
        expect(await cards.changedPosts(db, 10)).toEqual([]);
        expect((await stored(one.id)).state).toBe('sent');
      });

      test('of a worker that lost its claim changes nothing', async () => {
        const { postId } = await approved();
        await cards.want(db, postId, [{ chat: 'slack', channel: 'C1' }]);
        const late = only(await claim(1, -1));
        expect(await deliveries.freeExpired(db, NOW)).toBe(1);
        const mine = only(await claim());
        expect(await deliveries.end(db, [endingOf(late, { state: 'failed', published: null })])).toEqual([]);
        expect(await stored(mine.id)).toMatchObject({ state: 'claimed', fence: mine.fence, published: null });
        expect(await deliveries.keepIntent(db, late, INTENT)).toBe(false);
        expect(await begin(late)).toBe(false);
        expect(await begin(mine)).toBe(true);
      });

      test('changes nothing that has ended, or was called off', async () => {
        await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
        const [one, other] = await claim();
        if (!one || !other) throw new Error('two were due');
        await deliveries.end(db, [endingOf(one)]);
        await postDeliveries.callOff(db, [other.id]);
        await deliveries.end(
          db,
          [one, other].map((each) => endingOf(each, { state: 'failed', published: null })),
        );
        expect((await stored(one.id)).state).toBe('sent');
        expect((await stored(other.id)).state).toBe('cancelled');
      });

      test('that waits for another try is due then, with its doubt', async () => {
        await approved();
        const one = only(await claim());
        await begin(one);
        const again = {
          state: 'scheduled' as const,
          published: null,
          sentAt: null,
          nextAt: NOW + 5_000,
          doubtfulSince: NOW,
        };
        await deliveries.end(db, [endingOf(one, again)]);
        expect(await claim()).toEqual([]);
        const next = only(await claim(1, LEASE, NOW + 5_000));
        expect(next).toMatchObject({ attempts: 1, intent: INTENT, doubtfulSince: NOW, key: one.key });
        expect(next).toMatchObject({ dueAt: NOW, nextAt: NOW + 5_000 });
      });

      test('a mark of the network is kept only while it is being sent', async () => {
        await approved();
        const one = only(await claim());
        const marked = { ...INTENT, marks: { container: '17' } };
        expect(await deliveries.keepIntent(db, one, marked)).toBe(false);
        await begin(one);
        expect(await deliveries.keepIntent(db, one, marked)).toBe(true);
        expect((await stored(one.id)).intent).toEqual(marked);
      });
    });

    describe('a lease', () => {
      test('that runs out frees what was held, begun or not, and only then', async () => {
        await approved({ content: { ...HELLO, targets: ['a', 'b', 'c'] } });
        const [held] = await claim(1);
        const [waiting] = await claim(1, -1);
        const [begun] = await claim(1);
        if (!held || !waiting || !begun) throw new Error('three were due');
        await deliveries.begin(db, [beginOf(begun)], -1);
        expect(await deliveries.freeExpired(db, NOW + 9_000)).toBe(2);
        const freed = await claim(10, LEASE, NOW + 9_000);
        expect(freed.map((one) => [one.target, one.doubtfulSince, one.fence])).toEqual([
          ['b', null, 3],
          ['c', NOW, 3],
        ]);
        expect((await stored(held.id)).state).toBe('claimed');
      });

      test('is kept up by a worker that lives, for what is still its own', async () => {
        await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
        const [mine, taken] = await claim(2, -1);
        if (!mine || !taken) throw new Error('two were due');
        await leases.renew(db, [mine, { ...taken, fence: taken.fence - 1 }], LEASE);
        expect(await deliveries.freeExpired(db, NOW)).toBe(1);
        expect((await stored(mine.id)).state).toBe('claimed');
        await leases.renew(db, [], LEASE);
      });

      test('is let go when a worker stops', async () => {
        await approved();
        const one = only(await claim());
        await begin(one);
        await leases.letGo(db, [one]);
        expect(await deliveries.freeExpired(db, NOW)).toBe(1);
        expect(only(await claim())).toMatchObject({ doubtfulSince: NOW, intent: INTENT });
      });

      test('of a process that is known to be dead is void, of cards too', async () => {
        const { postId } = await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
        await cards.want(db, postId, [{ chat: 'slack', channel: 'C1' }]);
        const [card] = await cards.ofPost(db, postId);
        await cards.take(db, card?.id ?? 0, LEASE);
        const [begun] = await claim();
        if (begun) await begin(begun);
        expect(await leases.freeAll(db, NOW)).toBe(2);
        expect(await claim()).toHaveLength(2);
        expect(await cards.take(db, card?.id ?? 0, LEASE)).toBeDefined();
      });

      test('hand-back leaves begun ones alone', async () => {
        await approved({ content: { ...HELLO, targets: ['a', 'b'] } });
        const claims = await claim();
        const [begun, waiting] = claims;
        if (!begun || !waiting) throw new Error('two were due');
        await begin(begun);
        await deliveries.handBack(db, claims);
        expect((await stored(begun.id)).state).toBe('sending');
        expect((await stored(waiting.id)).state).toBe('scheduled');
      });
    });

    test('an edit and a begin at the same moment: one of them wins, and never both', async () => {
      for (let round = 0; round < 8; round++) {
        await db.execute(sql`truncate deliveries`);
        const { postId } = await approved();
        const one = only(await claim());
        const edit = db.transaction(async (transaction) => {
          await posts.findForUpdate(transaction, postId);
          const found = await postDeliveries.ofPostForUpdate(transaction, postId, 1);
          if (found.some((each) => each.state === 'sending')) return false;
          await postDeliveries.callOff(
            transaction,
            found.map((each) => each.id),
          );
          await posts.update(transaction, postId, { stage: 'in_review', revision: 2 });
          return true;
        });
        const [edited, begun] = await Promise.all([edit, begin(one)]);
        expect([edited, begun].filter(Boolean)).toHaveLength(1);
      }
    });

    describe('cards', () => {
      const two = [
        { chat: 'slack', channel: 'C1' },
        { chat: 'discord', channel: '2' },
      ];

      test('are wanted once for each place, and due for an edit each time', async () => {
        const { postId } = await drafted();
        await cards.want(db, postId, two);
        await cards.want(db, postId, two);
        expect(await cards.ofPost(db, postId)).toHaveLength(2);
        await cards.want(db, postId, []);
        expect(await cards.changedPosts(db, 10)).toEqual([postId]);
      });

      test('one editor at a time, until it gives the card back or its lease runs out', async () => {
        const { postId } = await drafted();
        await cards.want(db, postId, two);
        const [card, other] = await cards.ofPost(db, postId);
        const id = card?.id ?? 0;
        const takers = await Promise.all([1, 2, 3, 4].map(() => cards.take(db, id, LEASE)));
        expect(takers.filter((taken) => taken !== undefined)).toHaveLength(1);
        await cards.release(db, id, { message: 'm1', shownHash: 'h1' });
        expect(await cards.take(db, id, LEASE)).toMatchObject({
          message: 'm1',
          shownHash: 'h1',
          gone: false,
        });
        expect(await cards.take(db, other?.id ?? 0, -1)).toBeDefined();
        expect(await cards.take(db, other?.id ?? 0, LEASE)).toBeDefined();
      });

      test('a change that comes during an edit stays due', async () => {
        const { postId } = await drafted();
        await cards.want(db, postId, two);
        const seen = (await cards.latestChange(db, postId)) ?? 0;
        await cards.markChanged(db, postId);
        await cards.settle(db, postId, seen);
        expect(await cards.changedPosts(db, 10)).toEqual([postId]);
        await cards.settle(db, postId, (await cards.latestChange(db, postId)) ?? 0);
        expect(await cards.changedPosts(db, 10)).toEqual([]);
        expect(await cards.latestChange(db, postId)).toBeUndefined();
      });
    });

    describe('people', () => {
      let count = 0;
      const fresh = () => ({ slack: `UX${++count}`, discord: `9${count}` });

      test('are made once, also when they come twice at once, in one chat or in two', async () => {
        const both = fresh();
        const arrive = () =>
          db.transaction(async (transaction) => {
            await people.lockIdentities(transaction, both);
            return people.enrol(transaction, both, { name: 'Cy' });
          });
        const ids = await Promise.all([arrive(), arrive(), arrive()]);
        expect(new Set(ids).size).toBe(1);
        expect(await people.findById(db, ids[0] ?? 0)).toMatchObject({ name: 'Cy', identities: both });
      });

      test('two who turn out to be one become one, with all that they did', async () => {
        const { slack, discord } = fresh();
        const one = await people.enrol(db, { slack }, { name: 'Cy' });
        const other = await people.enrol(db, { discord }, { name: 'cy' });
        const { postId, hash } = await drafted();
        const mine = await posts.insert(db, other, emptyInput);
        await posts.addRevision(db, { postId: mine.id, revision: 1, content: HELLO, personId: other });
        await posts.addDecision(db, {
          postId,
          revision: 1,
          hash,
          verdict: 'approve',
          personId: other,
          chat: 'discord',
        });
        await people.keepLinkCode(db, {
          codeHash: 'old',
          personId: other,
          chat: 'discord',
          expiresAt: new Date(NOW),
        });
        await db.transaction((transaction) => people.merge(transaction, other, one));
        expect(await people.findByIdentity(db, { chat: 'discord', user: discord })).toMatchObject({
          id: one,
          identities: { slack, discord },
        });
        expect(await people.findById(db, other)).toBeUndefined();
        expect((await posts.find(db, mine.id))?.authorId).toBe(one);
        expect((await posts.findRevision(db, mine.id, 1))?.personId).toBe(one);
        expect((await posts.decisionsOf(db, postId)).map((decision) => decision.personId)).toEqual([one]);
        await people.merge(db, one, one);
        expect(await people.findById(db, one)).toBeDefined();
      });

      test('enrolled with identities of two, the two become one', async () => {
        const both = fresh();
        const one = await people.enrol(db, { slack: both.slack }, { name: 'Cy' });
        await people.enrol(db, { discord: both.discord }, { name: 'cy' });
        expect(await people.enrol(db, both, { name: 'Cy' })).toBe(one);
        expect(await people.findById(db, one)).toMatchObject({ identities: both });
      });

      test('a code links once, in its time; a new one voids the one before', async () => {
        const code = (codeHash: string) => ({
          codeHash,
          personId: author,
          chat: 'slack',
          expiresAt: new Date(NOW),
        });
        const before = new Date(NOW - 1);
        await people.keepLinkCode(db, code('first'));
        await people.keepLinkCode(db, code('second'));
        expect(await people.takeLinkCode(db, 'first', before)).toBeUndefined();
        expect(await people.takeLinkCode(db, 'second', new Date(NOW))).toBeUndefined();
        const takers = await Promise.all([1, 2, 3].map(() => people.takeLinkCode(db, 'second', before)));
        expect(takers.filter(Boolean)).toEqual([{ personId: author, chat: 'slack' }]);
      });
    });

    test('an event is handled by the first who asks, in this process or another, and forgotten after its time', async () => {
      const [here, there] = [events.firstTimes(db), events.firstTimes(db)];
      const asked = await Promise.all([here, there, here, here, there].map((first) => first('slack:1')));
      expect(asked.filter(Boolean)).toHaveLength(1);
      expect(await Promise.all([here('slack:1'), here('slack:2'), here('slack:3')])).toEqual([
        false,
        true,
        true,
      ]);
      await events.forget(db, new Date(Date.now() - 60_000));
      expect(await there('slack:1')).toBe(false);
      await events.forget(db, new Date(Date.now() + 60_000));
      expect(await there('slack:1')).toBe(true);
    });

    test('a session is kept for each target, the newest', async () => {
      expect(await sessions.load(db, 'web')).toBeUndefined();
      await sessions.save(db, 'web', 'one');
      await sessions.save(db, 'web', 'two');
      expect(await sessions.load(db, 'web')).toBe('two');
      await sessions.remove(db, 'web');
      expect(await sessions.load(db, 'web')).toBeUndefined();
    });

    test('a picture is kept once, byte for byte', async () => {
      const bytes = new Uint8Array([0, 255, 128, 10, 0]);
      const picture = { hash: 'aa', contentType: 'image/png', width: 4, height: 3, bytes };
      await Promise.all([media.keep(db, picture), media.keep(db, picture)]);
      const [kept, ...more] = await media.findAll(db, ['aa', 'bb']);
      expect(more).toEqual([]);
      expect(kept).toMatchObject({ contentType: 'image/png', width: 4, height: 3 });
      expect(new Uint8Array(kept?.bytes ?? [])).toEqual(bytes);
      expect(await media.find(db, 'bb')).toBeUndefined();
      expect(await media.findAll(db, [])).toEqual([]);
    });

    test('posts are listed newest first, by stage and author', async () => {
      const { postId } = await drafted();
      const { postId: later } = await approved();
      const found = await posts.list(db, { authorId: author, most: 2 });
      expect(found.map((post) => post.id)).toEqual([later, postId]);
      expect((await posts.list(db, { stages: ['in_review'], most: 1 }))[0]?.id).toBe(postId);
      expect((await posts.list(db, { before: later, most: 1 }))[0]?.id).toBe(postId);
      expect(await posts.list(db, { authorId: approver, most: 5 })).toEqual([]);
    });

    test('reviews run out that are still awaited then, and no others', async () => {
      const [one, other, third] = [await drafted(), await drafted(), await approved()];
      await posts.update(db, one.postId, { expiresAt: new Date(NOW - 1) });
      await posts.update(db, other.postId, { expiresAt: new Date(NOW + 1) });
      await posts.update(db, third.postId, { expiresAt: new Date(NOW - 1) });
      expect(await posts.expiring(db, new Date(NOW), 10)).toEqual([one.postId]);
    });
  });
}

/** jsonb holds no halves of characters; the door lets none in. */
function isWellFormed(content: Content): boolean {
  const text = JSON.stringify(content);
  return !/\\ud[89a-f]/i.test(text);
}
