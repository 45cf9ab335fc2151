/** The parts of team.yaml that say what a post is checked against: campaigns, words, duplicates, links. */
import { z } from 'zod';
import { duration } from './duration.ts';
import { simpleName, sought, words } from './names.ts';

const someWords = (error: string) => z.array(sought).min(1, { error });

export const tags = z
  .array(simpleName)
  .optional()
  .meta({ description: 'Whose it is: a brand, a country.', examples: [['brand-a']] });

const campaign = z
  .strictObject({
    title: words
      .optional()
      .meta({ description: 'As people read it; the name when absent.', examples: ['Spring sale'] }),
    sponsored: z
      .boolean({ error: 'must be true or false' })
      .default(false)
      .meta({ description: 'Somebody pays for it: every post must say so.', examples: [true] }),
    disclosure: someWords('must hold at least one word')
      .optional()
      .meta({ description: 'Words that say so; one of them must be in the text.', examples: [['#ad']] }),
    tags,
  })
  .refine(({ sponsored, disclosure }) => !sponsored || disclosure !== undefined, {
    error: 'must say under disclosure which words tell that it is sponsored',
  })
  .meta({ examples: [{ sponsored: true, disclosure: ['#ad'] }] });

const campaignName = z
  .string()
  .regex(/\S/, { error: 'must not be empty' })
  .max(100, { error: 'must have at most 100 characters' });

export const campaigns = z.record(campaignName, campaign).meta({
  description: 'The campaigns there are. With none listed, any word is taken.',
  examples: [{ spring: { title: 'Spring sale' } }],
});

const required = z
  .strictObject({
    words: someWords('must hold at least one word or phrase').meta({
      description: 'One of these must be in the text.',
      examples: [['Capital at risk']],
    }),
    targets: z
      .array(simpleName)
      .default([])
      .meta({ description: 'Targets or groups; everywhere when absent.', examples: [['bluesky']] }),
    level: z
      .enum(['error', 'warning'])
      .default('error')
      .meta({
        description: 'An error stops; a warning may be accepted by an approver.',
        examples: ['warning'],
      }),
  })
  .meta({ examples: [{ words: ['Capital at risk'], targets: ['bluesky'] }] });

export const wordRules = z
  .strictObject({
    banned: z
      .array(sought)
      .default([])
      .meta({ description: 'Words and phrases that no post may hold.', examples: [['guaranteed profit']] }),
    required: z.array(required).default([]).meta({ description: 'Words that posts must hold.' }),
  })
  .meta({ examples: [{ banned: ['guaranteed profit'] }] });

export const preflight = z
  .strictObject({
    duplicates_within: duration
      .prefault('30d')
      .meta({ description: 'How far back, and ahead, posts are compared.', examples: ['30d'] }),
    similarity: z
      .number({ error: 'must be a number from 0.5 to 1' })
      .min(0.5, { error: 'must be a number from 0.5 to 1' })
      .max(1, { error: 'must be a number from 0.5 to 1' })
      .default(0.8)
      .meta({ description: 'From here on a text is nearly the same as another.', examples: [0.8] }),
    links: z
      .boolean({ error: 'must be true or false' })
      .default(true)
      .meta({ description: 'Whether links are asked where they lead.', examples: [true] }),
  })
  .meta({ examples: [{ duplicates_within: '30d', similarity: 0.8, links: true }] });
