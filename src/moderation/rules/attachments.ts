/** Files: their endings, and how many. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { isInvisible } from '../folding/characters.ts';
import type { Attachment } from '../message.ts';
import { limit } from '../parameters.ts';
import { each, type Found, type Look, type RuleType } from '../rule.ts';

interface Attachments {
  block_ext: string[];
  allow_ext?: string[];
  max?: number;
}

const endings = z.array(
  z
    .string({ error: 'must be an ending such as exe' })
    .regex(/^\.?[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$/u, { error: 'must be an ending such as exe or tar.gz' })
    .transform((ending) => ending.replace(/^\./, '').toLowerCase()),
  { error: 'must be a list of endings' },
);

export const ruleType: RuleType<Attachments> = {
  name: 'attachments',
  summary: 'Files by their endings or their number.',
  shape: {
    block_ext: endings.default([]).meta({ description: 'Endings that hit.', examples: [['exe', 'scr']] }),
    allow_ext: endings.optional().meta({ description: 'All other endings hit.', examples: [['png', 'jpg']] }),
    max: limit.optional(),
  },
  check({ block_ext: blocked, allow_ext: allowed, max }) {
    if (blocked.length > 0 || allowed !== undefined || max !== undefined) return [];
    const remedy = t('Write block_ext, allow_ext or max.');
    return [{ path: [], message: t('It can never hit: it names neither endings nor a number.'), remedy }];
  },
  prepare: (rules) => each(rules, match),
};

function match(rule: Attachments, { message: { attachments } }: Look): Found | undefined {
  for (const attachment of attachments) {
    const found = badEnding(rule, attachment);
    if (found) return found;
  }
  const { max } = rule;
  const over = max === undefined ? undefined : attachments[max];
  if (max === undefined || !over) return undefined;
  return { ...whole(over), count: attachments.length, limit: max };
}

function badEnding(
  { block_ext: blocked, allow_ext: allowed }: Attachments,
  file: Attachment,
): Found | undefined {
  const name = opened(file.name);
  const hit = blocked.find((ending) => name.endsWith(`.${ending}`));
  if (hit !== undefined) return { ...whole(file), folded: name, entry: hit };
  if (!allowed || allowed.some((ending) => name.endsWith(`.${ending}`))) return undefined;
  return { ...whole(file), folded: name };
}

/**
 * The name as a system opens it: what shows nothing or turns the writing round is left out, full-width letters are
 * plain ones, and Windows drops dots and spaces at the end and takes what follows a colon for a stream.
 */
function opened(name: string): string {
  return [...name]
    .filter((character) => !isInvisible(character.codePointAt(0) ?? 0))
    .join('')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/:.*$/s, '')
    .replace(/[.\s]+$/, '');
}

function whole({ part, name }: Attachment): Found {
  return { part: `${part}.filename`, text: name, span: [0, name.length] };
}
