/** How things are called in the team file. */
import { z } from 'zod';

export const words = z.string({ error: 'must be text' }).regex(/\S/, { error: 'must not be empty' });

/** What is looked for in texts. In typographic quotes, which YAML takes for letters, it would be found nowhere. */
export const sought = words.refine((text) => !/^[“”„‟«»‹›‘’‚‛].*[“”„‟«»‹›‘’‚‛]$/su.test(text.trim()), {
  error: 'must stand in straight quotes, or in none: typographic ones would be looked for too',
});

export const simpleName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'must be made of a-z, 0-9 and -, up to 40 of them' });
