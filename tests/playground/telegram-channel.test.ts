/** The channel on Telegram in the playground: what the network sends there is on the page, with its picture. */

import { placeAt } from '@bellwether/playground/page/parts/place.ts';
import { expect, test } from 'vitest';
import {
  newFolder,
  restarted,
  type Served,
  servePlayground,
} from '../../packages/playground/tests/served.ts';
import { network } from '../../src/networks/telegram/index.ts';
import { intentAt, outside, picture, textOf } from '../networks/servers/outside.ts';

function connect({ playground: { environment } }: Served) {
  const { TELEGRAM_TOKEN: token, TELEGRAM_API_URL: api_url } = environment;
  return network.connect(network.account.parse({ token, api_url, chat: '@acme_news' }), outside());
}

const keep = async () => {};

test('shows each post as people see it there, newest first', async () => {
  const served = await servePlayground();
  const connection = connect(served);
  const first = await connection.publish(textOf('See https://example.org #news'), intentAt(), keep);
  const images = [picture('', 1), picture('', 2)];
  const presentation = { sensitive: true };
  await connection.publish({ text: 'Two kites', images, presentation }, intentAt(), keep);
  await connection.edit?.(first, textOf('See https://example.com #news'));
  const { telegram } = await served.view();
  expect(telegram.posts).toMatchObject([
    { id: 2, text: 'Two kites', pictures: [{ message: 2, isSpoiler: true }, { message: 3 }], preview: null },
    { id: 1, text: 'See https://example.com #news', preview: 'https://example.com', isEdited: true },
  ]);
  const shown = await fetch(`${served.url}/files/telegram/3`);
  expect([shown.headers.get('content-type'), Buffer.from(await shown.arrayBuffer())]).toEqual([
    'image/png',
    images[1]?.bytes,
  ]);
  expect((await fetch(`${served.url}/files/telegram/1`)).status).toBe(404);
});

test('is there again after a restart, under another token', async () => {
  const folder = await newFolder();
  const served = await servePlayground(folder);
  const { id } = await connect(served).publish(textOf('Once'), intentAt(), keep);
  const again = await restarted(served, folder);
  expect((await again.view()).telegram.posts).toMatchObject([{ text: 'Once' }]);
  await connect(again).edit?.({ id }, textOf('Twice'));
  expect((await again.view()).telegram.posts).toMatchObject([{ text: 'Twice' }]);
});

test('is where links to it lead', async () => {
  const served = await servePlayground();
  const { url = '' } = await connect(served).publish(textOf('Hello'), intentAt(), keep);
  expect(placeAt(url)).toEqual({ chat: 'telegram', channel: 'acme_news', message: '1' });
});
