/** Attack: a member gives small files that unpack to gigabytes, hundreds of addresses, or hundreds of dead links. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { keepPictures } from '../../src/app/posts/drafting/picturing.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { takenIn } from '../../src/media/decoding.ts';
import { readPicture } from '../../src/media/image.ts';
import type { Internet } from '../../src/media/internet.ts';
import { asJpeg } from '../../src/media/jpeg.ts';
import { createLinks } from '../../src/media/links.ts';
import { thumbnailOf } from '../../src/media/thumbnail.ts';

const asked: string[] = [];
const held: ServerResponse[] = [];
let address = '';
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  if (request.url?.startsWith('/dead')) held.push(response);
  else response.end('<html></html>');
});
const open: Internet = {
  closed: () => false,
  lookup: ((_host: string, _options: object, found: (error: null, all: object[]) => void) =>
    found(null, [{ address: '127.0.0.1', family: 4 }])) as unknown as Internet['lookup'],
};

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://pages.example:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const response of held.splice(0)) response.end();
  asked.length = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a small file of very many pixels is refused by its head, with the limit and what was found', async () => {
  const create = { width: 9_999, height: 9_999, channels: 3 as const, background: 'black' };
  const bomb = await sharp({ create }).png({ compressionLevel: 1 }).toBuffer();
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => readPicture(bomb, 'wall.png')));
  for (const one of all)
    expect(one).toMatchObject({
      reason: { findings: [{ id: 'media.max_pixels', message: expect.stringContaining('9999 by 9999') }] },
    });
});

test('pictures are unpacked one after the other', async () => {
  const small = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const create = { width: 4_000, height: 4_000, channels: 3 as const, background: 'black' };
  const large = await sharp({ create }).png({ compressionLevel: 1 }).toBuffer();
  const ended: string[] = [];
  const read = async (name: string, bytes: Buffer) => {
    await readPicture(bytes, name);
    ended.push(name);
  };
  await Promise.all([read('large', large), read('small', small)]);
  expect(ended).toEqual(['large', 'small']);
});

test('the picture of a link’s card waits for them as well; what is sent does not', async () => {
  const small = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  let ended = () => {};
  const read = takenIn(() => new Promise<void>((resolve) => (ended = resolve)));
  let isDrawn = false;
  const drawn = thumbnailOf(small).then(() => {
    isDrawn = true;
  });
  await asJpeg({ bytes: small, contentType: 'image/png' });
  expect(isDrawn).toBe(false);
  ended();
  await Promise.all([read, drawn]);
});

test('of any number of addresses ten are fetched, and the others are told', async () => {
  const team = { publishing: { largestVideo: 1_000_000_000 } };
  const app = { internet: open, log: createLog('silent'), team } as unknown as App;
  const words = Array.from({ length: 60 }, (_, index) => `${address}/${index}.png`).join(' ');
  const { missing } = await keepPictures(app, words, '');
  expect(asked).toHaveLength(10);
  expect(missing.at(-1)).toMatchObject({
    ...{ id: 'media.max_count', message: 'These are 60 pictures; the first 10 were taken.' },
  });
});

test('a post full of dead links holds up nobody else’s', async () => {
  const links = createLinks({
    clock: new MovableClock(),
    internet: open,
    patience: 60_000,
    deadline: 60_000,
  });
  const dead = Array.from({ length: 300 }, (_, index) => `${address}/dead/${index}`);
  const theirs = links.ask(dead);
  const own = await links.ask([`${address}/fine`]);
  expect([...own.values()]).toMatchObject([{ state: 'fine' }]);
  expect(asked.filter((path) => path.startsWith('/dead')).length).toBeLessThanOrEqual(4);
  // The rest of theirs is let go, so that it ends.
  const release = setInterval(() => {
    for (const response of held.splice(0)) response.end();
  }, 5);
  const states = [...(await theirs).values()];
  clearInterval(release);
  expect(states.filter(({ state }) => state === 'unsure')).toHaveLength(270);
});
