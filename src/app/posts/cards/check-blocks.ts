/** Each target's count by its own rule, and what the checks found. */
import { type Block, context, list, text } from '../../../chat/card.ts';
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import {
  type Check,
  type Shared,
  sharedFindingsIn,
  sharedWarningsIn,
  type Warning,
  withOthers,
} from '../../../posts/preflight/check.ts';
import { dollars } from '../../../posts/spending.ts';

export function checkBlocks(checks: Check[]): Block[] {
  if (checks.length === 0) return [];
  const findings = sharedFindingsIn(checks);
  return [
    context(checks.map(countLine).join(' · ')),
    ...(findings.length > 0 ? [list(findings.map(sharedLine))] : []),
  ];
}

/** "Bluesky 287/300": the tightest of its limits. "X 120/280, about $0.20: it carries a link" where it costs something. */
export function countLine(check: Check): string {
  const tightest = [...check.counts].sort((one, other) => other.count / other.most - one.count / one.most)[0];
  if (!tightest) return `${check.title}${priceOf(check)}`;
  const over =
    tightest.count > tightest.most ? t(', {over} over', { over: tightest.count - tightest.most }) : '';
  return `${check.title} ${tightest.count}/${tightest.most}${over}${priceOf(check)}`;
}

function priceOf({ price }: Check): string {
  if (!price) return '';
  const about = t(', about {dollars}', { dollars: dollars(price.mills) });
  return price.why === '' ? about : `${about}: ${price.why}`;
}

function sharedLine({ one, others }: Shared<Finding>): string {
  return withOthers(findingLine(one), others);
}

export function findingLine({ level, field, message, remedy }: Finding): string {
  const mark = level === 'error' ? t('Error') : t('Warning');
  return t('{mark} in {field}: {message} {remedy}', { mark, field, message, remedy });
}

/** What came up after the approval. It stops nothing. */
export function sinceBlocks(warnings: Warning[], titleOf: (target: string) => string): Block[] {
  if (warnings.length === 0) return [];
  return [text(t('Found since it was approved:')), list(warningLines(warnings, titleOf))];
}

/** "Approve despite 2 warnings?", as many as the card tells. Undefined: there is nothing to ask about. */
export function despite(checks: Check[]): string | undefined {
  const count = sharedFindingsIn(checks).filter(({ one }) => one.level === 'warning').length;
  return count === 0
    ? undefined
    : t('Approve despite {count, plural, one {# warning} other {# warnings}}?', { count });
}

/** What is told of several targets is told once. */
export function warningLines(warnings: Warning[], titleOf: (target: string) => string): string[] {
  return sharedWarningsIn(warnings, titleOf).map(({ one, others }) => withOthers(one.message, others));
}
