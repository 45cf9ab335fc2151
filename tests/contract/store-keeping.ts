/** People, events, sessions, pictures and lists. */
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { randomKey } from '../../src/kit/key.ts';
import { subjectOf } from '../../src/kit/subject.ts';
import { emptyInput } from '../../src/posts/input.ts';
import * as alarms from '../../src/store/alarms.ts';
import * as endings from '../../src/store/delivery-endings.ts';
import * as events from '../../src/store/events.ts';
import * as imports from '../../src/store/imports.ts';
import * as media from '../../src/store/media.ts';
import * as people from '../../src/store/people.ts';
import * as posts from '../../src/store/posts.ts';
import * as sessions from '../../src/store/sessions.ts';
import * as videos from '../../src/store/videos.ts';
import { HELLO, NOW, type StoreRig } from './store-rig.ts';

export function keepingContract(rig: StoreRig): void {
  const { approved, claim, drafted, endingOf } = rig;

  describe('videos', () => {
    const SHAPE = { width: 1, height: 1, duration: 1, size: 1 };
    const FACTS = { ...SHAPE, tellsPlace: false, contentType: 'video/mp4', pieceHashes: null };
    const use = (hash: string) => [{ hash, alt: '', name: 'a.mp4' }];
    const keep = async (...hashes: string[]) => {
      for (const hash of hashes) await videos.keep(rig.db, { hash, ...FACTS });
    };

    const WEEK = 7 * 86_400_000;
    /** They were taken in eight days ago. */
    const age = async (...hashes: string[]) => {
      for (const hash of hashes)
        await rig.db.execute(
          sql`update videos set created_at = now() - interval '8 days' where hash = ${hash}`,
        );
    };
    const erase = async (hash: string) => {
      const since = await videos.beginErasing(rig.db, hash, WEEK);
      if (since) await videos.endErasing(rig.db, hash, since);
      return since !== undefined;
    };

    test('are named by drafts, and by versions that may still go out, and by nothing else', async () => {
      const hashes = ['draft', 'review', 'due', 'failed', 'sent', 'rejected', 'replaced', 'refused form'];
      await keep(...hashes);
      await posts.insert(rig.db, rig.author, { ...emptyInput, media: use('draft') });
      const post = (hash: string) => ({ ...HELLO, media: use(hash) });
      const review = await drafted(post('replaced'));
      const revision = { postId: review.postId, revision: 2, content: post('review'), personId: rig.author };
      await posts.addRevision(rig.db, revision);
      await posts.update(rig.db, review.postId, { revision: 2 });
      await posts.update(rig.db, (await drafted(post('rejected'))).postId, { stage: 'rejected' });
      for (const [hash, state] of [
        ['failed', 'failed'],
        ['sent', 'sent'],
      ] as const) {
        await approved({ content: post(hash) });
        const one = rig.only(await claim());
        await rig.begin(one);
        await endings.end(rig.db, [endingOf(one, { state })]);
      }
      await approved({ content: post('due') });
      const unnamed = await videos.unnamed(rig.db, -60_000);
      expect(unnamed.filter((hash) => hashes.includes(hash)).sort()).toEqual([
        ...['refused form', 'rejected', 'replaced', 'sent'],
      ]);
    });

    test('are left alone while they are new, also where the same one was taken in before', async () => {
      await keep('old', 'again');
      await rig.db.execute(sql`update videos set created_at = now() - interval '8 days'`);
      await keep('again', 'new');
      const unnamed = await videos.unnamed(rig.db, 7 * 86_400_000);
      expect(unnamed.filter((hash) => ['old', 'again', 'new'].includes(hash))).toEqual(['old']);
      expect(await erase('old')).toBe(true);
      expect(await videos.find(rig.db, 'old')).toBeUndefined();
      expect(await videos.claim(rig.db, 'old')).toBe(true);
    });

    test('are not erased once they were given again after the look', async () => {
      await keep('given again');
      await age('given again');
      expect(await videos.unnamed(rig.db, WEEK)).toContain('given again');
      expect(await videos.claim(rig.db, 'given again')).toBe(true);
      expect(await erase('given again')).toBe(false);
      expect(await videos.find(rig.db, 'given again')).toMatchObject(FACTS);
    });

    test('that are being erased are not there for anybody, and are free again when they are gone', async () => {
      await keep('going');
      await age('going');
      const since = await videos.beginErasing(rig.db, 'going', WEEK);
      expect(await videos.find(rig.db, 'going')).toBeUndefined();
      expect(await videos.claim(rig.db, 'going')).toBe(false);
      expect(await videos.beginErasing(rig.db, 'going', WEEK)).toBeUndefined();
      await videos.endErasing(rig.db, 'going', since ?? new Date(0));
      expect(await videos.claim(rig.db, 'going')).toBe(true);
      await keep('going');
      expect(await videos.find(rig.db, 'going')).toMatchObject(FACTS);
    });

    test('whose erasing broke off are erased by the next one, or kept anew by whoever gives them', async () => {
      const broken = ['left', 'left and given'];
      await keep(...broken);
      await age(...broken);
      const [first] = await Promise.all(broken.map((hash) => videos.beginErasing(rig.db, hash, WEEK)));
      await rig.db.execute(
        sql`update videos set erasing_at = erasing_at - interval '1 hour' where hash in ('left', 'left and given')`,
      );
      expect(await videos.claim(rig.db, 'left and given')).toBe(true);
      expect(await videos.unnamed(rig.db, WEEK)).toContain('left');
      const second = await videos.beginErasing(rig.db, 'left', WEEK);
      // Whoever stood still for so long ends nothing that is another's by now.
      await videos.endErasing(rig.db, 'left', first ?? new Date(0));
      expect(await videos.claim(rig.db, 'left')).toBe(false);
      await videos.endErasing(rig.db, 'left', second ?? new Date(0));
      expect(await videos.claim(rig.db, 'left')).toBe(true);
    });
  });

  describe('rows of spreadsheets', () => {
    test('become one post each, whoever else reads the same one at the same moment', async () => {
      const key = randomKey();
      const ready = await Promise.all([drafted(), drafted(), drafted()]);
      const made = await Promise.all(
        ready.map((post) =>
          rig.db.transaction(async (transaction) => {
            if (!(await imports.claim(transaction, key))) return undefined;
            await imports.settle(transaction, key, post.postId);
            return post.postId;
          }),
        ),
      );
      const [postId, ...others] = made.filter((one) => one !== undefined);
      expect(others).toEqual([]);
      expect(await imports.findAll(rig.db, [key, 'another'])).toEqual(new Map([[key, postId]]));
    });

    test('are free again when the post could not be stored', async () => {
      const key = randomKey();
      const failed = rig.db.transaction(async (transaction) => {
        await imports.claim(transaction, key);
        throw new Error('no post');
      });
      await expect(failed).rejects.toThrow('no post');
      expect(await rig.db.transaction((transaction) => imports.claim(transaction, key))).toBe(true);
      expect(await imports.findAll(rig.db, [key])).toEqual(new Map());
    });
  });

  describe('people', () => {
    let count = 0;
    const fresh = () => ({ slack: `UX${++count}`, discord: `9${count}` });

    test('are made once, also when they come twice at once, in one chat or in two', async () => {
      const both = fresh();
      const arrive = () =>
        rig.db.transaction(async (transaction) => {
          await people.lockIdentities(transaction, both);
          return people.enrol(transaction, both, { name: 'Cy' });
        });
      const ids = await Promise.all([arrive(), arrive(), arrive()]);
      expect(new Set(ids).size).toBe(1);
      expect(await people.findById(rig.db, ids[0] ?? 0)).toMatchObject({ name: 'Cy', identities: both });
    });

    test('two who turn out to be one become one, with all that they did', async () => {
      const { slack, discord } = fresh();
      const one = await people.enrol(rig.db, { slack }, { name: 'Cy' });
      const other = await people.enrol(rig.db, { discord }, { name: 'cy' });
      const { postId, hash } = await drafted();
      const mine = await posts.insert(rig.db, other, emptyInput);
      await posts.addRevision(rig.db, { postId: mine.id, revision: 1, content: HELLO, personId: other });
      await posts.addDecision(rig.db, {
        postId,
        revision: 1,
        hash,
        verdict: 'approve',
        personId: other,
        chat: 'discord',
      });
      await people.keepLinkCode(rig.db, {
        codeHash: 'old',
        personId: other,
        chat: 'discord',
        expiresAt: new Date(NOW),
      });
      await rig.db.transaction((transaction) => people.merge(transaction, other, one, rig.mergeOthers));
      expect(await people.findByIdentity(rig.db, { chat: 'discord', user: discord })).toMatchObject({
        id: one,
        identities: { slack, discord },
      });
      expect(await people.findById(rig.db, other)).toBeUndefined();
      expect((await posts.find(rig.db, mine.id))?.authorId).toBe(one);
      expect((await posts.findRevision(rig.db, mine.id, 1))?.personId).toBe(one);
      expect((await posts.decisionsOf(rig.db, postId)).map((decision) => decision.personId)).toEqual([one]);
      await people.merge(rig.db, one, one);
      expect(await people.findById(rig.db, one)).toBeDefined();
    });

    test('enrolled with identities of two, the two become one', async () => {
      const both = fresh();
      const one = await people.enrol(rig.db, { slack: both.slack }, { name: 'Cy' });
      await people.enrol(rig.db, { discord: both.discord }, { name: 'cy' });
      expect(await people.enrol(rig.db, both, { name: 'Cy' })).toBe(one);
      expect(await people.findById(rig.db, one)).toMatchObject({ identities: both });
    });

    test('a code links once, in its time; a new one voids the one before', async () => {
      const code = (codeHash: string) => ({
        codeHash,
        personId: rig.author,
        chat: 'slack',
        expiresAt: new Date(NOW),
      });
      const before = new Date(NOW - 1);
      await people.keepLinkCode(rig.db, code('first'));
      await people.keepLinkCode(rig.db, code('second'));
      expect(await people.takeLinkCode(rig.db, 'first', before)).toBeUndefined();
      expect(await people.takeLinkCode(rig.db, 'second', new Date(NOW))).toBeUndefined();
      const takers = await Promise.all([1, 2, 3].map(() => people.takeLinkCode(rig.db, 'second', before)));
      expect(takers.filter(Boolean)).toEqual([{ personId: rig.author, chat: 'slack' }]);
    });
  });

  test('an event is handled by the first who asks, in this process or another, and forgotten after its time', async () => {
    const [here, there] = [events.firstTimes(rig.db), events.firstTimes(rig.db)];
    const asked = await Promise.all([here, there, here, here, there].map((first) => first('slack:1')));
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await Promise.all([here('slack:1'), here('slack:2'), here('slack:3')])).toEqual([
      false,
      true,
      true,
    ]);
    await events.forget(rig.db, new Date(Date.now() - 60_000));
    expect(await there('slack:1')).toBe(false);
    await events.forget(rig.db, new Date(Date.now() + 60_000));
    expect(await there('slack:1')).toBe(true);
  });

  test('a session is kept for each target, the newest', async () => {
    expect(await sessions.load(rig.db, 'web')).toBeUndefined();
    await sessions.save(rig.db, 'web', 'one');
    await sessions.save(rig.db, 'web', 'two');
    expect(await sessions.load(rig.db, 'web')).toBe('two');
  });

  test('a picture is kept once, byte for byte', async () => {
    const bytes = new Uint8Array([0, 255, 128, 10, 0]);
    const picture = { hash: 'aa', contentType: 'image/png', width: 4, height: 3, bytes };
    await Promise.all([media.keep(rig.db, picture), media.keep(rig.db, picture)]);
    const [kept, ...more] = await media.findAll(rig.db, ['aa', 'bb']);
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ contentType: 'image/png', width: 4, height: 3 });
    expect(new Uint8Array(kept?.bytes ?? [])).toEqual(bytes);
    expect(await media.find(rig.db, 'bb')).toBeUndefined();
    expect(await media.findAll(rig.db, [])).toEqual([]);
  });

  test('posts are listed newest first, by author', async () => {
    const { postId } = await drafted();
    const { postId: later } = await approved();
    const found = await posts.list(rig.db, { authorId: rig.author, most: 2 });
    expect(found.map((post) => post.id)).toEqual([later, postId]);
    expect((await posts.list(rig.db, { before: later, most: 1 }))[0]?.id).toBe(postId);
    expect(await posts.list(rig.db, { authorId: rig.approver, most: 5 })).toEqual([]);
  });

  test('a post is open until it is closed, or nothing of it is left to be sent or asked about', async () => {
    const { postId: inReview } = await drafted();
    const { postId: rejected } = await drafted();
    await posts.update(rig.db, rejected, { stage: 'rejected' });
    const both = { ...HELLO, targets: ['sky', 'web'] };
    const { postId: half } = await approved({ content: both });
    const { postId: whole } = await approved({ content: both });
    for (const one of await claim())
      if (one.postId === whole || one.target === 'web') await endings.end(rig.db, [endingOf(one)]);
    const open = await posts.list(rig.db, { isOpen: true, before: whole + 1, most: 50 });
    const ids = open.map(({ id }) => id).filter((id) => id >= inReview);
    expect(ids).toEqual([half, inReview]);
  });

  test('reviews are found whose end is not set as an alarm, and no others', async () => {
    const [one, other, third] = [await drafted(), await drafted(), await approved()];
    for (const { postId } of [one, other, third])
      await posts.update(rig.db, postId, { expiresAt: new Date(NOW) });
    const end = { subject: subjectOf('post', other.postId), kind: 'expire-review', dueAt: NOW };
    await alarms.set(rig.db, end);
    const found = async () => (await posts.withoutAlarm(rig.db, 100)).filter((id) => id >= one.postId);
    expect(await found()).toEqual([one.postId]);
    await alarms.set(rig.db, { ...end, dueAt: NOW + 1 });
    expect(await found()).toEqual([one.postId, other.postId]);
    await alarms.unset(rig.db, end.subject);
  });
}
