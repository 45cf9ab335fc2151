/**
 * The sentences that stand above a report, by rules: first how much went out, then the one thing that matters most. What
 * failed goes before a crisis, that before an objective that is missed, that before what is not usual.
 */
import { t } from '../kit/t.ts';
import { amountOf, type Figure } from './figure.ts';
import { kpiNamed, type Line, lineNamed, type Report } from './report.ts';
import { durationWords, objectiveWords, valueWords } from './words.ts';

export function headlineOf(report: Report): string {
  const rules = [troubles, crisis, missedObjective, unusual, calm];
  const found = rules.map((rule) => rule(report)).find((sentence) => sentence !== undefined);
  return [wentOut(report), found].filter((sentence) => sentence !== undefined).join(' ');
}

function wentOut(report: Report): string {
  const count = numberOf(report, 'published') ?? 0;
  return t('{count, plural, =0 {No post went out.} one {# post went out.} other {# posts went out.}}', {
    count,
  });
}

function troubles(report: Report): string | undefined {
  const [failed, unknown] = [numberOf(report, 'failed') ?? 0, numberOf(report, 'unknown') ?? 0];
  if (failed > 0 && unknown > 0)
    return t('{failed} failed, and of {unknown} nobody knows whether they are live.', { failed, unknown });
  if (failed > 0) return t('{failed, plural, one {One failed.} other {# failed.}}', { failed });
  if (unknown === 0) return undefined;
  return t(
    '{unknown, plural, one {Of one nobody knows whether it is live.} other {Of # nobody knows whether they are live.}}',
    {
      unknown,
    },
  );
}

function crisis(report: Report): string | undefined {
  const count = numberOf(report, 'crises') ?? 0;
  if (count === 0) return undefined;
  const after = numberOf(report, 'acknowledge-time');
  if (after === undefined)
    return t(
      '{count, plural, one {There was a crisis that nobody acknowledged.} other {There were # crises, none acknowledged.}}',
      {
        count,
      },
    );
  const time = durationWords(after);
  return t(
    '{count, plural, one {There was a crisis, acknowledged after {time}.} other {There were # crises, acknowledged after {time} (median).}}',
    {
      count,
      time,
    },
  );
}

function missedObjective(report: Report): string | undefined {
  const line = report.lines.find(({ objective }) => objective && !objective.isMet);
  const kpi = line && kpiNamed(line.kpi);
  if (!line?.objective || !kpi || line.figure.kind === 'missing') return undefined;
  return t('{title}: {value}; the objective is {aim}.', {
    title: kpi.title,
    value: valueWords(kpi.unit, amountOf(line.figure)),
    aim: objectiveWords(kpi.unit, line.objective),
  });
}

/** The one that lies furthest outside, counted in widths of what is usual. */
function unusual(report: Report): string | undefined {
  const outside = report.lines
    .filter(({ comparison }) => comparison.usual && !comparison.usual.isUsual)
    .sort((one, other) => distance(other) - distance(one))[0];
  const [kpi, usual] = [outside && kpiNamed(outside.kpi), outside?.comparison.usual];
  if (!outside || !kpi || !usual || outside.figure.kind === 'missing') return undefined;
  const value = amountOf(outside.figure);
  const said = {
    title: kpi.title,
    value: valueWords(kpi.unit, value),
    median: valueWords(kpi.unit, usual.median),
  };
  return value > usual.median
    ? t('{title}: {value}, more than usual ({median}).', said)
    : t('{title}: {value}, less than usual ({median}).', said);
}

function calm(report: Report): string | undefined {
  return report.lines.some(({ comparison }) => comparison.usual) ? t('All else is as usual.') : undefined;
}

function distance({ figure, comparison: { usual } }: Line): number {
  if (!usual || figure.kind === 'missing') return 0;
  const away = Math.abs(amountOf(figure) - usual.median);
  const width = usual.high - usual.low;
  // Where nothing ever differed, any difference is as far as it is large.
  return width > 0 ? away / width : away / Math.max(Math.abs(usual.median), 1);
}

function numberOf(report: Report, kpi: string): number | undefined {
  const figure: Figure | undefined = lineNamed(report, kpi)?.figure;
  return figure?.kind === 'measured' ? amountOf(figure) : undefined;
}
