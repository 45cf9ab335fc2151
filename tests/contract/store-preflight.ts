/** What the store keeps of checks, and which posts it finds that are to be checked. */
import { describe, expect, test } from 'vitest';
import type { Content } from '../../src/posts/content.ts';
import type { Check } from '../../src/posts/preflight/check.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import * as preflights from '../../src/store/preflights.ts';
import { HELLO, NOW, type StoreRig } from './store-rig.ts';

const MINUTE = 60_000;
const said = (target: string, ...ids: string[]): Check => ({
  ...{ target, title: target, counts: [] },
  findings: ids.map((id) => ({ id, level: 'warning', field: 'text', message: id, remedy: '' })),
});

export function preflightContract(rig: StoreRig): void {
  const { approved, drafted } = rig;

  describe('checks', () => {
    const ids = ({ checks }: preflights.StoredChecks) =>
      checks.map(({ target, findings }) => [target, ...findings.map(({ id }) => id)]);

    test('are kept, the newest for each target counts, and what somebody saw can be told', async () => {
      const { postId } = await drafted();
      const revision = { postId, revision: 1 };
      expect(await preflights.latest(rig.db, revision)).toEqual({ checks: [], newest: 0 });
      await preflights.keep(rig.db, revision, [said('a', 'x'), said('b')], new Date(NOW));
      const first = await preflights.latest(rig.db, revision);
      await preflights.keep(rig.db, revision, [said('a', 'x', 'y')], new Date(NOW));
      await preflights.keep(rig.db, { postId, revision: 2 }, [said('a', 'z')], new Date(NOW));
      const second = await preflights.latest(rig.db, revision);
      expect(second.newest).toBeGreaterThan(first.newest);
      expect(ids(second)).toEqual([['a', 'x', 'y'], ['b']]);
      expect(ids(await preflights.latest(rig.db, revision, first.newest))).toEqual([['a', 'x'], ['b']]);
      expect(ids(await preflights.latest(rig.db, revision, 0))).toEqual([]);
    });

    test('that were accepted stand with the decision', async () => {
      const { postId, hash } = await drafted();
      const accepted = [{ id: 'x', target: 'web', message: 'm', about: '3' }];
      const decision = { postId, revision: 1, hash, personId: rig.approver, chat: 'slack' };
      await posts.addDecision(rig.db, { ...decision, verdict: 'approve', accepted });
      await posts.addDecision(rig.db, { ...decision, verdict: 'reject' });
      expect((await posts.decisionsOf(rig.db, postId)).map((one) => one.accepted)).toEqual([accepted, []]);
    });
  });

  describe('what is due for a check', () => {
    const due = async () => preflights.dueForCheck(rig.db, NOW, { soon: MINUTE, ahead: 10 * MINUTE }, 100);
    const content: Content = { ...HELLO, targets: ['a', 'b'] };

    test('is what goes out soon, until it was checked shortly before', async () => {
      const { postId } = await approved({ content, dueAt: NOW + 10 * MINUTE });
      await approved({ dueAt: NOW + 10 * MINUTE + 1 });
      await approved({ dueAt: NOW });
      await approved({ dueAt: NOW + MINUTE });
      const revision = { postId, revision: 1 };
      await preflights.keep(rig.db, revision, [said('a'), said('b')], new Date(NOW - 1));
      const found = { postId, revision: 1, content, targets: ['a', 'b'], dueAt: NOW + 10 * MINUTE };
      expect(await due()).toEqual([found]);
      await preflights.keep(rig.db, revision, [said('a')], new Date(NOW));
      expect(await due()).toEqual([{ ...found, targets: ['b'] }]);
      await preflights.keep(rig.db, revision, [said('b')], new Date(NOW));
      expect(await due()).toEqual([]);
    });

    test('is not what was tried already, is held or was called off', async () => {
      const change = async (changed: Parameters<typeof postDeliveries.answer>[2]) => {
        const { postId } = await approved({ dueAt: NOW + 2 * MINUTE });
        const [one] = await postDeliveries.ofPost(rig.db, postId, 1);
        await postDeliveries.answer(rig.db, one?.id ?? 0, changed);
      };
      await change({ attempts: 1 });
      await change({ state: 'held' });
      await change({ state: 'cancelled' });
      await change({ state: 'claimed' });
      expect(await due()).toEqual([]);
      await change({ state: 'scheduled' });
      expect(await due()).toHaveLength(1);
    });
  });
}
