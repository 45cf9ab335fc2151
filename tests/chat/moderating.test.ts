import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deletionPlan } from '../../src/chat/discord/moderate/deleting.ts';
import { lockedFrom, sameOverwrite } from '../../src/chat/discord/moderate/locks.ts';
import { holdsRight, isAbove, type Standing } from '../../src/chat/moderating.ts';

function standing(user: string, more: Partial<Standing> = {}): Standing {
  return {
    ...{ user, name: user, isBot: false, isOwner: false, roles: [], position: 0 },
    ...{ may: new Set(), timeoutUntil: null, ...more },
  };
}

describe('who may act on whom', () => {
  const owner = standing('owner', { isOwner: true });
  const chief = standing('chief', { position: 9 });
  const helper = standing('helper', { position: 3 });

  it('is decided by height: below alone, and never the owner or oneself', () => {
    expect(isAbove(chief, helper)).toBe(true);
    expect(isAbove(helper, chief)).toBe(false);
    expect(isAbove(helper, standing('other', { position: 3 }))).toBe(false);
    expect(isAbove(owner, chief)).toBe(true);
    expect(isAbove(chief, owner)).toBe(false);
    expect(isAbove(owner, owner)).toBe(false);
  });

  it('takes the right as well, which owners and administrators always hold', () => {
    expect(holdsRight(helper, 'ban')).toBe(false);
    expect(holdsRight(standing('a', { may: new Set(['ban']) }), 'ban')).toBe(true);
    expect(holdsRight(standing('a', { may: new Set(['administrator']) }), 'ban')).toBe(true);
    expect(holdsRight(owner, 'ban')).toBe(true);
  });
});

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-23T09:00:00Z');
const idAt = (at: number, count = 0) => ((BigInt(at - 1_420_070_400_000) << 22n) + BigInt(count)).toString();

describe('the messages of one deletion', () => {
  it('go together as far as Discord takes them: young ones, 2 to 100, each once', () => {
    const young = Array.from({ length: 201 }, (_, index) => idAt(NOW - DAY, index));
    const old = [idAt(NOW - 15 * DAY), idAt(NOW - 14 * DAY + 1_000)];
    const plan = deletionPlan([...young, ...old, young[0] ?? ''], NOW);
    expect(plan.bulks.map((bulk) => bulk.length)).toEqual([100, 100]);
    expect(plan.single).toEqual([young[200], ...old]);
  });

  it('are all there and each once, whatever is asked for', () => {
    const ages = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 * DAY }), fc.nat(3)), { maxLength: 320 });
    fc.assert(
      fc.property(ages, (asked) => {
        const ids = asked.map(([age, count]) => idAt(NOW - age, count));
        const { bulks, single } = deletionPlan(ids, NOW);
        expect([...bulks.flat(), ...single].sort()).toEqual([...new Set(ids)].sort());
        expect(bulks.every((bulk) => bulk.length >= 2 && bulk.length <= 100)).toBe(true);
      }),
    );
  });
});

describe('a lock', () => {
  const bits = fc.bigInt({ min: 0n, max: (1n << 52n) - 1n }).map(String);

  it('takes writing away from everybody and touches nothing else', () => {
    const SEND = 1n << 11n;
    fc.assert(
      fc.property(fc.record({ allow: bits, deny: bits }), (before) => {
        const { allow, deny } = lockedFrom(before);
        expect(BigInt(allow) & SEND).toBe(0n);
        expect(BigInt(deny) & SEND).toBe(SEND);
        const writing = BigInt(deny) & ~BigInt(before.deny);
        expect(BigInt(allow) & ~writing).toBe(BigInt(before.allow) & ~writing & BigInt(allow));
        expect(sameOverwrite(lockedFrom({ allow, deny }), { allow, deny })).toBe(true);
      }),
    );
  });

  it('without an exception before is the same as over an empty one', () => {
    expect(lockedFrom(undefined)).toEqual(lockedFrom({ allow: '0', deny: '0' }));
    expect(sameOverwrite(undefined, { allow: '0', deny: '0' })).toBe(true);
  });
});
