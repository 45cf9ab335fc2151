import { expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import { type Evidence, judge, type Place } from './judge.ts';
import { planOf } from './plan.ts';

const message = { words: 'Acme: week 46 Posts published *2*', thread: [1] };
const place: Place = { name: 'slack C1', audience: 'team', messages: [message] };
const WHOLE: Evidence = {
  weeks: [{ name: '2026-W46', words: 'week 46', posts: 2 }],
  places: [place, { ...place, name: 'discord 7' }],
  reports: [{ audience: 'team', period: '2026-W46', pictures: 1 }],
  isQuiet: true,
};
const having = (...messages: Place['messages']): Partial<Evidence> => ({ places: [{ ...place, messages }] });

test('a run in which all is right is not objected to', () => {
  expect(judge(WHOLE)).toEqual({ missing: [], twice: [], wrong: [] });
});

test.each<[string, Partial<Evidence>, keyof ReturnType<typeof judge>]>([
  ['a channel without the message', having(), 'missing'],
  ['a week of which no report was made', { ...having(message), reports: [] }, 'missing'],
  ['a message without charts', having({ ...message, thread: [] }), 'missing'],
  ['something that still waits', { isQuiet: false }, 'missing'],
  ['a message that is there twice', having(message, { ...message, thread: [] }), 'twice'],
  ['charts that are there twice', having({ ...message, thread: [1, 1] }), 'twice'],
  ['charts without all their pictures', having({ ...message, thread: [0] }), 'wrong'],
  ['a wrong figure', having({ ...message, words: 'week 46 Posts published *3*' }), 'wrong'],
  ['a message of no week', having(message, { words: 'week 40', thread: [] }), 'wrong'],
])('%s is found', (_what, changed, kind) => {
  const verdict = judge({ ...WHOLE, ...changed });
  expect(verdict).toEqual({ ...{ missing: [], twice: [], wrong: [] }, [kind]: [expect.any(String)] });
});

test('a plan follows from its seed, and each week of it has a kill', () => {
  expect(planOf(randomOf(7))).toEqual(planOf(randomOf(7)));
  for (let seed = 0; seed < 50; seed += 1)
    for (const { kills } of planOf(randomOf(seed))) expect(kills.length).toBeGreaterThan(0);
});
