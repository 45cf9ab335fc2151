import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content } from '../../src/posts/content.ts';
import {
  type Correction,
  type CorrectionDelivery,
  hasReached,
  liveContent,
  liveText,
  supersededBy,
  textChanges,
} from '../../src/posts/correction.ts';

const ORIGINAL: Content = {
  text: 'For 30',
  variants: { sky: 'Only 30' },
  targets: ['sky', 'slack', 'web'],
  media: [],
  at: null,
  campaign: null,
};

function correction(
  postId: number,
  text: string,
  deliveries: Record<string, CorrectionDelivery['state']>,
  parts = 0,
): Correction {
  const targets = Object.keys(deliveries);
  return {
    postId,
    content: { ...ORIGINAL, text, variants: {}, targets, corrects: 1 },
    deliveries: targets.map((target) => ({ target, state: deliveries[target] ?? 'sent', parts })),
  };
}

describe('what is live', () => {
  test('is what the newest one that was sent there says', () => {
    const corrections = [
      correction(2, 'For 20', { web: 'sent', slack: 'sent' }),
      correction(3, 'For 10', { web: 'sent', slack: 'failed' }),
      correction(4, 'For 5', { web: 'scheduled' }),
    ];
    expect(['web', 'slack', 'sky'].map((target) => liveText(ORIGINAL, target, corrections))).toEqual([
      'For 10',
      'For 20',
      'Only 30',
    ]);
  });

  test('of a thread that broke off is new as far as it came', () => {
    const thread = { ...ORIGINAL, text: 'a\n---\nb\n---\nc' };
    const broken = correction(2, 'x\n---\ny\n---\nz', { web: 'failed' }, 2);
    expect(liveText(thread, 'web', [broken])).toBe('x\n---\ny\n---\nc');
    expect(liveText(thread, 'web', [correction(2, 'x\n---\ny\n---\nz', { web: 'failed' })])).toBe(
      thread.text,
    );
  });

  test('as a content has the common text, and variants where it differs', () => {
    expect(liveContent(ORIGINAL, ORIGINAL.targets, [])).toEqual({
      text: 'For 30',
      variants: { sky: 'Only 30' },
    });
    const one = correction(2, 'For 20', { web: 'sent' });
    expect(
      liveContent({ ...ORIGINAL, targets: ['discord', 'slack', 'web'] }, ['discord', 'slack', 'web'], [one]),
    ).toEqual({
      text: 'For 30',
      variants: { web: 'For 20' },
    });
    expect(liveContent(ORIGINAL, ['sky'], [])).toEqual({ text: 'Only 30', variants: {} });
    expect(liveContent(ORIGINAL, [], [])).toEqual({ text: 'For 30', variants: {} });
  });

  test('as a content gives every target what is live there', () => {
    const texts = fc.array(
      fc.record({ text: fc.string(), to: fc.subarray(ORIGINAL.targets, { minLength: 1 }) }),
    );
    fc.assert(
      fc.property(texts, (sent) => {
        const corrections = sent.map(({ text, to }, index) =>
          correction(index + 2, text, Object.fromEntries(to.map((target) => [target, 'sent' as const]))),
        );
        const { text, variants } = liveContent(ORIGINAL, ORIGINAL.targets, corrections);
        for (const target of ORIGINAL.targets)
          expect(variants[target] ?? text).toBe(liveText(ORIGINAL, target, corrections));
      }),
    );
  });
});

test('an older one is superseded where a later one has reached something, and nowhere else', () => {
  const later = correction(5, 'x', { web: 'sent', slack: 'failed' });
  const broken = correction(6, 'x', { sky: 'failed' }, 1);
  const all = [correction(2, 'y', { web: 'sent', slack: 'sent', sky: 'sent' }), later, broken];
  expect(['web', 'slack', 'sky'].map((target) => supersededBy(4, target, all)?.postId)).toEqual([
    5,
    undefined,
    6,
  ]);
  expect(supersededBy(6, 'web', all)).toBeUndefined();
  // One that broke off is no later one than itself: its rest still follows.
  expect(supersededBy(6, 'sky', all)).toBeUndefined();
  expect([hasReached(later, 'web'), hasReached(later, 'slack'), hasReached(broken, 'sky')]).toEqual([
    true,
    false,
    true,
  ]);
});

test('changes stand together where they are the same, and what stays is left out', () => {
  const before: Record<string, string> = { a: 'one', b: 'one', c: 'two', d: 'three' };
  const after: Record<string, string> = { a: 'four', b: 'four', c: 'four', d: 'three' };
  expect(
    textChanges(
      ['a', 'b', 'c', 'd'],
      (target) => before[target] ?? '',
      (target) => after[target] ?? '',
    ),
  ).toEqual([
    { targets: ['a', 'b'], before: 'one', after: 'four' },
    { targets: ['c'], before: 'two', after: 'four' },
  ]);
});
