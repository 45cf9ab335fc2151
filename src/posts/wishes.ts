/** Reads how an author wants a post to be shown: what they say goes for each target that can, before its account's own. */
import type { Finding } from '../kit/finding.ts';
import { languageTag } from '../kit/language.ts';
import { t } from '../kit/t.ts';
import type { Audience } from '../people/audience.ts';
import type { PostInput } from './input.ts';
import type { Presentation } from './presentation.ts';

export interface Wishes {
  wished: Omit<Presentation, 'cards'>;
  findings: Finding[];
}

/** `none` takes away what the account has. */
export function readWishes({
  language = '',
  warning = '',
  sensitive = '',
  visibility = '',
}: PostInput): Wishes {
  const read = [languagesIn(language), warningIn(warning), sensitiveIn(sensitive), audienceIn(visibility)];
  return {
    wished: Object.assign({}, ...read.map((one) => one.wished)),
    findings: read.flatMap((one) => one.findings ?? []),
  };
}

interface Read {
  wished: Wishes['wished'];
  findings?: Finding[];
}

const NONE = 'none';

function languagesIn(words: string): Read {
  const tags = words.split(/[\s,]+/).filter((tag) => tag !== '');
  if (tags.length === 0) return { wished: {} };
  if (tags.join().toLowerCase() === NONE) return { wished: { languages: [] } };
  const wrong = tags.find((tag) => languageTag(tag) === undefined);
  if (wrong === undefined)
    return { wished: { languages: [...new Set(tags.flatMap((tag) => languageTag(tag) ?? []))] } };
  const remedy = t('Write its code, such as en, da or pt-BR; several with commas between them.');
  return unreadable(
    'post.language.unreadable',
    'language',
    t('"{found}" is no language.', { found: wrong }),
    remedy,
  );
}

function warningIn(words: string): Read {
  const warning = words.trim();
  if (warning === '') return { wished: {} };
  return { wished: { warning: warning.toLowerCase() === NONE ? '' : warning } };
}

function sensitiveIn(words: string): Read {
  const word = words.trim().toLowerCase();
  if (word === '') return { wished: {} };
  if (/^(?:yes|true|on|1|sensitive)$/.test(word)) return { wished: { sensitive: true } };
  if (/^(?:no|false|off|0|none)$/.test(word)) return { wished: { sensitive: false } };
  return unreadable(
    'post.sensitive.unreadable',
    'sensitive',
    t('"{found}" is neither yes nor no.', { found: words }),
    t('Write yes or no.'),
  );
}

const AUDIENCES_BY_WORD: Record<string, Audience | undefined> = {
  ...{ public: 'public', unlisted: 'unlisted', 'quiet public': 'unlisted' },
  ...{ private: 'followers', followers: 'followers' },
};

function audienceIn(words: string): Read {
  const word = words.trim().toLowerCase();
  if (word === '') return { wished: {} };
  const audience = Object.hasOwn(AUDIENCES_BY_WORD, word) ? AUDIENCES_BY_WORD[word] : undefined;
  if (audience) return { wished: { audience } };
  return unreadable(
    'post.visibility.unreadable',
    'visibility',
    t('"{found}" is none of the ways in which a post is seen.', { found: words }),
    t('Write public, unlisted or private.'),
  );
}

function unreadable(id: string, field: string, message: string, remedy: string): Read {
  return { wished: {}, findings: [{ id, level: 'error', field, message, remedy }] };
}
