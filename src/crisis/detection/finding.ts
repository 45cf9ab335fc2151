/** What was found, with the figures that say why. */
import { type Severity, severityOf } from './alerting.ts';
import type { Rhythm, Weekday } from './history.ts';
import type { Measure, Measured } from './measures.ts';
import { type Share, usualShare } from './share.ts';

export interface Finding {
  measure: Measure;
  severity: Severity;
  /** One such comes in so many days. */
  everyDays: number;
  /** ms; it ends at `until`, epoch ms. */
  span: number;
  until: number;
  count: number;
  usual: number;
  /** With what it was compared. */
  rhythm: Rhythm;
  weekday: Weekday;
  /** Of the mentions that are negative, 0..1; null where moods are not known. */
  share: { negative: number; usual: number } | null;
}

type When = Pick<Finding, 'until' | 'weekday' | 'rhythm'>;

export function findingOf({ measure, rate, span, sum }: Measured, share: Share, when: When): Finding {
  const negative = sum.judged > 0 ? sum.negative / sum.judged : undefined;
  return {
    measure,
    severity: severityOf(rate),
    everyDays: 1 / rate,
    span,
    count: sum.count,
    usual: sum.usual,
    share: negative === undefined ? null : { negative, usual: usualShare(share) },
    ...when,
  };
}
