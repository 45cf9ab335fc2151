import { expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import { type Evidence, judge } from './judge.ts';
import { planOf } from './plan.ts';

const fine: Evidence = {
  acts: [
    { action: 'member-ban', target: 'a', ends: false },
    { action: 'member-unban', target: 'a', ends: false },
    { action: 'member-timeout', target: 'b', ends: false },
    { action: 'member-timeout', target: 'b', ends: true },
  ],
  told: [{ user: 'a', heading: 'Banned' }],
  cards: ['Case 1: banned, a', 'Case 2: timed out, b'],
  ...{ unfinished: [], standing: [], sanctioned: [], returned: [] },
};
const NOTHING = { doubles: [], notLifted: [], unfinished: [] };

test('what is done once and lifted is fine, and a timeout that is set again for whoever came back', () => {
  expect(judge(fine)).toEqual(NOTHING);
  const again = { ...fine, acts: [...fine.acts, { action: 'member-timeout', target: 'b', ends: false }] };
  expect(judge({ ...again, returned: ['b'] })).toEqual(NOTHING);
});

test('an act, a direct message or a card that is there twice is told, and so is what is not over', () => {
  const [ban] = fine.acts;
  const twice = { ...fine, acts: [...fine.acts, ...(ban ? [ban] : [])], told: [...fine.told, ...fine.told] };
  expect(judge({ ...twice, cards: ['x', 'x'] }).doubles).toHaveLength(3);
  expect(judge({ ...fine, sanctioned: ['a'], standing: [1], unfinished: [2] })).toEqual({
    ...{ doubles: [], notLifted: ['a is still sanctioned', 'sanction 1 is not over'] },
    unfinished: ['case 2 is not finished'],
  });
});

test('a plan follows from its seed, and kills each run at least once', () => {
  expect(planOf(randomOf(7))).toEqual(planOf(randomOf(7)));
  for (let seed = 0; seed < 50; seed += 1) {
    const { doings, kills } = planOf(randomOf(seed));
    expect(doings.length).toBeGreaterThan(0);
    expect(kills.acting.length).toBeGreaterThan(0);
  }
});
