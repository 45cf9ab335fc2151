/** What an account goes by: the operator's app, by which a person connects it, or a token of its own. */
import type { z } from 'zod';
import { secret } from './address.ts';
import type { Grant } from './grant.ts';

/** Where each is found, without a full stop. */
export interface CredentialWords {
  id: string;
  secret: string;
}

/** Of what stands under `apps`. */
export function appShape(words: CredentialWords) {
  return { client_id: secret(`${words.id}.`), client_secret: secret(`${words.secret}.`) };
}

/** Of a target; to be checked by `checkCredentials`. */
export function accountShape({ token, ...words }: CredentialWords & { token: string }) {
  return {
    client_id: secret(`${words.id}; a person connects the account then.`).optional(),
    client_secret: secret(`${words.secret}.`).optional(),
    access_token: secret(token).optional(),
  };
}

export interface Credentials {
  client_id?: string | undefined;
  client_secret?: string | undefined;
  access_token?: string | undefined;
}

/** One of both, and the app whole. */
export function checkCredentials(
  { client_id, client_secret, access_token }: Credentials,
  context: z.RefinementCtx,
): void {
  const fault = (path: keyof Credentials, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (access_token !== undefined && client_id !== undefined)
    fault('access_token', 'stands beside client_id; keep one of them');
  if (access_token === undefined && client_id === undefined)
    fault('client_id', 'is missing; name an environment variable that holds it, or give an access_token');
  if (client_id !== undefined && client_secret === undefined)
    fault('client_secret', 'is missing; name an environment variable that holds it');
}

/** Its own, or that of whoever gave leave. Throws `NetworkError`. */
export async function tokenOf(
  { access_token }: Pick<Credentials, 'access_token'>,
  grant: Grant | undefined,
): Promise<string> {
  if (access_token !== undefined) return access_token;
  if (!grant) throw new Error('An account without a token was given no grant.');
  return grant.token();
}
