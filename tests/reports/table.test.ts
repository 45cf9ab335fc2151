import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { periodNamed } from '../../src/reports/period.ts';
import { reportOf } from '../../src/reports/report.ts';
import { tableOf } from '../../src/reports/table.ts';
import { factsOf, NOTHING_SENT } from './facts.ts';

describe('the table of a report', () => {
  it('holds each figure and each part with what it was worked out from, and no zero for what is missing', () => {
    const period = periodNamed('2026-W46', 'UTC');
    if (!period) throw new Error('There is no such week.');
    const likes = { total: 12, posts: 3 };
    const now = factsOf({
      publishing: { ...NOTHING_SENT, published: 4, approval: { median: 90_000, count: 4 } },
      reactions: {
        age: 72,
        accounts: [{ target: 'acme', network: 'bluesky', posts: 4, measured: 3, counts: { likes } }],
      },
    });
    const objectives = { 'approval-time': { kind: 'at-most', value: 60_000 } } as const;
    const { data } = Papa.parse<Record<string, string>>(
      tableOf(reportOf(period, [factsOf(), now], objectives)),
      {
        header: true,
        skipEmptyLines: true,
      },
    );
    const row = (figure: string, account = '') =>
      data.find((one) => one.figure === figure && one.account === account);
    expect(row('published')).toMatchObject({ period: '2026-W46', value: '4', before: '0', missing: '' });
    expect(row('approval-time')).toMatchObject({
      unit: 'seconds',
      value: '90',
      objective: '60',
      met: 'false',
    });
    expect(row('reactions', 'acme')).toMatchObject({ value: '12', sample: '3', measured: '3', of: '4' });
    expect(row('mood')).toMatchObject({ value: '', numerator: '', missing: 'nothing is listened to' });
  });
});
