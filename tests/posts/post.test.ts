import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DELIVERY_STATES, type DeliveryState } from '../../src/posts/delivery.ts';
import { handedOver, next, type PostEvent, STAGES, stateOf } from '../../src/posts/post.ts';

const EVENTS: PostEvent[] = [
  ...(['edit', 'submit', 'approve', 'reject', 'veto', 'request_changes', 'cancel', 'expire'] as const),
];
const state = fc.constantFrom(...DELIVERY_STATES);

describe('the stages of a post', () => {
  test('no way leads to approved but an approval in review, whatever people do', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
        let stage: (typeof STAGES)[number] = 'draft';
        let lastChange: PostEvent | undefined;
        for (const event of events) {
          const before = stage;
          const after = next(stage, event);
          if (!after) continue;
          stage = after;
          if (event !== 'approve') lastChange = event;
          if (after === 'approved') {
            expect(event).toBe('approve');
            expect(before).toBe('in_review');
            expect(lastChange).toBe('submit');
          }
        }
      }),
    );
  });

  test.each(STAGES)('an edit of %s voids the approval or is refused', (stage) => {
    expect([undefined, 'draft']).toContain(next(stage, 'edit'));
  });

  test.each(['rejected', 'cancelled'] as const)('%s is final', (stage) => {
    for (const event of EVENTS) expect(next(stage, event)).toBeUndefined();
  });

  test('only what is in review can be decided on or run out', () => {
    for (const stage of STAGES)
      for (const event of ['approve', 'reject', 'request_changes', 'expire'] as const)
        expect(next(stage, event) !== undefined).toBe(stage === 'in_review');
  });
});

test('a veto ends what is in review or approved, and nothing else', () => {
  for (const stage of STAGES)
    expect(next(stage, 'veto')).toBe(['in_review', 'approved'].includes(stage) ? 'rejected' : undefined);
});

describe('the state of a post', () => {
  test('before the approval it is the stage, whatever older deliveries became', () => {
    for (const stage of STAGES.filter((one) => one !== 'approved'))
      expect(stateOf(stage, ['sent', 'failed', 'unknown'])).toBe(stage);
  });

  test('is published only when it is out everywhere', () => {
    fc.assert(
      fc.property(fc.array(state, { maxLength: 6 }), (states) => {
        const isPublished = stateOf('approved', states) === 'published';
        expect(isPublished).toBe(states.length > 0 && states.every((one) => one === 'sent'));
      }),
    );
  });

  test('does not depend on the order of the targets, and an unknown one is never hidden', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 6 }), (states) => {
        expect(stateOf('approved', [...states].reverse())).toBe(stateOf('approved', states));
        if (states.includes('unknown')) expect(stateOf('approved', states)).toBe('unknown');
      }),
    );
  });

  test.each<[DeliveryState[], string]>([
    [['scheduled', 'scheduled'], 'scheduled'],
    [['scheduled', 'sent'], 'publishing'],
    [['claimed', 'scheduled'], 'scheduled'],
    [['claimed', 'sent'], 'publishing'],
    [['sending', 'sent'], 'publishing'],
    [['sent', 'sent'], 'published'],
    [['sent', 'failed'], 'partly_published'],
    [['sent', 'cancelled'], 'partly_published'],
    [['failed', 'failed'], 'failed'],
    [['unknown', 'failed', 'sent'], 'unknown'],
    [['cancelled', 'cancelled'], 'cancelled'],
    [['held', 'sent'], 'held'],
    [['removing', 'sent'], 'deleting'],
    [['removing', 'failed'], 'deleting'],
    [['removing', 'scheduled'], 'publishing'],
    [['removed', 'sent'], 'partly_published'],
    [['removed', 'removed', 'cancelled'], 'deleted'],
  ])('%j is %s', (states, expected) => {
    expect(stateOf('approved', states)).toBe(expected);
  });
});

describe('what was handed over', () => {
  const free = (one: DeliveryState) => ({ state: one, doubtfulSince: null });
  test.each(['sending', 'sent', 'unknown', 'removing', 'removed'] as const)('%s is', (one) => {
    expect(handedOver([free('failed'), free(one)])).toBe(true);
  });
  test.each(['scheduled', 'claimed', 'held', 'failed', 'cancelled'] as const)('%s is not', (one) => {
    expect(handedOver([free(one)])).toBe(false);
  });
  test('one that waits for another try is, when an earlier try may be live', () => {
    expect(handedOver([{ state: 'scheduled', doubtfulSince: new Date() }])).toBe(true);
    expect(handedOver([{ state: 'claimed', doubtfulSince: new Date() }])).toBe(true);
  });
  test('a thread that waits for its next part is', () => {
    expect(handedOver([{ ...free('scheduled'), sentParts: ['one'] }])).toBe(true);
  });
});
