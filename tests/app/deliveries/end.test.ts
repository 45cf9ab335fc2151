/** What is written when a try ends. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type End, type Ended, writtenOf } from '../../../src/app/deliveries/end.ts';
import { NetworkError } from '../../../src/networks/network.ts';

const NOW = 1_795_000_000_000;
const SINCE = NOW - 60_000;
const problem = { reason: 'late', message: 'Too late.', remedy: '' };
const OUT = { id: '1', url: 'https://acme.example/1' };

const ended = (claim: object, contract: object = { kind: 'read-back' }): Ended =>
  ({
    claim: {
      ...{
        target: 'acme',
        content: {},
        doubtfulSince: null,
        attempts: 0,
        dueAt: NOW,
        reason: null,
        shown: null,
      },
      ...claim,
    },
    account: { title: 'Acme', network: { name: 'bluesky', contract }, connection: { find: () => undefined } },
    now: NOW,
    jitter: 0.5,
  }) as unknown as Ended;
const failed = (reason: NetworkError['reason'], isReachable = true): End => ({
  ...{ kind: 'failed', isReachable },
  error: new NetworkError(reason, 'It did not work.'),
});
type Writable = Parameters<typeof writtenOf>[0];
const written = (end: End, claim: object = {}, contract?: object) =>
  writtenOf(end as Writable, ended(claim, contract));

test('a post is out with its one part, a thread with all of them', () => {
  expect(written({ kind: 'sent', parts: [OUT] })).toEqual({ state: 'sent', published: OUT, sentParts: null });
  const more = { ...OUT, id: '2' };
  expect(written({ kind: 'sent', parts: [OUT, more] })).toEqual({
    ...{ state: 'sent', published: OUT },
    sentParts: [OUT, more],
  });
});

test('a target that is gone fails what surely is not live, and has a person look at what may be', () => {
  expect(written({ kind: 'target gone' })).toMatchObject({ state: 'failed', doubtfulSince: null });
  const doubt = { doubtfulSince: SINCE };
  expect(written({ kind: 'target gone' }, doubt)).toMatchObject({ state: 'unknown', ...doubt });
  const correction = { ...doubt, content: { corrects: 3 } };
  expect(written({ kind: 'stands still', problem }, correction)).toMatchObject({ state: 'failed', ...doubt });
});

test('a look that came too early is taken again half a minute after the try', () => {
  expect(written({ kind: 'not there yet', triedAt: NOW - 1_000 }, { doubtfulSince: SINCE })).toMatchObject({
    ...{ state: 'scheduled', nextAt: NOW + 30_000, doubtfulSince: SINCE },
    problem: { message: 'The answer was lost. Looked at Acme: not there yet.' },
  });
});

test('an account that cannot be asked counts as out of reach, and is tried again', () => {
  expect(written(failed('unauthorized'))).toMatchObject({ state: 'failed' });
  expect(written(failed('unauthorized', false))).toMatchObject({ state: 'scheduled', doubtfulSince: null });
});

test('a lost answer leaves a doubt from this instant on, and an older doubt stays', () => {
  expect(written(failed('lost'))).toMatchObject({ state: 'scheduled', doubtfulSince: NOW, triedAt: NOW });
  expect(written(failed('rate_limited'), { doubtfulSince: SINCE })).toMatchObject({
    ...{ state: 'scheduled', doubtfulSince: SINCE, triedAt: null },
  });
  expect(written(failed('lost'), {}, { kind: 'none' })).toMatchObject({
    state: 'unknown',
    doubtfulSince: NOW,
  });
});

test('an upload edits its cards for what is new, and for that now and then', () => {
  let shown: object | null = null;
  const editsOf = (from: number, to: number, percentEach: number) => {
    const edits: string[] = [];
    for (let at = from; at <= to; at += 10) {
      const message = `${Math.floor(at / percentEach)} %`;
      const error = new NetworkError('processing', message, { retryAfter: 1_000, processingSince: NOW });
      const claim = ended({ reason: 'processing', shown });
      const end: Writable = { kind: 'failed', isReachable: true, error };
      const { problem, isQuiet } = writtenOf(end, { ...claim, now: NOW + at * 1_000 });
      shown = problem?.shown ?? null;
      if (!isQuiet) edits.push(`${problem?.message} after ${at} s`);
    }
    return edits;
  };
  expect(editsOf(0, 200, 100)).toEqual(['0 % after 0 s', '1 % after 100 s', '2 % after 200 s']);
  expect(editsOf(400, 480, 10)).toEqual(['40 % after 400 s', '43 % after 430 s', '46 % after 460 s']);
});

test('what is not looked at again for a while is told each time, and so is what went wrong', () => {
  const shown = { message: 'It did not work.', at: NOW };
  const error = new NetworkError('processing', shown.message, { processingSince: NOW - 120_000 });
  const since = { reason: 'processing', shown, dueAt: NOW - 120_000 };
  const late = written({ kind: 'failed', isReachable: true, error }, since);
  expect([late.problem?.shown, late.isQuiet]).toEqual([shown, undefined]);
  const claim = { reason: 'processing', shown };
  expect(written(failed('unreachable'), claim)).not.toHaveProperty('isQuiet');
  expect(written({ kind: 'sent', parts: [OUT] }, claim)).not.toHaveProperty('isQuiet');
});

test('whatever ends a try of what may be live, nobody is told that it surely is not', () => {
  const ends = fc.constantFrom<End>(
    ...[
      { kind: 'target gone' as const },
      { kind: 'asked' as const },
      { kind: 'halted' as const, by: 'frozen' as const },
    ],
    ...[
      { kind: 'held' as const, problem },
      { kind: 'stands still' as const, problem },
    ],
    ...[
      { kind: 'not there yet' as const, triedAt: SINCE },
      { kind: 'too early' as const, until: NOW },
    ],
    ...(['refused', 'unauthorized', 'rate_limited', 'unreachable', 'lost', 'processing'] as const).map(
      (one) => failed(one),
    ),
  );
  const contracts = fc.constantFrom('native-key', 'deterministic-id', 'handle', 'read-back', 'none');
  fc.assert(
    fc.property(ends, contracts, (end, kind) => {
      const { state, doubtfulSince } = written(end, { doubtfulSince: SINCE }, { kind });
      expect(state).not.toBe('failed');
      expect(doubtfulSince).toBe(SINCE);
    }),
  );
});
