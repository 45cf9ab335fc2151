/** LinkedIn in the playground: an app that is let in by its page of consent, and what goes out stands on the page. */

import { placeAt } from '@bellwether/playground/page/parts/place.ts';
import { expect, test } from 'vitest';
import {
  newFolder,
  restarted,
  type Served,
  servePlayground,
} from '../../packages/playground/tests/served.ts';
import { network } from '../../src/networks/linkedin/index.ts';
import { consent } from '../app/visiting.ts';
import { intentAt, outside, picture, textOf } from '../networks/servers/outside.ts';

const BACK = 'http://127.0.0.1/pages/connect';
const PAGE = '2414183';

async function letIn({ playground }: Served): Promise<string> {
  const { PLAYGROUND_LINKEDIN_ID, PLAYGROUND_LINKEDIN_SECRET, PLAYGROUND_LINKEDIN_URL } =
    playground.environment;
  playground.registerRedirect(BACK);
  const asked = new URLSearchParams({
    ...{ response_type: 'code', client_id: `${PLAYGROUND_LINKEDIN_ID}`, redirect_uri: BACK, state: 'one' },
    scope: 'w_organization_social r_organization_social rw_organization_admin',
  });
  const page = `${PLAYGROUND_LINKEDIN_URL}/oauth/v2/authorization?${asked}`;
  expect(await (await fetch(page)).text()).toContain('Bellwether would like to:');
  const back = new URL(await consent(page, 'eli-tanaka'));
  const answer = await fetch(`${PLAYGROUND_LINKEDIN_URL}/oauth/v2/accessToken`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: BACK },
      client_id: `${PLAYGROUND_LINKEDIN_ID}`,
      client_secret: `${PLAYGROUND_LINKEDIN_SECRET}`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

function connect({ playground: { environment } }: Served, access_token: string) {
  const api_url = environment.PLAYGROUND_LINKEDIN_URL;
  return network.connect(network.account.parse({ access_token, organization: PAGE, api_url }), outside());
}

const keep = async () => {};

test('shows each post as people see it there, newest first, with pictures, alt texts and link cards', async () => {
  const served = await servePlayground();
  const connection = connect(served, await letIn(served));
  const card = { url: 'https://example.org/news', title: 'News', description: '', picture: picture('', 3) };
  const first = await connection.publish({ ...textOf('See (this) #news'), card }, intentAt(), keep);
  const images = [picture('A red kite', 1), picture('', 2)];
  await connection.publish({ text: 'Two kites', images }, intentAt(), keep);
  await connection.edit?.(first, textOf('See (that) #news'));
  const { linkedin } = await served.view();
  expect(linkedin).toMatchObject([
    {
      author: 'Acme',
      isPage: true,
      text: 'Two kites',
      pictures: [{ alt: 'A red kite' }, { alt: '' }],
      card: null,
    },
    {
      ...{ text: 'See (that) #news', isEdited: true, pictures: [] },
      card: { title: 'News', source: 'https://example.org/news', hasPicture: true },
    },
  ]);
  const shown = await fetch(`${served.url}/files/linkedin/${linkedin[0]?.id}/1`);
  expect([shown.headers.get('content-type'), Buffer.from(await shown.arrayBuffer())]).toEqual([
    'image/png',
    images[1]?.bytes,
  ]);
  expect((await fetch(`${served.url}/files/linkedin/${linkedin[0]?.id}/2`)).status).toBe(404);
  expect(placeAt(first.url ?? '')).toEqual({ chat: 'linkedin', channel: '', message: first.id });
});

test('is there again after a restart, and knows the leave that was given before', async () => {
  const folder = await newFolder();
  const served = await servePlayground(folder);
  const token = await letIn(served);
  const published = await connect(served, token).publish(textOf('Once'), intentAt(), keep);
  const again = await restarted(served, folder);
  expect((await again.view()).linkedin).toMatchObject([{ text: 'Once' }]);
  await connect(again, token).edit?.(published, textOf('Twice'));
  expect((await again.view()).linkedin).toMatchObject([{ text: 'Twice', isEdited: true }]);
});
