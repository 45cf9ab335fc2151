/** Every figure of a report as a spreadsheet: what it was worked out from beside what it is, so that rows can be added up. */
import Papa from 'papaparse';
import { amountOf, type Figure } from './figure.ts';
import { kpiNamed, type Line, type Report } from './report.ts';

const HEADINGS = [
  ...['period', 'figure', 'account', 'unit', 'value', 'numerator', 'denominator', 'sample'],
  ...['measured', 'of', 'missing', 'before', 'usual', 'usual_periods', 'objective', 'met', 'network'],
];

/** CSV with a line of headings. Durations are seconds, a balance is -1 to 1; an empty cell is no zero. */
export function tableOf({ period, lines, network }: Report): string {
  const rows = lines
    .flatMap((line) => [
      rowOf(period.name, line, '', line.figure, true),
      ...line.parts.map(({ name, figure }) => rowOf(period.name, line, name, figure, false)),
    ])
    .map((row) => [...row, network?.name ?? '']);
  return `${Papa.unparse({ fields: HEADINGS, data: rows }, { newline: '\n' })}\n`;
}

function rowOf(period: string, line: Line, account: string, figure: Figure, isWhole: boolean) {
  const unit = kpiNamed(line.kpi)?.unit ?? 'count';
  const scaled = (value: number | undefined) =>
    value === undefined ? '' : unit === 'duration' ? value / 1_000 : value;
  const known = figure.kind === 'measured' ? figure : undefined;
  const { comparison, objective } = line;
  const beside = isWhole
    ? [
        ...[
          scaled(comparison.change?.before),
          scaled(comparison.usual?.median),
          comparison.usual?.periods ?? '',
        ],
        ...[scaled(objective?.value), objective ? String(objective.isMet) : ''],
      ]
    : ['', '', '', '', ''];
  return [
    ...[period, line.kpi, account, unit === 'duration' ? 'seconds' : unit],
    ...[
      scaled(known && amountOf(known)),
      scaled(known?.numerator),
      known?.denominator ?? '',
      known?.sample ?? '',
    ],
    ...[known?.coverage?.measured ?? '', known?.coverage?.of ?? ''],
    ...[figure.kind === 'missing' ? figure.reason : '', ...beside],
  ];
}
