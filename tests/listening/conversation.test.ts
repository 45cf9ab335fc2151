import { describe, expect, it } from 'vitest';
import { isPrivate, stateAfterMention, takeClaim } from '../../src/listening/conversation.ts';

const held = { state: 'claimed' as const, claim: { personId: 1, until: 1_000 } };

describe('a claim', () => {
  it('goes to whoever is first, and to others when it has run out (chatwoot#775, #14508)', () => {
    expect(takeClaim({ state: 'new' }, 1, 0)).toEqual({ outcome: 'claimed' });
    expect(takeClaim(held, 2, 999)).toEqual({ outcome: 'held', by: held.claim });
    expect(takeClaim(held, 2, 1_000)).toEqual({ outcome: 'claimed' });
  });

  it('pressed twice is theirs all the same', () => {
    expect(takeClaim(held, 1, 999)).toEqual({ outcome: 'already yours' });
  });
});

describe('another mention', () => {
  it('opens what was settled, and leaves a claim that stands', () => {
    expect(stateAfterMention({ state: 'answered' }, 0)).toBe('new');
    expect(stateAfterMention({ state: 'dismissed' }, 0)).toBe('new');
    expect(stateAfterMention(held, 999)).toBe('claimed');
    expect(stateAfterMention(held, 1_000)).toBe('new');
  });
});

it('direct messages and those for followers are not for everybody to read', () => {
  expect((['public', 'unlisted', 'followers', 'direct'] as const).map(isPrivate)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
