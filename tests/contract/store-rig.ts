/** What the tests of the store stand on: a database with two people, and posts at every step of their life. */
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { loadSubjects } from '../../src/app/definitions.ts';
import type { Subject } from '../../src/kit/subject.ts';
import type { Content } from '../../src/posts/content.ts';
import { emptyInput } from '../../src/posts/input.ts';
import type { Database, Handle } from '../../src/store/database.ts';
import * as deliveries from '../../src/store/deliveries.ts';
import type * as endings from '../../src/store/delivery-endings.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as sending from '../../src/store/outbox-sending.ts';
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
    /** What subjects know of people. */
    mergeOthers: async (db: Handle, kept: number, gone: number) =>
      (await loadSubjects()).merge(db, kept, gone),
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

  const wantCard = (subject: Subject, to = { chat: 'slack', channel: 'C1' }) =>
    outbox.want(rig.db, [{ subject, kind: 'card', lasting: true, to }]);
  const room = { now: NOW, chats: ['slack', 'discord'], crisis: 10, normal: 10, lease: LEASE };
  const claimMessages = (change: Partial<sending.Room> = {}) =>
    sending.claimDue(rig.db, { ...room, ...change });
  const changedSubjects = async () => {
    const { rows } = await rig.db.execute<{ subject: string }>(
      sql`select distinct subject from outbox_changes order by subject`,
    );
    return rows.map(({ subject }) => subject);
  };

  return Object.assign(rig, {
    ...{ drafted, approved, claim, beginOf, begin, endingOf, only, stored },
    ...{ wantCard, claimMessages, changedSubjects },
  });
}
