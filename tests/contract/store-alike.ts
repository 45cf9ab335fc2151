/** What the store finds of other posts for a check, without reading all there is. */
import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Content } from '../../src/posts/content.ts';
import * as fingerprints from '../../src/store/fingerprints.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import { outgoing, outgoingQuery } from '../../src/store/target-deliveries.ts';
import { HELLO, NOW, type StoreRig } from './store-rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function alikeContract(rig: StoreRig): void {
  const { approved, drafted } = rig;

  describe('alike posts', () => {
    const printed = async (
      keys: number[],
      at = NOW,
      targets = ['web'],
      stage?: posts.StoredPost['stage'],
    ) => {
      const { postId } = await drafted({ ...HELLO, targets });
      await fingerprints.keep(rig.db, { postId, revision: 1, at: new Date(at) }, [{ keys, targets }]);
      if (stage) await posts.update(rig.db, postId, { stage });
      return postId;
    };
    const found = async (keys: number[], change: Partial<fingerprints.Asked> = {}) => {
      const asked = { keys, targets: ['web'], besides: [], from: NOW - HOUR, until: NOW + HOUR, ...change };
      return (await fingerprints.alike(rig.db, asked)).map(({ postId }) => postId);
    };

    test('share a number, each told once, the newest first', async () => {
      const [one, other] = [await printed([101, 102, 102]), await printed([102, 103])];
      await printed([104]);
      expect(await found([101, 102, 103])).toEqual([other, one]);
      expect(await found([101], { besides: [one] })).toEqual([]);
      expect(await found([])).toEqual([]);
      expect(await found([999])).toEqual([]);
    });

    test('go to one of the targets, around that time', async () => {
      const elsewhere = await printed([201], NOW, ['a', 'b']);
      await printed([201], NOW - HOUR - 1);
      await printed([201], NOW + HOUR + 1);
      const edge = await printed([201], NOW - HOUR);
      expect(await found([201])).toEqual([edge]);
      expect(await found([201], { targets: ['b', 'c'] })).toEqual([elsewhere]);
    });

    test('are open or went out, in their newest revision', async () => {
      for (const stage of ['rejected', 'cancelled', 'expired', 'draft'] as const)
        await printed([301], NOW, ['web'], stage);
      const changed = await printed([301]);
      await posts.update(rig.db, changed, { revision: 2 });
      expect(await found([301])).toEqual([]);
      const asked = await printed([301], NOW, ['web'], 'changes_requested');
      expect(await found([301])).toEqual([asked]);
    });

    test('are told with when they go out, and how that stands', async () => {
      const { postId } = await approved({ dueAt: NOW + MINUTE });
      await fingerprints.keep(rig.db, { postId, revision: 1, at: new Date(NOW) }, [
        { keys: [401], targets: ['web'] },
      ]);
      const asked = { keys: [401], targets: ['web'], besides: [], from: NOW, until: NOW };
      expect(await fingerprints.alike(rig.db, asked)).toEqual([
        { postId, content: HELLO, at: NOW, deliveries: { web: { state: 'scheduled', at: NOW + MINUTE } } },
      ]);
    });
  });

  describe('what goes out to a target', () => {
    const around = (change = {}) =>
      outgoing(rig.db, { target: 'web', from: NOW - HOUR, until: NOW + HOUR, besides: 0, ...change });

    test('counts what was sent, is being sent or is scheduled, and no more', async () => {
      const put = async (state: postDeliveries.StoredDelivery['state'], content: Content = HELLO) => {
        const { postId } = await approved({ content });
        const [one] = await postDeliveries.ofPost(rig.db, postId, 1);
        await postDeliveries.answer(rig.db, one?.id ?? 0, { state });
        return postId;
      };
      const media = [{ hash: 'a', alt: '' }];
      for (const state of ['claimed', 'sending', 'sent', 'unknown'] as const) await put(state);
      const own = await put('scheduled', { ...HELLO, media });
      for (const state of ['held', 'failed', 'cancelled'] as const) await put(state);
      await put('scheduled', { ...HELLO, targets: ['other'] });
      const found = await around();
      expect(found).toHaveLength(5);
      expect(found).toContainEqual({ at: NOW, pictures: 1 });
      expect(await around({ besides: own })).toHaveLength(4);
    });

    test('counts a video with its cover as one file, and pictures each', async () => {
      const video = { width: 1, height: 1, duration: 1, size: 1 };
      const [film, one, two] = [
        { hash: 'f', alt: '', video },
        { hash: 'a', alt: '' },
        { hash: 'b', alt: '' },
      ];
      for (const media of [[film], [film, one], [one, two]]) await approved({ content: { ...HELLO, media } });
      const counted = (await around()).map(({ pictures }) => pictures);
      expect(counted.toSorted()).toEqual([1, 1, 2]);
    });

    test('tells which of it answers somebody else', async () => {
      const author = { id: 'kim', handle: '@kim' };
      const answers = { id: 'm1', author, audience: 'public' as const, warning: '' };
      await approved({ content: { ...HELLO, answers } });
      expect(await around()).toEqual([{ at: NOW, pictures: 0, isAnswer: true }]);
    });

    test('counts within the span alone, and in line only what is ahead', async () => {
      await approved({ dueAt: NOW - HOUR });
      await approved({ dueAt: NOW + HOUR });
      const first = await approved({ dueAt: NOW });
      const second = await approved({ dueAt: NOW });
      await approved({ dueAt: NOW - 1 });
      await approved({ dueAt: NOW + 1 });
      expect(await around()).toHaveLength(4);
      expect(await around({ besides: first.postId, aheadOf: NOW })).toHaveLength(1);
      expect(await around({ besides: second.postId, aheadOf: NOW })).toHaveLength(2);
    });
  });

  describe('among very many posts', () => {
    const POSTS = 20_000;
    /** By one statement: none may take half a minute, on a busy machine either. */
    const SOME = 4_000;
    let last = 0;

    beforeAll(async () => {
      ({ postId: last } = await drafted());
      // Thirteen numbers for each; one in a thousand posts says the same as all of these.
      for (let made = 0; made < POSTS; made += SOME)
        await rig.db.execute(sql`
        with made as (
          insert into posts (author_id, stage, revision, input)
          select ${rig.author}, 'approved', 1, '{}' from generate_series(1, ${SOME}::int) returning id
        ), revised as (
          insert into revisions (post_id, revision, content, hash, person_id)
          select id, 1, ${JSON.stringify(HELLO)}::jsonb, 'h', ${rig.author} from made
        )
        insert into fingerprints (key, at, post_id, revision, targets)
        select case when id % 1000 = 0 then 7000 + band else (id * 13 + band) * 1000003 end,
          ${at(NOW)} - id * interval '1 minute', id, 1, '{web}'
        from made cross join generate_series(1, 13) as band`);
      await rig.db.execute(sql`analyze`);
    }, 120_000);

    /** The rows that every scan of a table brought or threw away, and the tables that were read from end to end. */
    async function read(query: SQL): Promise<{ rows: number; wholly: string[]; by: string }> {
      const { rows } = await rig.db.execute(sql`explain (analyze, format json) ${query}`);
      const [row] = rows as { 'QUERY PLAN': { Plan: Plan }[] | string }[];
      const explained = row?.['QUERY PLAN'];
      const [top] = (typeof explained === 'string' ? JSON.parse(explained) : explained) as { Plan: Plan }[];
      const scans = nodesOf(top?.Plan).filter((node) => node['Relation Name'] !== undefined);
      return {
        rows: scans.reduce((sum, node) => sum + node['Actual Loops'] * rowsOf(node), 0),
        wholly: scans
          .filter((node) => node['Node Type'] === 'Seq Scan')
          .map((node) => node['Relation Name'] ?? ''),
        by: nodesOf(top?.Plan)
          .map((node) => node['Index Cond'] ?? '')
          .join(' '),
      };
    }

    test('a few rows are read to find what is alike', async () => {
      // A table of a single page is always read from end to end.
      await rig.db.execute(sql`truncate deliveries, readings, receipts`);
      const keys = Array.from({ length: 13 }, (_, band) => 7001 + band);
      const asked = { keys, targets: ['web'], besides: [], from: NOW - 30_000 * MINUTE, until: NOW };
      expect(await fingerprints.alike(rig.db, asked)).toHaveLength(POSTS / 1_000);
      const found = await read(fingerprints.alikeQuery(asked));
      expect(found.wholly).toEqual([]);
      expect(found.rows).toBeLessThan(400);
      const nothing = await read(fingerprints.alikeQuery({ ...asked, keys: [1, 2, 3] }));
      expect(nothing).toMatchObject({ rows: 0, wholly: [] });
    });

    test('only what goes out around that time is read to count it', async () => {
      await rig.db.execute(sql`
        insert into deliveries (key, post_id, revision, target, hash, state, due_at, next_at)
        select 'k' || post_id, post_id, 1, 'web', 'h', 'sent', ${at(NOW)} - (post_id - ${last}) * interval '1 minute', now()
        from revisions where post_id > ${last}`);
      await rig.db.execute(sql`analyze deliveries`);
      const span = { target: 'web', from: NOW - 500 * MINUTE, until: NOW - 400 * MINUTE, besides: 0 };
      const counted = (await outgoing(rig.db, span)).length;
      expect(counted).toBe(99);
      const found = await read(outgoingQuery(span));
      expect(found.wholly).toEqual([]);
      expect(found.by).toMatch(/target = .*due_at/);
      expect(found.rows).toBeLessThanOrEqual(2 * counted + 10);
    });
  });
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Index Cond'?: string;
  Plans?: Plan[];
}

function nodesOf(plan: Plan | undefined): Plan[] {
  return plan ? [plan, ...(plan.Plans ?? []).flatMap(nodesOf)] : [];
}

function rowsOf(node: Plan): number {
  return node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
}

function at(instant: number): SQL {
  return sql`to_timestamp(${instant}::float8 / 1000.0)`;
}
