/** The report as a message: a headline, at most six figures, and what to know about them. */
import {
  type Block,
  button,
  type Card,
  card,
  context,
  type Inline,
  list,
  parts,
  strong,
  text,
} from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import { headlineOf } from '../../reports/headline.ts';
import { MOST_FIGURES } from '../../reports/kpis.ts';
import { kpiNamed, type Line, lineNamed, type Report } from '../../reports/report.ts';
import { scopeWords, titleWords } from '../../reports/title.ts';
import { changeWords, figureWords, judgedWords, noteWords, usualWords } from '../../reports/words.ts';

export interface DigestView {
  /** As people read it. */
  team: string;
  report: Report;
  /** Names of the indicators. */
  shown: readonly string[];
  /** What its button carries. */
  id: string;
}

export function digestCard({ team, report, shown, id }: DigestView): Card {
  const lines = shown.flatMap((name) => lineNamed(report, name) ?? []);
  const { period } = report;
  const scope = scopeWords(report);
  return card(titleWords(team, report), {
    blocks: [
      text(headlineOf(report)),
      ...figuresOf(lines),
      ...(scope === undefined ? [] : [context(scope)]),
      context(
        t('{from} to {until}, {zone}. Arrows are against the {unit} before.', {
          from: dateOf(period.from, period.zone),
          until: dateOf(period.until - 1, period.zone),
          zone: period.zone,
          unit: period.unit === 'week' ? t('week') : t('month'),
        }),
      ),
    ],
    actions: [button('report.open', id, t('Open the report'))],
  });
}

/** Side by side while they are few. */
function figuresOf(lines: readonly Line[]): Block[] {
  const fields = lines.map(fieldOf);
  if (fields.length <= MOST_FIGURES) return [{ kind: 'fields', fields }];
  return [list(fields.map(({ label, value }) => [`${label}: `, ...parts(value)]))];
}

function fieldOf({ kpi: name, figure, comparison, objective }: Line): { label: string; value: Inline } {
  const kpi = kpiNamed(name);
  if (!kpi) return { label: name, value: '–' };
  const { title, unit } = kpi;
  const { change } = comparison;
  const said = [
    change && changeWords(unit, change),
    usualWords(unit, figure, comparison),
    objective && judgedWords(unit, objective),
    noteWords(figure),
  ].filter((words) => words !== undefined);
  const beside = said.length > 0 ? ` ${said.join(', ')}` : '';
  return { label: title, value: [strong(figureWords(unit, figure)), beside] };
}

function dateOf(instant: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone }).format(instant);
}
