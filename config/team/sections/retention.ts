/** The section `retention`: how long what others wrote to us is kept in their words. */
import { z } from 'zod';
import { duration } from '../duration.ts';
import { defineSection } from '../section.ts';

export interface Retention {
  /** ms since it was taken in; undefined: for ever. Of what is not open any more. */
  mentions: number | undefined;
  /** The same of messages in cases of moderation. */
  messages: number | undefined;
}

const span = z.union([z.literal('never'), duration], {
  error: 'must be a duration of up to 366d, or never',
});

const retention = z
  .strictObject({
    mentions: span.prefault('366d').meta({
      description: 'When the words and authors of mentions are erased; what is open stays.',
      examples: ['90d'],
    }),
    messages: span.prefault('366d').meta({
      description: 'When the words of messages in decided cases of moderation are erased.',
      examples: ['180d'],
    }),
  })
  .prefault({})
  .meta({ description: 'How long the words of others are kept.', examples: [{ mentions: '90d' }] });

const ms = (value: number | 'never') => (value === 'never' ? undefined : value);

export const section = defineSection({
  key: 'retention',
  schema: retention,
  read: (file): Retention => ({ mentions: ms(file.mentions), messages: ms(file.messages) }),
});
