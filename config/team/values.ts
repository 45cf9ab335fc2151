/** Kinds of values that many keys of team.yaml take. */
import { z } from 'zod';

export const words = z.string({ error: 'must be text' }).regex(/\S/, { error: 'must not be empty' });

export const simpleName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'must be made of a-z, 0-9 and -, up to 40 of them' });
