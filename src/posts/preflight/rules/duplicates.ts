/** Another post to the same target says the same, or nearly. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { writeWhen } from '../../../kit/when.ts';
import { type EarlierPost, likeness, normalised, shingles } from '../../likeness.ts';
import type { Candidate, PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'duplicates', topic: 'repetition', find: duplicates };

function duplicates(candidate: Candidate): Finding[] {
  const { text, earlier, team } = candidate;
  const whole = normalised(text);
  // Pictures alone are not compared.
  if (whole === '') return [];
  const same = earlier
    .filter((post) => normalised(post.text) === whole)
    .sort((one, other) => other.at - one.at)[0];
  if (same) return [exact(candidate, same)];
  const own = shingles(text);
  const [nearest] = earlier
    .map((post) => ({ ...post, alike: likeness(own, shingles(post.text)) }))
    .filter(({ alike }) => alike >= team.preflight.similarity)
    .sort((one, other) => other.alike - one.alike || other.at - one.at);
  return nearest ? [near(candidate, nearest)] : [];
}

function exact({ target, team }: Candidate, { postId, at }: EarlierPost): Finding {
  return {
    id: 'post.duplicate.exact',
    level: 'warning',
    field: 'text',
    about: String(postId),
    message: t('Post {post} says the same to {title}: {when}.', {
      post: String(postId),
      title: target.title,
      when: writeWhen(at, team.timeZone),
    }),
    remedy: t('Say something new, or have the repeat approved.'),
  };
}

function near({ target, team }: Candidate, { postId, at, alike }: EarlierPost & { alike: number }): Finding {
  return {
    id: 'post.duplicate.near',
    level: 'warning',
    field: 'text',
    about: String(postId),
    message: t('Post {post} says nearly the same to {title} ({percent} % alike): {when}.', {
      post: String(postId),
      title: target.title,
      percent: Math.floor(alike * 100),
      when: writeWhen(at, team.timeZone),
    }),
    remedy: t('Say something new, or have the repeat approved.'),
  };
}
