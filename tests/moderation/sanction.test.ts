/** What is to be done about a sanction, from what shall be and what the chat says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep, type Sanction, type Truth } from '../../src/moderation/sanction.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const timeout = (more: Partial<Sanction> = {}): Sanction => ({
  ...{ kind: 'timeout', state: 'standing', until: NOW + HOUR, appliedAt: null, appliedUntil: null },
  ...more,
});
const ban = (more: Partial<Sanction> = {}): Sanction => timeout({ kind: 'ban', ...more });
const applied = { appliedAt: NOW - HOUR, appliedUntil: NOW + HOUR };
const there = (timeoutUntil: number | null, joinedAt = NOW - 9 * DAY): Truth => ({
  member: { timeoutUntil, joinedAt },
});
const step = (sanction: Sanction, truth: Truth) => nextStep(sanction, truth, NOW);

describe('a timeout', () => {
  it('is set, and is in force where the chat has it although nobody wrote that down', () => {
    expect(step(timeout(), there(null))).toEqual({ do: 'apply', until: NOW + HOUR });
    expect(step(timeout(), there(NOW + HOUR))).toMatchObject({
      do: 'wait',
      isInForce: true,
      again: NOW + HOUR,
    });
  });

  it('waits for whoever has left, and is set again for whoever comes back', () => {
    expect(step(timeout(applied), { member: undefined })).toMatchObject({ do: 'wait', isInForce: false });
    expect(step(timeout(applied), there(null, NOW - 1_000))).toEqual({ do: 'apply', until: NOW + HOUR });
  });

  it('that somebody lifted or changed in the chat is left so', () => {
    expect(step(timeout(applied), there(null))).toEqual({ do: 'close', as: 'by_hand' });
    expect(step(timeout(applied), there(NOW + 2 * HOUR))).toEqual({ do: 'close', as: 'by_hand' });
    const over = timeout({ ...applied, until: NOW - 1, appliedUntil: NOW - 1 });
    expect(step(over, there(NOW + 2 * HOUR))).toEqual({ do: 'close', as: 'by_hand' });
  });

  it('is over by itself at its end', () => {
    const over = timeout({ ...applied, until: NOW, appliedUntil: NOW });
    expect(step(over, there(null))).toEqual({ do: 'close', as: 'expired' });
    expect(step(over, there(NOW))).toEqual({ do: 'close', as: 'expired' });
  });

  it('longer than the chat takes goes on in parts', () => {
    const long = timeout({ until: NOW + 60 * DAY });
    const first = step(long, there(null));
    expect(first).toEqual({ do: 'apply', until: NOW + 28 * DAY - 60_000 });
    const part = { ...long, appliedAt: NOW - 27 * DAY, appliedUntil: NOW + HOUR };
    expect(step(part, there(NOW + HOUR))).toMatchObject({ do: 'apply' });
    expect(step({ ...part, appliedUntil: NOW - HOUR }, there(null))).toMatchObject({ do: 'apply' });
  });

  it('that is to end is lifted where it is ours, and not where somebody set another', () => {
    const ending = timeout({ ...applied, state: 'ending' });
    expect(step(ending, there(NOW + HOUR))).toEqual({ do: 'lift' });
    expect(step(ending, there(null))).toEqual({ do: 'close', as: 'lifted' });
    expect(step(ending, there(NOW + 3 * HOUR))).toEqual({ do: 'close', as: 'by_hand' });
    expect(step(ending, { member: undefined })).toMatchObject({ do: 'wait', again: NOW + HOUR });
  });
});

describe('a ban', () => {
  it('is set once, and lifted at its end or before it', () => {
    expect(step(ban(), { isBanned: false })).toEqual({ do: 'apply', until: NOW + HOUR });
    expect(step(ban(), { isBanned: true })).toMatchObject({ do: 'wait', isInForce: true, again: NOW + HOUR });
    expect(step(ban({ ...applied, until: NOW }), { isBanned: true })).toEqual({ do: 'lift' });
    expect(step(ban({ ...applied, state: 'ending' }), { isBanned: true })).toEqual({ do: 'lift' });
  });

  it('that somebody lifted in the chat is left so', () => {
    expect(step(ban(applied), { isBanned: false })).toEqual({ do: 'close', as: 'by_hand' });
  });

  it('for good waits for nothing', () => {
    expect(step(ban({ ...applied, until: null }), { isBanned: true })).toMatchObject({ again: null });
  });
});

describe('any sanction', () => {
  const instants = fc.oneof(fc.constant(null), fc.integer({ min: NOW - 90 * DAY, max: NOW + 90 * DAY }));
  const sanctions = fc.record({
    kind: fc.constantFrom('timeout' as const, 'ban' as const),
    state: fc.constantFrom('standing' as const, 'ending' as const),
    ...{ until: instants, appliedAt: instants, appliedUntil: instants },
  });
  const truths = fc.record({
    isBanned: fc.boolean(),
    member: fc.option(fc.record({ timeoutUntil: instants, joinedAt: fc.integer({ min: 0, max: NOW }) }), {
      nil: undefined,
    }),
  });

  it('is never set after its end, never lifted before it but when asked, and over only where the chat has none', () => {
    fc.assert(
      fc.property(sanctions, truths, (sanction, truth) => {
        const next = nextStep(sanction, truth, NOW);
        const isOver = sanction.until !== null && sanction.until <= NOW;
        if (next.do === 'apply') expect(isOver || sanction.state === 'ending').toBe(false);
        if (next.do === 'lift') expect(isOver || sanction.state === 'ending').toBe(true);
        if (next.do === 'close' && sanction.kind === 'ban') expect(truth.isBanned).toBe(false);
        if (next.do === 'close' && next.as !== 'by_hand' && sanction.kind === 'timeout')
          expect(truth.member?.timeoutUntil ?? 0).toBeLessThanOrEqual(NOW);
      }),
    );
  });

  it('waits for an instant that is not past', () => {
    fc.assert(
      fc.property(sanctions, truths, (sanction, truth) => {
        const next = nextStep(sanction, truth, NOW);
        if (next.do === 'wait' && next.again !== null) expect(next.again).toBeGreaterThanOrEqual(NOW);
      }),
    );
  });
});
