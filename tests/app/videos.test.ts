/** A video from a person's hand to a network: taken in as it comes, told for what it is, and given on as it was approved. */
import { createHash } from 'node:crypto';
import { lookup } from 'node:dns';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { reading } from '../../commands/post/reading.ts';
import { page } from '../../pages/video.ts';
import type { App } from '../../src/app/app.ts';
import { eraseVideos } from '../../src/app/erasing-videos.ts';
import { actionsOf } from '../../src/app/posts/cards/post-states.ts';
import type { PostView } from '../../src/app/posts/cards/post-view.ts';
import { keepPictures } from '../../src/app/posts/drafting/picturing.ts';
import { messagesFor } from '../../src/app/posts/preflight/message.ts';
import { createMediaFinder, publicMediaBy } from '../../src/app/public-media.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { render as discord } from '../../src/chat/discord/render.ts';
import type { UploadedFile } from '../../src/chat/option.ts';
import { render as slack } from '../../src/chat/slack/render.ts';
import { createLog } from '../../src/kit/log.ts';
import { type Content, contentHash } from '../../src/posts/content.ts';
import { emptyInput, type InputMedia } from '../../src/posts/input.ts';
import { folderBlobs } from '../../src/store/blob-folder.ts';
import * as peopleStore from '../../src/store/people.ts';
import * as posts from '../../src/store/posts.ts';
import * as videos from '../../src/store/videos.ts';
import type { AskedMedia } from '../../src/web/media-links.ts';
import { createPageLinks } from '../../src/web/page-links.ts';
import { createPages } from '../../src/web/pages.ts';
import { failureOf } from '../contract/networks.calls.ts';
import { HELLO } from '../contract/store-rig.ts';
import { box, mp4 } from '../media/making-mp4.ts';
import { picture } from '../networks/servers/outside.ts';
import { useEmbedded } from '../store/opened.ts';

const log = createLog('silent');
const MOST = 400_000;
let folder = '';
const opened = useEmbedded('videos');
let app: App;

beforeEach(async () => {
  folder = await mkdtemp(join(opened.dataDir, 'kept-'));
  app = {
    ...{ database: opened.database, blobs: folderBlobs(folder), log },
    team: { publishing: { grace: 0, largestVideo: MOST } },
    internet: { closed: () => false, lookup },
  } as unknown as App;
});

function file(name: string, contentType: string, bytes: Buffer, size = bytes.length): UploadedFile {
  return {
    ...{ name, contentType, size },
    fetch: async () => bytes,
    async *stream() {
      for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
    },
  };
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const film = mp4({ media: 300_000, width: 1_920, height: 1_080, duration: 62_000 });
const SHAPE = { width: 1_920, height: 1_080, duration: 62_000, size: film.length };
/** All of it is one piece. */
const FACTS = { ...SHAPE, piecesHash: hashOf(Buffer.from(hashOf(film), 'hex')) };

async function messageOf(media: InputMedia[]) {
  const content: Content = { ...HELLO, media };
  const [message] = await messagesFor(app, content, 'web', []);
  return message;
}

async function given(pieces: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces ?? []) all.push(piece);
  return Buffer.concat(all);
}

test('an MP4 is kept as it came, and goes to a network byte by byte', async () => {
  const kept = await keepPictures(app, [file('kites.mp4', 'video/mp4', film)], 'Two kites');
  expect(kept).toEqual({
    media: [{ hash: hashOf(film), alt: 'Two kites', name: 'kites.mp4', video: FACTS }],
    missing: [],
  });
  const message = await messageOf(kept.media);
  expect(message).toMatchObject({
    images: [],
    video: { ...SHAPE, alt: 'Two kites', contentType: 'video/mp4' },
  });
  expect(hashOf(await given(message?.video?.pieces(0, 65_536)))).toBe(hashOf(film));
  expect(hashOf(await given(message?.video?.pieces(100_000, 65_536)))).toBe(hashOf(film.subarray(100_000)));
});

