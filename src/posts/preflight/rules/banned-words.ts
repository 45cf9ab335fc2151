/** Words that the team never says, in the text or in what describes a picture. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { altTexts } from '../../cover.ts';
import { fieldTexts } from '../../fields.ts';
import { around, type Found, findWords, foldText } from '../../wording.ts';
import { type Candidate, isOwnText, type PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'banned-words', topic: 'wording', find: bannedWords };

function bannedWords(candidate: Candidate): Finding[] {
  const { content, target, team, text } = candidate;
  const name = isOwnText(candidate) ? t('The text for {title}', { title: target.title }) : t('The text');
  const places = [
    { field: 'text', name, text },
    ...altTexts(content),
    ...fieldTexts(content, target.name).map(({ key, text: words }) => ({
      field: key,
      name: t('The field {key} for {title}', { key, title: target.title }),
      text: words,
    })),
  ];
  return places.flatMap((place) => {
    const within = foldText(place.text);
    return team.words.banned.flatMap((word) => {
      const found = findWords(within, word);
      return found ? [banned(place, found, word)] : [];
    });
  });
}

function banned(place: { field: string; name: string; text: string }, found: Found, word: string): Finding {
  return {
    id: 'post.words.banned',
    level: 'error',
    field: place.field,
    about: word,
    message: t('{name} says "{words}", which the team does not say: "{around}".', {
      name: place.name,
      words: found.words,
      around: around(place.text, found),
    }),
    remedy: t('Say it in other words.'),
  };
}
