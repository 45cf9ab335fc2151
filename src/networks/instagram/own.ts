/** Who the account is, and what it wrote itself. */
import { z } from 'zod';

export interface Own {
  user_id: string;
  /** As it is now: it may be changed at any time. */
  username: string;
}

export interface Written {
  username?: string | undefined;
  from?: { id?: string | undefined; username?: string | undefined } | undefined;
}

/** Either will do: an account changes its name, and Meta does not promise that an author's id is the account's own. */
export function isOwn({ username, from }: Written, own: Own): boolean {
  return from?.id === own.user_id || (username ?? from?.username) === own.username;
}

export const fromSchema = z
  .object({ id: z.string().optional(), username: z.string().optional() })
  .optional()
  .catch(undefined);
