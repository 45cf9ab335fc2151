/** The account on X in the playground: what the network sends there is on the page, with its pictures. */
import { createHash } from 'node:crypto';
import { placeAt } from '@bellwether/playground/page/parts/place.ts';
import { expect, test } from 'vitest';
import {
  newFolder,
  restarted,
  type Served,
  servePlayground,
} from '../../packages/playground/tests/served.ts';
import { discovery } from '../../src/networks/x/discovery.ts';
import { network } from '../../src/networks/x/index.ts';
import { intentAt, outside, picture, textOf } from '../networks/servers/outside.ts';

const VERIFIER = 'v'.repeat(43);
const BACK = 'http://127.0.0.1:4100/pages/connect';

function appOf({ playground: { environment } }: Served) {
  const {
    PLAYGROUND_X_ID: client_id,
    PLAYGROUND_X_SECRET: client_secret,
    PLAYGROUND_X_URL: api_url,
  } = environment;
  return discovery.app.parse({ client_id, client_secret, api_url, auth_url: api_url });
}

/** Goes through the consent as the account, as a person does in the browser. Answers the token. */
async function consent(served: Served, answer = 'allow'): Promise<string> {
  const app = appOf(served);
  const { authorizationUrl, tokenUrl, scopes, client } = discovery.consent(app);
  const asked = new URLSearchParams({
    ...{ response_type: 'code', client_id: client.id, redirect_uri: BACK, state: 's' },
    scope: scopes.map(({ name }) => name).join(' '),
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const page = await (await fetch(`${authorizationUrl}?${asked}`)).text();
  const user = /<option value="(\d+)">@acme/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ answer, user });
  const led = await fetch(`${authorizationUrl}?${asked}`, { method: 'POST', body, redirect: 'manual' });
  const code = new URL(led.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const given = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` },
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', code, redirect_uri: BACK, code_verifier: VERIFIER },
    }),
  });
  return ((await given.json()) as { access_token: string }).access_token;
}

async function connect(served: Served, token: string) {
  const account = network.account.parse(discovery.account(appOf(served), {}));
  return network.connect(account, { ...outside(), grant: { token: async () => token } });
}

const keep = async () => {};

test('can be connected, and shows each post as people see it there, newest first', async () => {
  const served = await servePlayground();
  const connection = await connect(served, await consent(served));
  const first = await connection.publish(textOf('See example.org'), intentAt(), keep);
  const message = {
    ...textOf('A kite'),
    images: [picture('A red kite')],
    thread: { root: first, parent: first },
  };
  await connection.publish(message, intentAt(), keep);
  const { x } = await served.view();
  expect([x.username, x.posts]).toMatchObject([
    'acme',
    [
      { text: 'A kite', answers: 'See example.org', pictures: [{ alt: 'A red kite' }] },
      { text: 'See example.org', links: [{ start: 4, end: 15, address: 'http://example.org' }] },
    ],
  ]);
  const shown = await fetch(`${served.url}/files/x/${x.posts[0]?.pictures[0]?.id}`);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect((await fetch(`${served.url}/files/x/17`)).status).toBe(404);
  expect(placeAt(first.url ?? '')).toEqual({ chat: 'x', channel: 'acme', message: first.id });
});

test('is there again after a restart, and what was allowed is too', async () => {
  const folder = await newFolder();
  const served = await servePlayground(folder);
  const token = await consent(served);
  await (await connect(served, token)).publish(textOf('Once'), intentAt(), keep);
  const again = await restarted(served, folder);
  expect((await again.view()).x.posts).toMatchObject([{ text: 'Once' }]);
  await (await connect(again, token)).publish(textOf('Twice'), intentAt(), keep);
  expect((await again.view()).x.posts).toHaveLength(2);
});
