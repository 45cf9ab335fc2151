import { expect, test } from 'vitest';
import type { Delivered } from './evidence.ts';
import { MOMENTS } from './kills.ts';
import type { Played } from './run.ts';
import { Tally } from './tally.ts';
import { UPLOAD_STEPS } from './upload-steps.ts';

const DELIVERED: Delivered = {
  id: 1,
  target: 'web',
  state: 'sent',
  parts: ['Hello'],
  out: 0,
  at: null,
  intents: [true],
  told: true,
};
const LIVE = { target: 'web' as const, text: 'Hello', at: undefined };

function played(change: Partial<Played> = {}, effects = [LIVE]): Played {
  return {
    evidence: { deliveries: [DELIVERED], effects, missing: [], afterFreeze: [] },
    mended: { unknown: {}, failed: 0, held: 0, released: new Map(), falseFailures: [] },
    kills: [...MOMENTS],
    uploads: [],
    ...change,
  };
}

function tallyOf(runs: number, each: Played): Tally {
  const tally = new Tally();
  for (let run = 0; run < runs; run += 1) tally.add(each);
  return tally;
}

test('a hundred runs without a finding, killed everywhere, are as they must be', () => {
  const tally = tallyOf(100, played());
  expect(tally.objections()).toEqual([]);
  expect(tally.line(1, 2.4)).toMatchObject({ runs: 100, deliveries: 100, doubles: 0, seed: 1, seconds: 2 });
});

test('a double, a loss, a false failure, each fails the harness, and is told in words', () => {
  const tally = new Tally();
  expect(tally.add(played({}, [LIVE, LIVE]))).toEqual([expect.stringContaining('doubles: delivery 1')]);
  expect(tally.add(played({}, []))).toEqual([expect.stringContaining('lost: delivery 1')]);
  expect(tally.line(1, 0)).toMatchObject({ doubles: 1, lost: 1, unapproved: 0 });
  expect(tally.objections()).toEqual(['2 findings']);
});

test('unknown is the end for a network that cannot tell, and an objection for any other', () => {
  const mended = (unknown: object) => ({ ...played().mended, unknown });
  const fine = tallyOf(1, played({ mended: mended({ none: 2 }) }));
  expect(fine.objections()).toEqual([]);
  expect(fine.line(1, 0)).toMatchObject({ unknown: { none: 2 } });
  expect(tallyOf(1, played({ mended: mended({ 'read-back': 1 }) })).objections()).toHaveLength(1);
});

test('a moment at which nobody was killed is an objection, after a hundred runs and not before', () => {
  const each = played({ kills: MOMENTS.filter((at) => at !== 'kept') });
  expect(tallyOf(99, each).objections()).toEqual([]);
  expect(tallyOf(100, each).objections()).toEqual(['no worker was killed at kept']);
});

test('a run that broke off is an objection', () => {
  const tally = new Tally();
  tally.addBroken();
  expect(tally.objections()).toEqual(['1 runs broke off']);
});

test('a worker that hangs is an objection; one run in fifty that broke off is none', () => {
  const tally = tallyOf(49, played());
  tally.addBroken();
  expect(tally.objections()).toEqual([]);
  tally.addStuck();
  expect(tally.objections()).toEqual(['1 runs in which a worker hung']);
  expect(tally.line(1, 0)).toMatchObject({ runs: 51, broken: 1, stuck: 1 });
});

test('over many runs each request of each upload must have been met by a kill and by a lost answer', () => {
  const met = (how: 'killed' | 'lost') => UPLOAD_STEPS.map((one) => ({ ...one, how }));
  const uploads = [...met('killed'), ...met('lost')];
  expect(tallyOf(1_000, played({ uploads })).objections()).toEqual([]);
  const others = uploads.filter(({ target, step, how }) => `${target} ${step} ${how}` !== 'pin look lost');
  expect(tallyOf(999, played({ uploads: others })).objections()).toEqual([]);
  expect(tallyOf(1_000, played({ uploads: others })).objections()).toEqual([
    'no answer about a video was lost at pin look',
  ]);
});
