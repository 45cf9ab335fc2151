import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import type { Internet } from '../../src/media/internet.ts';
import { publicInternet } from '../../src/media/internet.ts';
import { createLinkCards } from '../../src/media/link-cards.ts';

const HERE: Internet = { ...publicInternet, closed: (ip) => ip !== '127.0.0.1' };
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const PAGE =
  '<title>The kite</title><meta name="description" content="It flies"><meta property="og:image" content="kite.png">';

test('a link gets the title, the description and the picture of its page, asked once', async () => {
  const kite = await sharp({ create: { width: 2400, height: 1200, channels: 4, background: '#ff000080' } })
    .png()
    .toBuffer();
  const { url, asked } = await serve((request, response) => {
    if (request.url === '/short') return response.writeHead(302, { location: '/deep/page' }).end();
    if (request.url === '/deep/page')
      return response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    response.end(kite);
  });
  const cards = createLinkCards({ clock: new MovableClock(), internet: HERE });
  const found = await cards.ask([`${url}/short`]);
  expect(found.get(`${url}/short`)).toMatchObject({
    title: 'The kite',
    description: 'It flies',
    picture: { contentType: 'image/jpeg', width: 1200, height: 600 },
  });
  await cards.ask([`${url}/short`]);
  expect(asked).toEqual(['/short', '/deep/page', '/deep/kite.png']);
});

test('a card whose picture cannot be had is one without', async () => {
  const { url } = await serve((request, response) =>
    request.url === '/page' ? response.end(PAGE) : response.writeHead(404).end(),
  );
  const found = await createLinkCards({ clock: new MovableClock(), internet: HERE }).ask([`${url}/page`]);
  expect(found.get(`${url}/page`)).toEqual({ title: 'The kite', description: 'It flies' });
});

test('a very long page is read as far as its head', async () => {
  const { url } = await serve((_, response) => {
    response.write(PAGE.replace('og:image', 'nothing'));
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(100_000)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  const found = await createLinkCards({ clock: new MovableClock(), internet: HERE }).ask([url]);
  expect(found.get(url)).toMatchObject({ title: 'The kite' });
});

test.each<[string, RequestListener, RegExp]>([
  ['is not there', (_, response) => response.writeHead(404).end(), /404/],
  [
    'is no page',
    (_, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
    /no page/,
  ],
  ['has no title', (_, response) => response.end('<p>hello</p>'), /no title/],
  ['is silent', () => {}, /in time/],
])('a page that %s gives no card, and says why; it is asked again', async (_, answer, reason) => {
  const { url, asked } = await serve(answer);
  const cards = createLinkCards({ clock: new MovableClock(), internet: HERE, patience: 200 });
  expect((await cards.ask([url])).get(url)).toEqual({ reason: expect.stringMatching(reason) });
  if (String(reason).includes('time')) return;
  await cards.ask([url]);
  expect(asked).toHaveLength(2);
});

test('nothing private is asked, neither the page nor its picture', async () => {
  const inner = await serve((_, response) => response.end('inside'));
  const port = new URL(inner.url).port;
  const { url } = await serve((request, response) =>
    request.url === '/page'
      ? response.end(`<title>Out</title><meta property="og:image" content="http://127.0.0.2:${port}/x.png">`)
      : response.writeHead(302, { location: `http://127.0.0.2:${port}/` }).end(),
  );
  const found = await createLinkCards({ clock: new MovableClock(), internet: HERE }).ask([
    `${url}/page`,
    `${url}/in`,
  ]);
  expect(found.get(`${url}/page`)).toEqual({ title: 'Out', description: '' });
  expect(found.get(`${url}/in`)).toEqual({ reason: expect.stringContaining('private network') });
  expect(inner.asked).toEqual([]);
});
