/** What the tests of the store stand on: a database with two people, and posts at every step of their life. */
import { expect } from 'vitest';
import type { Content } from '../../src/posts/content.ts';
import { emptyInput } from '../../src/posts/input.ts';
import type { Database } from '../../src/store/database.ts';
import * as deliveries from '../../src/store/deliveries.ts';
import type * as endings from '../../src/store/delivery-endings.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';

export const NOW = Date.parse('2026-11-22T12:00:00.250Z');
export const LEASE = 60_000;
export const HELLO: Content = {
  text: 'Hello',
  variants: {},
  targets: ['web'],
  media: [],
  at: null,
  campaign: null,
};
export const INTENT = { key: 'k', at: NOW, marks: {} };

export type StoreRig = ReturnType<typeof createRig>;

/** `database` is asked at each use: it is opened later. */
export function createRig(database: () => { db: Database; author: number; approver: number }) {
  const rig = {
    get db() {
      return database().db;
    },
    get author() {
      return database().author;
    },
    get approver() {
      return database().approver;
    },
  };

  async function drafted(content: Content = HELLO): Promise<{ postId: number; hash: string }> {
    const { text, corrects } = content;
    const input = { ...emptyInput, text, ...(corrects === undefined ? {} : { corrects }) };
    const { id: postId } = await posts.insert(rig.db, rig.author, input);
    const hash = await posts.addRevision(rig.db, { postId, revision: 1, content, personId: rig.author });
    await posts.update(rig.db, postId, { stage: 'in_review', revision: 1 });
    return { postId, hash };
  }

  async function approved({ dueAt = NOW, content = HELLO } = {}) {
    const { postId, hash } = await drafted(content);
    await posts.addDecision(rig.db, {
      postId,
      revision: 1,
      hash,
      verdict: 'approve',
      personId: rig.approver,
      chat: 'slack',
    });
    await posts.update(rig.db, postId, { stage: 'approved' });
    const { targets } = content;
    await postDeliveries.schedule(rig.db, { postId, revision: 1, hash, targets, dueAt: new Date(dueAt) });
    return { postId, hash };
  }

  const claim = (most = 100, lease = LEASE, horizon = NOW) =>
    deliveries.claimDue(rig.db, horizon, most, lease);
  const beginOf = (one: deliveries.Claim, change: Partial<deliveries.Begin> = {}): deliveries.Begin => ({
    id: one.id,
    fence: one.fence,
    intent: INTENT,
    hash: one.hash,
    doubtfulSince: NOW,
    ...change,
  });
  const begin = async (one: deliveries.Claim, change: Partial<deliveries.Begin> = {}) =>
    (await deliveries.begin(rig.db, [beginOf(one, change)], LEASE))[0] === 'begun';
  const endingOf = (one: deliveries.Claim, change: Partial<endings.Ending> = {}): endings.Ending => ({
    id: one.id,
    fence: one.fence,
    at: NOW,
    state: 'sent',
    published: { id: 'p1', url: 'https://example.org/p1' },
    problem: null,
    sentAt: NOW,
    nextAt: null,
    doubtfulSince: null,
    triedAt: null,
    sentParts: null,
    ...change,
  });
  const only = (claims: deliveries.Claim[]): deliveries.Claim => {
    expect(claims).toHaveLength(1);
    return claims[0] as deliveries.Claim;
  };
  const stored = async (id: number) => {
    const found = await postDeliveries.find(rig.db, id);
    if (!found) throw new Error('not there');
    return found;
  };

  return Object.assign(rig, { drafted, approved, claim, beginOf, begin, endingOf, only, stored });
}
