import { describe, expect, it } from 'vitest';
import { counted, missing } from '../../src/reports/figure.ts';
import { headlineOf } from '../../src/reports/headline.ts';
import { periodNamed } from '../../src/reports/period.ts';
import { type Objectives, reportOf } from '../../src/reports/report.ts';
import { durationWords, figureWords, noteWords, periodWords, valueWords } from '../../src/reports/words.ts';
import { factsOf, NOTHING_SENT, publishedPosts } from './facts.ts';

const ZONE = 'Europe/Copenhagen';

describe('words', () => {
  it('read figures in their unit, and a dash where one is missing', () => {
    expect(valueWords('count', 12_345)).toBe('12,345');
    expect(valueWords('balance', 0.123)).toBe('+12 %');
    expect(valueWords('balance', -0.5)).toBe('−50 %');
    expect(valueWords('balance', -0.001)).toBe('+0 %');
    expect(figureWords('count', missing('x'))).toBe('–');
    expect(noteWords(missing('no post went out'))).toBe('no post went out');
    expect(noteWords(counted(5, { coverage: { measured: 41, of: 44 } }))).toBe('41 of 44 posts measured');
    expect(noteWords(counted(5, { coverage: { measured: 44, of: 44 } }))).toBeUndefined();
  });

  it('read durations', () => {
    const spans = [0, 45_000, 720_000, 3_599_000, 12_000_000, 86_400_000, 188_000_000];
    expect(spans.map(durationWords)).toEqual([
      '0 s',
      '45 s',
      '12 min',
      '1 h',
      '3 h 20 min',
      '1 d',
      '2 d 4 h',
    ]);
  });

  it('read periods, also over the end of a month and a year', () => {
    const said = ['2026-W46', '2026-W49', '2026-W53', '2026-10'].map((name) => {
      const period = periodNamed(name, ZONE);
      return period && periodWords(period);
    });
    expect(said).toEqual([
      'Week 46 (9–15 Nov 2026)',
      'Week 49 (30 Nov – 6 Dec 2026)',
      'Week 53 (28 Dec 2026 – 3 Jan 2027)',
      'October 2026',
    ]);
  });
});

describe('the headline', () => {
  const calm = Array.from({ length: 8 }, () => publishedPosts(10));

  it('says how much went out, and that the rest is as usual', () => {
    expect(headline(...calm, publishedPosts(10))).toBe('10 posts went out. All else is as usual.');
    expect(headline(factsOf())).toBe('No post went out.');
    expect(headline(publishedPosts(1))).toBe('1 post went out.');
  });

  it('says what is not usual', () => {
    expect(headline(...calm, publishedPosts(31))).toBe(
      '31 posts went out. Posts published: 31, more than usual (10).',
    );
  });

  it('says what failed before all else', () => {
    const publishing = { ...NOTHING_SENT, published: 3 };
    const crises = { opened: 1, acknowledged: { median: 60_000, count: 1 } };
    const now = factsOf({ publishing: { ...publishing, failed: 2 }, crises });
    expect(headline(...calm, now)).toBe('3 posts went out. 2 failed.');
    const doubtful = factsOf({ publishing: { ...publishing, failed: 1, unknown: 1 } });
    expect(headline(doubtful)).toBe(
      '3 posts went out. 1 failed, and of 1 nobody knows whether they are live.',
    );
  });

  it('says of a crisis before an objective that is missed, and of that before what is not usual', () => {
    const crises = { opened: 1, acknowledged: { median: 840_000, count: 1 } };
    const objectives: Objectives = { published: { kind: 'at-least', value: 50 } };
    const publishing = { ...NOTHING_SENT, published: 31 };
    expect(headlineOf(reportOf(WEEK, [...calm, factsOf({ publishing, crises })], objectives))).toBe(
      '31 posts went out. There was a crisis, acknowledged after 14 min.',
    );
    expect(headlineOf(reportOf(WEEK, [...calm, publishedPosts(31)], objectives))).toBe(
      '31 posts went out. Posts published: 31; the objective is at least 50.',
    );
  });
});

const WEEK = periodNamed('2026-W46', ZONE) ?? fail();

function headline(...facts: Parameters<typeof reportOf>[1]): string {
  return headlineOf(reportOf(WEEK, facts, {}));
}

function fail(): never {
  throw new Error('There is no such week.');
}
