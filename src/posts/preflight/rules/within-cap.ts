/** Posts to a target that charges for them cost no more in a month than the team wants. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { dollars } from '../../spending.ts';
import type { Candidate, PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'within-cap', topic: 'volume', find: withinCap };

function withinCap({ spending, target }: Candidate): Finding[] {
  if (!spending) return [];
  const { most, used, own } = spending;
  const isPassed = used + own > most;
  if (!isPassed && (used === 0 || used + own <= most * NEARLY)) return [];
  const { title } = target;
  return [
    {
      id: `${target.network}.spending_cap`,
      level: isPassed ? 'error' : 'warning',
      field: 'to',
      message: t(
        '{title} may cost {most} a month; {used} is out or scheduled in that month, and this post costs about {own}.',
        { title, most: dollars(most), used: dollars(used), own: dollars(own) },
      ),
      remedy: isPassed
        ? t('Raise `monthly_cap` in the team file, choose another month, or leave {title} out.', { title })
        : t('Little is left of it: accept that, or leave {title} out.', { title }),
    },
  ];
}

/** From this share on it is worth a word. */
const NEARLY = 0.9;
