import { expect, it } from 'vitest';
import { conforming } from '../../src/networks/oauth-answers.ts';

async function errorIn(status: number, body: object): Promise<unknown> {
  return ((await (await conforming(Response.json(body, { status }))).json()) as { error?: unknown }).error;
}

it.each([
  ['Pinterest of a token', 400, { code: 283, message: 'Invalid refresh token.' }, 'invalid_grant'],
  ['Pinterest of an app', 401, { code: 2, message: 'Authentication failed.' }, 'invalid_client'],
  ['Reddit of a token', 400, { message: 'Bad Request', error: 400 }, 'invalid_grant'],
  ['Reddit of an app', 401, { message: 'Unauthorized', error: 401 }, 'invalid_client'],
  ['Meta of a token', 400, { error: { code: 190, message: 'Invalid token.' } }, 'invalid_grant'],
  ['Meta of a code', 400, { error: { code: 100, message: 'This code has been used.' } }, 'invalid_grant'],
  [
    'Meta of a secret',
    400,
    { error: { code: 1, message: 'Error validating client secret.' } },
    'invalid_client',
  ],
  ['Meta of an app', 400, { error: { code: 101, message: 'Unknown.' } }, 'invalid_client'],
  ['a network that keeps to the standard', 400, { error: 'invalid_scope' }, 'invalid_scope'],
])('what is refused by %s is told as the standard has it', async (_, status, body, error) => {
  expect(await errorIn(status, body)).toBe(error);
});

it('an empty refresh token is none, so that what is kept stays (postiz PR #1884)', async () => {
  const told = async (refresh_token: string) =>
    (await conforming(Response.json({ access_token: 'a', refresh_token }))).json();
  expect(await told('')).not.toHaveProperty('refresh_token');
  expect(await told('r')).toMatchObject({ access_token: 'a', refresh_token: 'r' });
});
