/** Words of which a target's posts must hold one: a risk notice, a brand's name. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { findWords, foldText } from '../wording.ts';
import type { Candidate } from './rule.ts';

export function requiredWords({ target, team, text }: Candidate): Finding[] {
  const within = foldText(text);
  return team.words.required
    .filter(({ targets }) => targets.length === 0 || targets.includes(target.name))
    .filter(({ words }) => !words.some((word) => findWords(within, word)))
    .map(({ words, level }) => missing(target.title, words, level));
}

function missing(title: string, words: string[], level: Finding['level']): Finding {
  const values = { title, words: words.map((word) => `"${word}"`).join(', '), count: words.length };
  return {
    id: 'post.words.required',
    level,
    field: 'text',
    about: words.join(),
    message: t(
      '{count, plural, one {What goes to {title} says {words}; this text does not.} other {What goes to {title} says one of {words}; this text says none of them.}}',
      values,
    ),
    remedy: t('{count, plural, one {Add it.} other {Add one of them.}}', values),
  };
}
