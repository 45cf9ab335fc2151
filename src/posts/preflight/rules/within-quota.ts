/** Not more goes to a target in a span of time than it takes. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { withoutCover } from '../../cover.ts';
import { type Quota, usedAround } from '../../quota.ts';
import type { Candidate, PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'within-quota', topic: 'volume', find: withinQuota };

function withinQuota(candidate: Candidate): Finding[] {
  const isAnswer = candidate.content.answers !== undefined;
  return candidate.quotas
    .filter(({ of, besideAnswers }) => (isAnswer ? !besideAnswers : of !== 'answers'))
    .flatMap((quota) => judge(candidate, quota));
}

function judge(candidate: Candidate, quota: Quota): Finding[] {
  const { content, others, at, team } = candidate;
  const own = quota.of === 'pictures' ? withoutCover(content).length : 1;
  if (own === 0) return [];
  const used = usedAround(quota, others, at, team.timeZone);
  if (used + own > quota.most) return [told(candidate, quota, used, 'error')];
  const isNearlyUsedUp = used > 0 && used + own > quota.most * NEARLY;
  return isNearlyUsedUp ? [told(candidate, quota, used, 'warning')] : [];
}

function told({ target }: Candidate, quota: Quota, used: number, level: Finding['level']): Finding {
  const values = { title: target.title, most: quota.most, used, of: quota.of, per: spanWords(quota) };
  return {
    id: `${target.network}.quota`,
    level,
    field: 'at',
    about: `${quota.of} ${quota.per}`,
    message: t(
      '{title} takes {most} {of, select, pictures {{most, plural, one {picture} other {pictures}}} answers {{most, plural, one {answer} other {answers}}} other {{most, plural, one {post} other {posts}}}} {per}; {used} {used, plural, one {is} other {are}} out or scheduled around then.',
      values,
    ),
    remedy:
      level === 'error'
        ? t('Choose another time, or leave {title} out.', values)
        : t('Little room is left then: choose another time, or have it approved.'),
  };
}

function spanWords({ per }: Quota): string {
  if (per === 'day') return t('a day');
  const minutes = Math.round(per / 60_000);
  if (minutes % 1_440 === 0)
    return t('in {days, plural, one {24 hours} other {# days}}', { days: minutes / 1_440 });
  if (minutes % 60 === 0)
    return t('in {hours, plural, one {an hour} other {# hours}}', { hours: minutes / 60 });
  return t('in {minutes, plural, one {a minute} other {# minutes}}', { minutes });
}

/** From this share on it is worth a word. */
const NEARLY = 0.9;