test('an address may lead to a video or to a picture, and how it begins says which', async () => {
  const server = createServer((request, response) => {
    response.end(request.url === '/film' ? film : picture('').bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [video, image] = [
    await keepPictures(app, `${base}/film`, ''),
    await keepPictures(app, `${base}/photo`, ''),
  ];
  server.close();
  expect(video).toEqual({
    media: [{ hash: hashOf(film), alt: '', name: `${base}/film`, video: FACTS }],
    missing: [],
  });
  expect(image.missing).toEqual([]);
  expect(image.media).toEqual([{ hash: expect.any(String), alt: '', name: `${base}/photo` }]);
});

test('videos that are slow, and those that wait for their turn, keep no picture waiting', async () => {
  const release = new AbortController();
  const server = createServer((_request, response) => {
    response.write(film.subarray(0, 20_000));
    const rest = () => response.end(film.subarray(20_000));
    if (release.signal.aborted) rest();
    else release.signal.addEventListener('abort', rest);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const slow = Promise.all([1, 2, 3, 4].map((one) => keepPictures(app, `${base}/${one}`, '')));
  const photo = file('b.png', 'image/png', Buffer.from(picture('').bytes));
  expect((await keepPictures(app, [photo], '')).missing).toEqual([]);
  release.abort();
  expect((await slow).map(({ media, missing }) => [media[0]?.hash, missing])).toEqual(
    [1, 2, 3, 4].map(() => [hashOf(film), []]),
  );
  server.close();
});

test.each([
  [
    'that is too large by what the chat says',
    file('a.mp4', 'video/mp4', film, MOST + 1),
    'media.video.max_bytes',
  ],
  [
    'that is larger than the chat says',
    file('a.mp4', 'video/mp4', mp4({ media: MOST }), 9),
    'media.video.max_bytes',
  ],
  ['of a phone', file('a.mov', 'video/quicktime', mp4({ brand: 'qt  ' })), 'media.video.unreadable'],
  ['that is cut off', file('a.mp4', 'video/mp4', film.subarray(0, 200_000)), 'media.video.unreadable'],
  ['that is none', file('a.mp4', 'video/mp4', Buffer.from('hello')), 'media.video.unreadable'],
])('a video %s is told with its remedy, and nothing of it is kept', async (_what, one, id) => {
  const { media, missing } = await keepPictures(app, [one], '');
  expect(media).toEqual([]);
  expect(missing).toEqual([
    {
      id,
      level: 'error',
      field: 'media',
      message: expect.stringContaining('"a.m'),
      remedy: expect.any(String),
    },
  ]);
  expect(await readdir(folder)).toEqual([]);
});

test('one that cannot be read any more, and that a post may name, stays kept when it is given again', async () => {
  const bytes = film.subarray(0, 200_000);
  const blob = await app.blobs?.take(
    (async function* () {
      yield bytes;
    })(),
  );
  expect(blob?.hash).toBe(hashOf(bytes));
  const facts = { ...{ width: 9, height: 9, duration: 1_000 }, size: bytes.length, tellsPlace: false };
  const known = { ...facts, hash: hashOf(bytes), contentType: 'video/mp4', pieceHashes: null };
  await videos.keep(opened.database, known);
  const { missing } = await keepPictures(app, [file('a.mp4', 'video/mp4', bytes)], '');
  expect(missing.map(({ id }) => id)).toEqual(['media.video.unreadable']);
  expect(await readdir(folder)).toEqual([hashOf(bytes)]);
});

test('a correction needs no more of a video than what was known of it, though it is erased by now', async () => {
  const { media } = await keepPictures(app, [file('a.mp4', 'video/mp4', film)], 'Two kites');
  await opened.database.execute(sql`delete from videos`);
  expect((await failureOf(messageOf(media))).message).toContain('not kept any more');
  const content: Content = { ...HELLO, media, corrects: 1 };
  const [message] = await messagesFor(app, content, 'web', []);
  expect(message?.video).toMatchObject({ ...SHAPE, alt: 'Two kites', contentType: 'video/mp4' });
  await expect(given(message?.video?.pieces(0, 65_536))).rejects.toMatchObject({ reason: 'refused' });
});

const still = (seed: number) => file(`${seed}.png`, 'image/png', Buffer.from(picture('', seed).bytes));

test('one picture beside a video goes to networks as its cover, and never as a picture', async () => {
  for (const both of [
    [file('a.mp4', 'video/mp4', film), still(1)],
    [still(1), file('a.mp4', 'video/mp4', film)],
  ]) {
    const { media, missing } = await keepPictures(app, both, '');
    expect(missing).toEqual([]);
    const message = await messageOf(media);
    expect([message?.images, message?.video?.hash]).toEqual([[], hashOf(film)]);
    expect(hashOf(message?.cover?.bytes ?? Buffer.alloc(0))).toBe(media.find(({ video }) => !video)?.hash);
  }
});

test('a video stands beside no second video, and beside no more than one picture', async () => {
  const one = file('a.mp4', 'video/mp4', film);
  for (const more of [
    [one, still(1), still(2)],
    [one, file('b.mp4', 'video/mp4', film)],
  ])
    expect((await keepPictures(app, more, '')).missing.map(({ id }) => id)).toEqual(['media.video.alone']);
});

test('a video that says where it was taken is known to', async () => {
  const told = mp4({ more: [box('udta', box('\xa9xyz', Buffer.from('+55.6+012.5/')))] });
  const { media } = await keepPictures(app, [file('a.mp4', 'video/mp4', told)], '');
  expect(media[0]?.video?.tellsPlace).toBe(true);
  expect((await messageOf(media))?.video?.tellsPlace).toBe(true);
});

test('of a piece that another stands in for since nothing is given on', async () => {
  const { media } = await keepPictures(app, [file('a.mp4', 'video/mp4', film)], '');
  const other = Buffer.from(film);
  other.fill(9, 5_000, 6_000);
  await writeFile(join(folder, hashOf(film)), other);
  const message = await messageOf(media);
  let came = 0;
  const reading = (async () => {
    for await (const piece of message?.video?.pieces(0, 65_536) ?? []) came += piece.byteLength;
  })();
  await expect(reading).rejects.toMatchObject({
    reason: 'refused',
    message: expect.stringContaining('changed'),
  });
  expect(came).toBe(0);
});

test('a network that fetches a video gets any range of what was approved, and nothing of what stands in for it since', async () => {
  const kept = await keepPictures(app, [file('kites.mp4', 'video/mp4', film)], '');
  const message = await messageOf(kept.media);
  const links: AskedMedia[] = [];
  const linkTo = (asked: AskedMedia) => `https://bot.example/media/${links.push(asked)}`;
  if (!message?.video) throw new Error('It has no video.');
  await publicMediaBy({ linkTo }, 'https://bot.example').addressOfVideo(message.video);
  const [asked] = links;
  if (!asked) throw new Error('It has no address.');
  const served = await createMediaFinder({ ...app, log })(asked);
  expect(served).toMatchObject({ contentType: 'video/mp4', size: film.length });
  const range = (from: number, to: number) => given(served?.read(from, to) as AsyncIterable<Uint8Array>);
  expect(await range(0, film.length)).toEqual(film);
  expect(await range(150_001, 260_002)).toEqual(film.subarray(150_001, 260_002));
  const [name = ''] = await readdir(folder);
  await writeFile(join(folder, name), Buffer.alloc(film.length, 1));
  await expect(range(0, film.length)).rejects.toThrow('not the bytes that were taken in');
  expect(
    await createMediaFinder({ ...app, log })({ ...asked, hash: hashOf(Buffer.from('x')) }),
  ).toBeUndefined();
});

test('a video of before pieces had hashes has no address: it is asked for anew', async () => {
  const { addressOfVideo } = publicMediaBy({ linkTo: () => '' }, 'https://bot.example');
  const error = await failureOf(addressOfVideo({ hash: hashOf(film) }));
  expect([error.reason, error.remedy]).toEqual(['refused', expect.stringContaining('add the video again')]);
});

test('whoever presses on the card of a post with a video sees it, by a link of their own', async () => {
  const { media } = await keepPictures(app, [file('a.mp4', 'video/mp4', film)], 'Two kites');
  const author = await peopleStore.enrol(opened.database, { slack: 'U1' }, { name: 'Ada' });
  const { id: postId } = await posts.insert(opened.database, author, { ...emptyInput, media });
  const content = { ...HELLO, media };
  await posts.addRevision(opened.database, { ...{ postId, revision: 1, content }, personId: author });
  const links = createPageLinks({ key: new Uint8Array(32), now: Date.now, base: () => 'http://127.0.0.1' });
  app.pages = links;
  const view = {
    post: { id: postId, revision: 1 },
    state: 'published',
    deliveries: [],
    revision: { revision: 1, content },
  };
  const button = actionsOf(view as unknown as PostView).find(({ label }) => label === 'Watch the video');
  const press = { id: button?.kind === 'button' ? button.id : '', person: { id: author } };
  const watching = reading.find(({ action }) => action === 'post.watch');
  const shown = (await watching?.press(press as unknown as Press, app)) as Card;
  const url = shown.actions.flatMap((one) => (one.kind === 'link' ? [one.url] : []))[0] ?? '';
  const rendered = [slack(shown).blocks, discord(shown, { fileName: () => 'x.mp4' }).body];
  for (const one of rendered) expect(JSON.stringify(one)).toContain(url);
  expect(links.read(new URL(url).searchParams.get('link') ?? '')?.personId).toBe(author);
  const site = createPages({
    ...{ app, links, log, pages: async () => [page] },
    who: async (id) => ({ ...{ id, name: 'Ada', timeZone: 'UTC', identities: {} }, roles: ['author'] }),
  });
  const opens = await site.request(url);
  const words = await opens.text();
  expect(words).toContain(hashOf(film));
  expect(words).toContain('Two kites');
  const source = (/<video [^>]*src="([^"]+)"/.exec(words)?.[1] ?? '').replaceAll('&amp;', '&');
  const part = await site.request(source, { headers: { range: 'bytes=1000-250000' } });
  expect(part.status).toBe(206);
  expect(hashOf(Buffer.from(await part.arrayBuffer()))).toBe(hashOf(film.subarray(1_000, 250_001)));
  await app.blobs?.remove(hashOf(film));
  expect((await site.request(url)).status).toBe(404);
});

test('a video is erased with its bytes when it is a week old and nothing names it', async () => {
  const kept = async (media: number) => {
    const bytes = mp4({ media });
    const taken = await keepPictures(app, [file('a.mp4', 'video/mp4', bytes)], '');
    return { hash: hashOf(bytes), media: taken.media };
  };
  const [named, unnamed] = [await kept(1_000), await kept(2_000)];
  const author = await peopleStore.enrol(opened.database, { slack: 'U2' }, { name: 'Ben' });
  await posts.insert(opened.database, author, { ...emptyInput, media: named.media });
  const fresh = await kept(3_000);
  await opened.database.execute(
    sql`update videos set created_at = now() - interval '8 days' where hash in (${named.hash}, ${unnamed.hash})`,
  );
  await eraseVideos(app);
  expect((await readdir(folder)).sort()).toEqual([named.hash, fresh.hash].sort());
  expect(await videos.find(opened.database, unnamed.hash)).toBeUndefined();
});

test('what is known of a video is part of what is approved', () => {
  const use = { hash: hashOf(film), alt: '', video: FACTS };
  const hashes = [
    { ...use },
    { hash: use.hash, alt: '' },
    { ...use, video: { ...FACTS, duration: 1 } },
    { ...use, video: { ...FACTS, piecesHash: hashOf(Buffer.from('others')) } },
    { ...use, video: SHAPE },
  ].map((one) => contentHash({ ...HELLO, media: [one] }));
  expect(new Set(hashes).size).toBe(5);
});
