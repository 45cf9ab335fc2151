/** What a try does next: look, send or end, by what is known alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextStep, type Situation } from '../../../src/app/deliveries/next-step.ts';

const NOW = 1_795_000_000_000;
const INTENT = { key: 'k', at: NOW - 60_000, marks: {} };
const OUT = { id: '1', url: 'https://acme.example/1' };
const fresh: Situation['claim'] = {
  ...{ intent: null, doubtfulSince: null, triedAt: null, reason: null },
  sentParts: [],
};
const doubtful: Situation['claim'] = { ...fresh, intent: INTENT, doubtfulSince: NOW - 60_000 };
const at = (more: Partial<Situation>): Situation => ({
  ...{ claim: fresh, contract: { kind: 'read-back' }, canLook: true, parts: 1, isStopping: false, now: NOW },
  ...more,
});

test.each<[string, Partial<Situation>, ReturnType<typeof nextStep>]>([
  ['what was never tried is sent', {}, { kind: 'send' }],
  ['what may be live is looked for', { claim: doubtful }, { kind: 'look', triedAt: NOW - 60_000 }],
  [
    'the last try counts, and not the first',
    { claim: { ...doubtful, triedAt: NOW - 5_000 } },
    { kind: 'look', triedAt: NOW - 5_000 },
  ],
  ['where nobody can look, a person is asked', { claim: doubtful, canLook: false }, { kind: 'asked' }],
  [
    'where nobody knows what to look for, a person is asked',
    { claim: { ...doubtful, intent: null } },
    { kind: 'asked' },
  ],
  [
    'a key that may not be noted yet is waited for',
    { claim: doubtful, contract: { kind: 'native-key', notedWithin: 90_000 } },
    { kind: 'too early', until: NOW + 30_000 },
  ],
  [
    'the next part of a thread is sent',
    { claim: { ...fresh, sentParts: [OUT] }, parts: 2 },
    { kind: 'send' },
  ],
  [
    'a thread whose parts are all out has ended',
    { claim: { ...fresh, sentParts: [OUT, OUT] }, parts: 2 },
    { kind: 'sent', parts: [OUT, OUT] },
  ],
  ['a worker that stops begins nothing', { isStopping: true }, { kind: 'handed back' }],
  [
    'a worker that stops writes down what is out',
    { claim: { ...fresh, sentParts: [OUT] }, isStopping: true },
    { kind: 'sent', parts: [OUT] },
  ],
  [
    'what was refused after a lost answer is not sent again where nobody can look',
    { claim: { ...doubtful, reason: 'refused' }, contract: { kind: 'native-key' }, canLook: false },
    { kind: 'asked' },
  ],
])('%s', (_name, more, expected) => {
  expect(nextStep(at(more))).toEqual(expected);
});

const situations = fc.record({
  claim: fc.record({
    intent: fc.constantFrom(null, INTENT),
    doubtfulSince: fc.option(fc.integer({ min: NOW - 90_000_000, max: NOW })),
    triedAt: fc.option(fc.integer({ min: NOW - 90_000_000, max: NOW })),
    reason: fc.constantFrom(null, 'refused', 'lost', 'processing'),
    sentParts: fc.array(fc.constant(OUT), { maxLength: 3 }),
  }),
  contract: fc.record(
    {
      kind: fc.constantFrom(
        'native-key' as const,
        'deterministic-id' as const,
        'handle' as const,
        'none' as const,
      ),
      notedWithin: fc.nat(90_000),
    },
    { requiredKeys: ['kind'] },
  ),
  canLook: fc.boolean(),
  parts: fc.integer({ min: 1, max: 3 }),
  isStopping: fc.boolean(),
  now: fc.constant(NOW),
});

test('nothing is sent while what cannot be told apart may be live, nor when all is out, nor by a worker that stops', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { claim, contract, parts, isStopping } = situation;
      const next = nextStep(situation);
      const isOut = claim.sentParts.length >= parts;
      expect(next.kind === 'sent').toBe(isOut);
      if (next.kind !== 'send') return;
      expect(isStopping).toBe(false);
      if (claim.doubtfulSince !== null) expect(contract.kind).not.toBe('none');
    }),
  );
});
