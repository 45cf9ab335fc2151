import { expect, test } from 'vitest';
import { STEPS } from '../../src/app/deliveries/steps.ts';
import { FAULT_KINDS } from './faults.ts';
import { makePlan, type PlannedPost } from './plan.ts';
import { ANSWERED, TARGETS, takes } from './targets.ts';
import { UPLOAD_STEPS } from './upload-steps.ts';

const plans = Array.from({ length: 700 }, (_, index) => makePlan(1, index));

test('the same seed and index make the same plan', () => {
  expect(makePlan(5, 17)).toEqual(makePlan(5, 17));
  expect(makePlan(5, 17)).not.toEqual(makePlan(6, 17));
});

test('every run has a kill at post 0, which no person touches', () => {
  for (const { kills, acts, posts } of plans) {
    expect(kills[0]).toMatchObject({ post: 0, time: 1 });
    expect(posts[0]).toMatchObject({ at: null, waits: false });
    expect(posts[0]?.targets).toEqual(TARGETS.filter((target) => takes(target, posts[0] as PlannedPost)));
    expect(posts[0]?.targets).toContain(kills[0]?.target);
    expect(acts.filter(({ post }) => post === 0)).toEqual([]);
  }
});

test('every step of an attempt takes its turn as the first kill', () => {
  const turns = new Set(plans.slice(0, 100).map(({ kills }) => kills[0]?.at));
  expect([...turns].sort()).toEqual([...STEPS, 'received', 'effected'].sort());
});

test('every fault, every act and every trouble is tried, on every network', () => {
  const faults = new Set(plans.flatMap((plan) => plan.faults.map(({ target, kind }) => `${target} ${kind}`)));
  const refused = [...faults].filter((one) => one.endsWith(' refused'));
  expect(refused.sort()).toEqual(
    [
      'box',
      'disc',
      'face',
      'gram',
      'link',
      'mast',
      'pin',
      'red',
      'sky',
      'slack',
      'thr',
      'tok',
      'tube',
      'x',
    ].map((target) => `${target} refused`),
  );
  expect(faults.size - refused.length).toBe(TARGETS.length * FAULT_KINDS.length);
  const acts = new Set(plans.flatMap((plan) => plan.acts.map(({ kind }) => kind)));
  expect([...acts].sort()).toEqual(['approve', 'cancel', 'edit', 'edit and approve', 'freeze', 'tamper']);
  const troubles = new Set(plans.flatMap((plan) => plan.rounds.flatMap(({ trouble }) => trouble ?? [])));
  expect([...troubles].sort()).toEqual(['crash', 'disconnect', 'flush', 'stop']);
});

test('kills and lost answers come at every request of every upload, where the video surely goes', () => {
  const met = plans.flatMap(({ posts, asides, kills, faults }) => {
    const [first] = posts;
    if (!first?.shown.endsWith('film')) return [];
    const { targets } = first;
    const given = asides.flatMap(({ target, at, kind }) =>
      at && targets.includes(target) ? [`${target} ${at.step} ${kind}`] : [],
    );
    const killed = kills.filter(({ post }) => post === 0).map(({ at, target }) => `${target} show ${at}`);
    const lost = faults.filter(({ post }) => post === 0).map(({ kind, target }) => `${target} show ${kind}`);
    return [...given, ...killed, ...lost];
  });
  const kinds = {
    show: ['received', 'effected', 'lost after'],
    other: ['killed before', 'killed after', 'lost after'],
  };
  const wanted = UPLOAD_STEPS.flatMap(({ target, step }) =>
    kinds[step === 'show' ? 'show' : 'other'].map((kind) => `${target} ${step} ${kind}`),
  );
  expect(wanted.filter((one) => !met.includes(one))).toEqual([]);
});

test('answers go out wherever they can, each with a kill or a lost answer of its own', () => {
  const met = plans.flatMap(({ posts, kills, faults }) => {
    const post = posts.findIndex(({ isAnswer }) => isAnswer);
    const killed = kills.filter((one) => one.post === post).map(({ target }) => `${target} killed`);
    const lost = faults.filter((one) => one.post === post).map(({ target }) => `${target} lost`);
    expect(posts.slice(post < 0 ? posts.length : post + 1)).toEqual([]);
    return [...killed, ...lost];
  });
  const wanted = ANSWERED.flatMap((target) => [`${target} killed`, `${target} lost`]);
  expect([...new Set(met)].sort()).toEqual(wanted.sort());
});

test('some runs go over each change of the clocks', () => {
  for (const change of ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'].map(Date.parse)) {
    const over = plans.filter(
      ({ start, posts }) => start < change && posts.some(({ at }) => (at ?? 0) >= change),
    );
    expect(over.length).toBeGreaterThan(3);
  }
});
