/** Each target's count by its own rule, and what the checks found. */
import { type Block, context, list } from '../../chat/card.ts';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Check } from '../posts/checking.ts';

export function checkBlocks(checks: Check[]): Block[] {
  if (checks.length === 0) return [];
  const findings = distinct(checks.flatMap((one) => one.findings));
  return [
    context(checks.map(countLine).join(' · ')),
    ...(findings.length > 0 ? [list(findings.map(findingLine))] : []),
  ];
}

/** "Bluesky 287/300 graphemes": the tightest of its limits. */
export function countLine(check: Check): string {
  const tightest = [...check.counts].sort((one, other) => other.count / other.most - one.count / one.most)[0];
  if (!tightest) return check.title;
  const over =
    tightest.count > tightest.most ? t(', {over} over', { over: tightest.count - tightest.most }) : '';
  return `${check.title} ${tightest.count}/${tightest.most}${over}`;
}

export function findingLine({ level, field, message, remedy }: Finding): string {
  const mark = level === 'error' ? t('Error') : t('Warning');
  return t('{mark} in {field}: {message} {remedy}', { mark, field, message, remedy });
}

/** The same fault at several targets is told once. */
function distinct(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [one.message, one])).values()];
}
