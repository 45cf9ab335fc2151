/** Words of which a target's posts must hold one: a risk notice, a brand's name. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { findWords, foldText } from '../../wording.ts';
import type { Candidate, PreflightRule, RequiredWords, TargetFacts } from '../rule.ts';

export const rule: PreflightRule = { name: 'required-words', topic: 'wording', find: requiredWords };

function requiredWords({ target, team, text }: Candidate): Finding[] {
  const within = foldText(text);
  return team.words.required
    .filter(({ targets }) => targets.length === 0 || targets.includes(target.name))
    .filter(({ words }) => !words.some((word) => findWords(within, word)))
    .map((rule) => (rule.absent ? perhapsMissing(target, rule, rule.absent) : missing(target, rule)));
}

function missing({ title }: TargetFacts, { words, level }: RequiredWords): Finding {
  const values = { title, words: listed(words), count: words.length };
  return {
    ...{ id: ID, level, field: 'text', about: words.join() },
    message: t(
      '{count, plural, one {What goes to {title} says {words}; this text does not.} other {What goes to {title} says one of {words}; this text says none of them.}}',
      values,
    ),
    remedy: t('{count, plural, one {Add it.} other {Add one of them.}}', values),
  };
}

function perhapsMissing(
  { title }: TargetFacts,
  { words, level }: RequiredWords,
  absent: readonly string[],
): Finding {
  const values = { title, words: listed(words), count: words.length, absent: absent.join(', ') };
  return {
    ...{ id: ID, level, field: 'text', about: `${words.join()} ${absent.join()}` },
    message: t(
      '{count, plural, one {What goes to {absent} says {words}} other {What goes to {absent} says one of {words}}}; nothing is connected under that name, so {title} may be meant, and this text says {count, plural, one {it not} other {none of them}}.',
      values,
    ),
    remedy: t(
      '{count, plural, one {Add it} other {Add one of them}}, or accept it where {title} is not meant. An admin corrects the name in words.required.',
      values,
    ),
  };
}

function listed(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

const ID = 'post.words.required';
