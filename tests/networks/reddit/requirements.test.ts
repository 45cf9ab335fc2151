import { expect, test } from 'vitest';
import type { Message } from '../../../src/networks/network.ts';
import { checkRequirements, type Requirements } from '../../../src/networks/reddit/requirements.ts';

const NONE: Requirements = {
  ...{ title_required_strings: [], title_blacklisted_strings: [] },
  ...{ body_required_strings: [], body_blacklisted_strings: [] },
  ...{ domain_whitelist: [], domain_blacklist: [], is_flair_required: false, takes: 'any' },
};
const LINK = 'https://news.acme.example/a';

function told(
  asked: Partial<Requirements>,
  fields: Record<string, string> = {},
  text = 'It flies',
): string[] {
  const message: Message = { text, images: [], fields: { community: 'kites', title: 'A kite', ...fields } };
  return checkRequirements(message, { ...NONE, ...asked }).map(({ id, message }) => `${id}: ${message}`);
}

test.each<[string, Partial<Requirements>, Record<string, string>, string]>([
  ['a link post where none is taken', { takes: 'self' }, { link: LINK }, 'link.not_taken'],
  ['a text post where none is taken', { takes: 'link' }, {}, 'text.not_taken'],
  ['no flair', { is_flair_required: true }, {}, 'flair.required'],
  ['a short title', { title_text_min_length: 7 }, {}, 'title.min_characters'],
  ['a long title', { title_text_max_length: 5 }, {}, 'title.max_characters'],
  ['a title without a word', { title_required_strings: ['[News]', '[Help]'] }, {}, 'title.required'],
  ['a title with a word', { title_blacklisted_strings: ['KITE'] }, {}, 'title.banned'],
  ['a text', { body_restriction_policy: 'notAllowed' }, {}, 'text.not_allowed'],
  ['a short text', { body_text_min_length: 9 }, {}, 'text.min_characters'],
  ['a text with a word', { body_blacklisted_strings: ['flies'] }, {}, 'text.banned'],
  [
    'a link to another site',
    { link_restriction_policy: 'whitelist', domain_whitelist: ['example.org'] },
    { link: LINK },
    'link.not_allowed',
  ],
  [
    'a link to a site that is not taken',
    { link_restriction_policy: 'blacklist', domain_blacklist: ['acme.example'] },
    { link: LINK },
    'link.banned',
  ],
])('%s is told', (_, asked, fields, id) => {
  expect(told(asked, fields)).toEqual([expect.stringContaining(`reddit.community.${id}: `)]);
});

test.each<[Partial<Requirements>, Record<string, string>]>([
  [{}, {}],
  [{ takes: 'self' }, {}],
  [{ is_flair_required: true }, { flair: 'news' }],
  [{ title_text_min_length: 6, title_text_max_length: 6 }, {}],
  [{ title_required_strings: ['kite', 'news'] }, {}],
  [{ body_restriction_policy: 'required', body_required_strings: ['flies'] }, {}],
  [{ link_restriction_policy: 'whitelist', domain_whitelist: ['acme.example'] }, { link: LINK }],
  // Lists without the policy say nothing; another site that ends alike is another one.
  [{ link_restriction_policy: 'none', domain_blacklist: ['acme.example'] }, { link: LINK }],
  [{ link_restriction_policy: 'blacklist', domain_blacklist: ['s.acme.example'] }, { link: LINK }],
])('what fits is let pass: %j', (asked, fields) => {
  expect(told(asked, fields)).toEqual([]);
});
