/** The report of one period: every indicator with its figure, what it is compared with, and whether an objective is met. */
import { type Comparison, compare } from './comparison.ts';
import type { Facts } from './facts.ts';
import type { Figure } from './figure.ts';
import type { Kpi } from './kpi.ts';
import { KPIS } from './kpis.ts';
import { type Judged, judge, type Objective } from './objective.ts';
import type { Period } from './period.ts';

export interface Report {
  period: Period;
  /** It is about this one alone; absent: about all. */
  network?: ReportedNetwork;
  lines: Line[];
  /** What others wrote on each day of it; none where nothing is listened to. */
  days: DayOfMentions[];
}

export interface ReportedNetwork {
  name: string;
  /** As people read it. */
  title: string;
  /** The accounts on it, as people call them. */
  accounts: string[];
}

export interface DayOfMentions {
  /** Epoch ms: its beginning. */
  at: number;
  mentions: number;
  negative: number;
  positive: number;
  /** No source could be read on it: what was written is not known. */
  isMissing?: boolean;
}

export interface Line {
  /** The name of the indicator. */
  kpi: string;
  figure: Figure;
  comparison: Comparison;
  objective?: Judged;
  parts: { name: string; figure: Figure }[];
  /** Of the periods before and of this one, the oldest first. */
  history: Figure[];
}

/** Name of an indicator → what is aimed at. */
export type Objectives = Readonly<Record<string, Objective>>;

/** `facts`: of the periods before it and of the period itself, the oldest first. */
export function reportOf(
  period: Period,
  facts: readonly Facts[],
  objectives: Objectives,
  days: DayOfMentions[] = [],
  network?: ReportedNetwork,
): Report {
  return {
    period,
    ...(network && { network }),
    days,
    lines: KPIS.map((kpi) => lineOf(kpi, facts, objectives[kpi.name])),
  };
}

function lineOf(kpi: Kpi, facts: readonly Facts[], objective: Objective | undefined): Line {
  const history = facts.map((one) => kpi.of(one));
  const figure = history.at(-1) ?? { kind: 'missing', reason: '' };
  const judged = judge(objective, figure);
  const now = facts.at(-1);
  return {
    kpi: kpi.name,
    figure,
    comparison: compare(figure, history.slice(0, -1)),
    ...(judged && { objective: judged }),
    parts: (now && kpi.parts?.(now)) ?? [],
    history,
  };
}

export function lineNamed({ lines }: Report, kpi: string): Line | undefined {
  return lines.find((line) => line.kpi === kpi);
}

export function kpiNamed(name: string): Kpi | undefined {
  return KPIS.find((kpi) => kpi.name === name);
}
