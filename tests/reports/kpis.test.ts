/** Each indicator over an example worked by hand. */
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/reports/comparison.ts';
import type { AccountReactions, ListeningFacts } from '../../src/reports/facts.ts';
import { amountOf, type Figure } from '../../src/reports/figure.ts';
import { KPIS } from '../../src/reports/kpis.ts';
import { kpiNamed } from '../../src/reports/report.ts';
import { factsOf } from './facts.ts';

const MINUTE = 60_000;
/** Two posts went out, of which one was approved after 10 min and one after 30 min; one more failed. */
const PUBLISHING = {
  ...{ published: 2, late: 1, failed: 1, unknown: 3 },
  approval: { median: 20 * MINUTE, count: 2 },
};
/** Ten mentions: four positive, one negative; three conversations of which two were answered, after 5 and 15 min. */
const LISTENING: ListeningFacts = {
  ...{ mentions: 10, negative: 1, positive: 4, readable: { blind: 0, of: 1_000 * MINUTE } },
  ...{ opened: 3, unanswered: 1, firstAnswer: { median: 10 * MINUTE, count: 2 } },
};
const bluesky: AccountReactions = {
  ...{ target: 'acme', network: 'bluesky', posts: 3, measured: 2 },
  counts: { likes: { total: 12, posts: 2 }, reposts: { total: 3, posts: 2 }, quotes: { total: 1, posts: 2 } },
};
const slack: AccountReactions = {
  ...{ target: 'news', network: 'slack-channel', posts: 1, measured: 1 },
  counts: { reactions: { total: 5, posts: 1 }, replies: { total: 2, posts: 1 } },
};

describe('the indicators', () => {
  it.each([
    ['published', 2],
    ['late', 1],
    ['failed', 1],
    ['unknown', 3],
    ['approval-time', 20 * MINUTE],
  ])('%s is %i', (name, value) => {
    expect(amount(of(name, { publishing: PUBLISHING }))).toBe(value);
  });

  it.each([
    ['mentions', 10],
    ['mood', 0.3],
    ['first-answer', 10 * MINUTE],
    ['unanswered', 1],
  ])('%s is %d', (name, value) => {
    expect(amount(of(name, { listening: LISTENING }))).toBeCloseTo(value);
  });

  it.each([
    ['crises', 2],
    ['acknowledge-time', 14 * MINUTE],
    ['moderation-acts', 8],
    ['moderation-undone', 2],
  ])('%s is %d', (name, value) => {
    const crises = { opened: 2, acknowledged: { median: 14 * MINUTE, count: 2 } };
    expect(amount(of(name, { crises, moderation: { acts: 8, undone: 2 } }))).toBe(value);
  });

  it.each([
    ['reactions', 17, { measured: 3, of: 4 }],
    // Slack tells replies; Bluesky told none of these posts' replies: it is left out, and no gap.
    ['replies', 2, { measured: 1, of: 1 }],
    ['reposts', 4, { measured: 2, of: 3 }],
  ])('%s is %i, over those that tell it', (name, value, coverage) => {
    const figure = of(name, { reactions: { age: 72, accounts: [bluesky, slack] } });
    expect(figure).toMatchObject({ numerator: value, coverage });
  });

  it('are told for each account too', () => {
    const parts = kpiNamed('reactions')?.parts?.(
      factsOf({ reactions: { age: 72, accounts: [bluesky, slack] } }),
    );
    expect(parts?.map(({ name, figure }) => [name, amount(figure)])).toEqual([
      ['acme', 12],
      ['news', 5],
    ]);
  });

  it('are missing with the reason, never zero, where nothing can be told (postiz PR #1927, analytodon#53)', () => {
    const silent = factsOf({ reactions: { age: 72, accounts: [{ ...bluesky, measured: 0, counts: {} }] } });
    expect(kpiNamed('reactions')?.of(silent)).toEqual({
      kind: 'missing',
      reason: 'no post could be read at that age',
    });
    const reasons = KPIS.map((kpi) => [kpi.name, kpi.of(factsOf())] as const).flatMap(([name, figure]) =>
      figure.kind === 'missing' ? [[name, figure.reason]] : [],
    );
    expect(Object.fromEntries(reasons)).toEqual({
      'approval-time': 'no post went out',
      reactions: 'no post reached that age',
      replies: 'no post reached that age',
      reposts: 'no post reached that age',
      mentions: 'nothing is listened to',
      mood: 'nothing is listened to',
      'first-answer': 'nothing is listened to',
      unanswered: 'nothing is listened to',
      crises: 'no crises',
      'acknowledge-time': 'no crises',
      'moderation-acts': 'no moderation',
      'moderation-undone': 'no moderation',
    });
  });

  it('tell of the hours in which a source could not be read', () => {
    const readable = { blind: 98 * MINUTE, of: 1_000 * MINUTE };
    for (const name of ['mentions', 'mood'])
      expect(of(name, { listening: { ...LISTENING, readable } })).toMatchObject({
        note: 'a source could not be read for 1 h 38 min',
        coverage: { measured: 902, of: 1_000 },
      });
  });

  it('are missing, not zero, where no source could be read', () => {
    const readable = { blind: 1_000 * MINUTE, of: 1_000 * MINUTE };
    const listening = { ...LISTENING, mentions: 0, positive: 0, negative: 0, readable };
    for (const name of ['mentions', 'mood'])
      expect(of(name, { listening })).toEqual({ kind: 'missing', reason: 'no source could be read' });
  });

  it('are compared with nothing where much could not be read', () => {
    const half = of('mentions', {
      listening: { ...LISTENING, readable: { blind: 500 * MINUTE, of: 1_000 * MINUTE } },
    });
    expect(compare(half, [of('mentions', { listening: LISTENING })])).toEqual({});
  });

  it('have a name of their own each, a formula and a source', () => {
    expect(new Set(KPIS.map(({ name }) => name)).size).toBe(KPIS.length);
    for (const { name, title, formula, source } of KPIS)
      expect(
        [title, formula, source].every((words) => words.length > 0),
        name,
      ).toBe(true);
  });
});

function of(name: string, facts: Parameters<typeof factsOf>[0]): Figure {
  const kpi = kpiNamed(name);
  if (!kpi) throw new Error(`There is no ${name}.`);
  return kpi.of(factsOf(facts));
}

function amount(figure: Figure): number | undefined {
  return figure.kind === 'measured' ? amountOf(figure) : undefined;
}
