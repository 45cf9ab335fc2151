import { describe, expect, it } from 'vitest';
import { chartsOf } from '../../src/reports/charts.ts';
import { dayBoundsOf, periodNamed } from '../../src/reports/period.ts';
import { reportOf } from '../../src/reports/report.ts';
import { factsOf, publishedPosts } from './facts.ts';

const WEEK = periodNamed('2026-W46', 'Europe/Copenhagen');
if (!WEEK) throw new Error('There is no such week.');
const DAYS = dayBoundsOf(WEEK).slice(0, -1);

describe('the charts of a report', () => {
  it('show mentions by day and mood, and say the finding in words', () => {
    const days = DAYS.map((at, index) => ({
      at,
      mentions: index + 1,
      negative: index === 6 ? 3 : 0,
      positive: 1,
    }));
    const [chart] = chartsOf(reportOf(WEEK, [factsOf()], {}, days));
    expect(chart).toMatchObject({
      name: 'mentions',
      alt: 'Mentions by day, Week 46 (9–15 Nov 2026): 28 in all, most on Sun 15 Nov (7); 3 of them negative.',
      labels: [
        'Mon 9 Nov',
        'Tue 10 Nov',
        'Wed 11 Nov',
        'Thu 12 Nov',
        'Fri 13 Nov',
        'Sat 14 Nov',
        'Sun 15 Nov',
      ],
    });
    expect(chart?.series.map(({ values }) => values)).toEqual([
      [0, 0, 0, 0, 0, 0, 3],
      [0, 1, 2, 3, 4, 5, 3],
      [1, 1, 1, 1, 1, 1, 1],
    ]);
  });

  it('show a day on which no source could be read as a gap', () => {
    const days = DAYS.map((at, index) =>
      index === 2
        ? { at, mentions: 0, negative: 0, positive: 0, isMissing: true }
        : { at, mentions: 2, negative: 1, positive: 1 },
    );
    const [chart] = chartsOf(reportOf(WEEK, [factsOf()], {}, days));
    expect(chart?.series.map(({ values }) => values[2])).toEqual([null, null, null]);
    expect(chart?.series.map(({ values }) => values[3])).toEqual([1, 0, 1]);
  });

  it('show what posts got by week, with a gap for what is missing', () => {
    const reacted = (total: number) =>
      factsOf({
        reactions: {
          age: 72,
          accounts: [
            {
              target: 'a',
              network: 'bluesky',
              posts: 1,
              measured: 1,
              counts: { likes: { total, posts: 1 } },
            },
          ],
        },
      });
    const [chart] = chartsOf(reportOf(WEEK, [reacted(5), factsOf(), reacted(9)], {}));
    expect(chart).toMatchObject({
      name: 'reactions',
      title: 'Reactions by week',
      labels: ['week 44', 'week 45', 'week 46'],
      series: [{ values: [5, null, 9] }],
      alt: 'Reactions, week 44 to week 46: 9 in the last one; the highest is 9 (week 46).',
    });
  });

  it('show how many posts went out where it is not known what they got', () => {
    const [chart] = chartsOf(reportOf(WEEK, [publishedPosts(4), publishedPosts(2)], {}));
    expect(chart).toMatchObject({ name: 'published', series: [{ values: [4, 2] }] });
  });

  it('are none where there is nothing to show', () => {
    expect(chartsOf(reportOf(WEEK, [factsOf(), factsOf()], {}))).toEqual([]);
  });
});
