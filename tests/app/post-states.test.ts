/** Which buttons a post's card carries: what is out can always be corrected and taken down, and none is always refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heldActions } from '../../src/app/posts/cards/held-actions.ts';
import { actionsOf, headingOf } from '../../src/app/posts/cards/post-states.ts';
import type { PostView } from '../../src/app/posts/cards/post-view.ts';
import { rowsOf } from '../../src/chat/discord/buttons.ts';
import { DELIVERY_STATES, type DeliveryState } from '../../src/posts/delivery.ts';
import { stateOf, statesOf } from '../../src/posts/post.ts';

type Given = Pick<PostView['deliveries'][number], 'state' | 'doubtfulSince' | 'sentParts'> & {
  reason?: string;
};

const one = (state: DeliveryState, more: Partial<Given> = {}): Given => ({
  ...{ state, doubtfulSince: null, sentParts: [] },
  ...more,
});

function view(given: Given[], more: { corrects?: number } = {}): PostView {
  const deliveries = given.map(({ reason, ...rest }, index) => ({
    ...rest,
    id: index + 1,
    problem: reason ? { reason, message: 'Because.', remedy: '' } : null,
  }));
  return {
    post: { id: 12, revision: 3, stage: 'approved', corrects: more.corrects ?? null },
    state: stateOf('approved', statesOf(deliveries)),
    deliveries,
    checks: [],
    newestCheck: 0,
    fillable: [],
    review: { hasVeto: true, approval: { position: 0 } },
  } as unknown as PostView;
}

const pressable = (given: Given[], more?: { corrects?: number }) =>
  actionsOf(view(given, more)).map((action) => (action.kind === 'button' ? action.action : ''));

describe('what is out at one target', () => {
  test.each<[DeliveryState, string]>([
    ['held', 'post.publish-now'],
    ['unknown', 'delivery.live'],
    ['scheduled', 'post.cancel'],
    ['removing', 'post.correct'],
  ])('can be corrected and deleted while another is %s, and %s stays first', (state, first) => {
    const shown = pressable([one('sent'), one(state)]);
    expect(shown).toEqual(expect.arrayContaining(['post.correct', 'post.delete']));
    expect(shown[0]).toBe(first);
  });

  test('is the other post of a correction, whose card offers neither', () => {
    const shown = pressable([one('sent'), one('held')], { corrects: 7 });
    expect(shown).not.toContain('post.correct');
    expect(shown).not.toContain('post.delete');
  });

  test('can be moved or vetoed no more', () => {
    const shown = pressable([one('sent'), one('held')]);
    expect(shown).not.toContain('post.move');
    expect(shown).not.toContain('post.reject');
    expect(pressable([one('held')])).toEqual(expect.arrayContaining(['post.move', 'post.reject']));
  });
});

test.each<DeliveryState>(['held', 'unknown', 'scheduled'])(
  'nothing is to be corrected or deleted where one is %s and none is out',
  (state) => {
    const shown = pressable([one(state), one('failed')]);
    expect(shown).not.toContain('post.correct');
    expect(shown).not.toContain('post.delete');
  },
);

test.each<DeliveryState>(['held', 'unknown', 'scheduled'])(
  'what failed is retried while another is %s',
  (state) => {
    expect(pressable([one('failed'), one(state)])).toContain('post.retry');
    expect(pressable([one('sent'), one(state)])).not.toContain('post.retry');
  },
);

test('what still waits is called off while another may be live', () => {
  expect(pressable([one('unknown'), one('scheduled')])).toContain('post.cancel');
  expect(pressable([one('unknown'), one('sent')])).not.toContain('post.cancel');
});

describe('what is held', () => {
  test('for a paused account alone goes on by itself, and is not published now', () => {
    expect(pressable([one('held', { reason: 'paused' })])).not.toContain('post.publish-now');
    const both = [one('held', { reason: 'paused' }), one('held', { reason: 'late' })];
    expect(pressable(both)[0]).toBe('post.publish-now');
  });

  test('in the middle of a thread cannot be dropped', () => {
    const middle = one('held', { sentParts: [{ id: '1' }], reason: 'frozen' });
    expect(pressable([middle])).toContain('post.publish-now');
    expect(pressable([middle])).not.toContain('post.cancel');
  });
});

test('whatever became of the targets, the buttons differ and fit into two rows of Discord', () => {
  const given = fc.record({
    state: fc.constantFrom(...DELIVERY_STATES),
    doubtfulSince: fc.constantFrom(null, new Date(0)),
    sentParts: fc.constantFrom<Given['sentParts'][]>([], [{ id: '1' }]),
    reason: fc.constantFrom(undefined, 'paused', 'late'),
  });
  fc.assert(
    fc.property(fc.array(given, { minLength: 1, maxLength: 6 }), (all) => {
      expect(rowsOf(actionsOf(view(all))).length).toBeLessThanOrEqual(2);
    }),
  );
});

test.each<[string, Given[], string]>([
  ['its account alone', [one('held', { reason: 'paused' })], 'waits for its account'],
  ['a word', [one('held', { reason: 'frozen' })], 'waits for a decision'],
  ['both', [one('held', { reason: 'paused' }), one('held', { reason: 'late' })], 'waits for a decision'],
  [
    'its account where the rest is out',
    [one('held', { reason: 'paused' }), one('sent')],
    'waits for its account',
  ],
])('the heading of a post that waits for %s says so', (_for, given, words) => {
  expect(headingOf(view(given))).toBe(`Post 12: ${words}`);
});

test('a freeze asks about a held post with the buttons of its card, and with none that is refused', () => {
  for (const given of [
    [one('held')],
    [one('held'), one('sent')],
    [one('held', { doubtfulSince: new Date(0) })],
  ]) {
    const asked = { postId: 12, revision: 3, isCorrection: false, deliveries: view(given).deliveries };
    const offered = heldActions(asked).map((action) => (action.kind === 'button' ? action.action : ''));
    expect(offered.includes('post.move')).toBe(given.length === 1 && given[0]?.doubtfulSince === null);
    expect(offered.includes('post.cancel')).toBe(given[0]?.doubtfulSince === null);
    expect(pressable(given)).toEqual(expect.arrayContaining(offered));
  }
});
