/** What people write under a channel's videos, as a source of listening. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/youtube/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { outside } from '../servers/outside.ts';
import { ACME, APP, BEN, refusal, SCOPES, startYouTube } from '../servers/youtube.ts';

const MINUTE = 60_000;
let clock: MovableClock;
let far: Awaited<ReturnType<typeof startYouTube>>;
let video = '';

beforeEach(async () => {
  clock = new MovableClock();
  far = await startYouTube(clock);
  video = far.youtube.putUp(ACME, { title: 'Kites', description: '' }, 'public');
});
afterEach(() => far.stop());

function sourceOf(account: Record<string, unknown> = {}) {
  const settings = network.account.parse({ ...far.account, ...account });
  const { source } = network.connect(settings, { ...outside(), clock });
  if (!source) throw new Error('It has none.');
  return source;
}

const later = (by = MINUTE) => clock.moveTo(clock.now() + by);

it('tells what came since, oldest first, and nothing of before', async () => {
  far.youtube.comment(video, 'Long ago');
  const source = sourceOf();
  const begun = await source.read(undefined);
  expect(begun.items).toEqual([]);
  later();
  far.youtube.comment(video, 'Where is\nmy <kite> & string?');
  later();
  far.youtube.comment(video, 'Mine too');
  const { items, gap } = await source.read(begun.cursor);
  expect(items.map(({ text }) => text)).toEqual(['Where is\nmy <kite> & string?', 'Mine too']);
  expect(gap).toBeUndefined();
});

it('says who wrote, where it stands, and what it answers', async () => {
  const source = sourceOf();
  const begun = await source.read(undefined);
  const first = far.youtube.comment(video, 'Nice');
  later();
  const answer = far.youtube.comment(video, 'Very', { parent: first, editedAt: clock.now() + 5_000 });
  const author = {
    ...{ id: 'UCkimkimkimkimkimkimkim0', name: '@kim', handle: '@kim' },
    url: 'https://www.youtube.com/@kim',
  };
  expect((await source.read(begun.cursor)).items).toEqual([
    {
      ...{ id: first, kind: 'reply', text: 'Nice', audience: 'public', author, thread: first },
      ...{ at: expect.any(Number), inReplyTo: video },
      url: `https://www.youtube.com/watch?v=${video}&lc=${first}`,
    },
    {
      ...{ id: answer, kind: 'reply', text: 'Very', audience: 'public', author, thread: first },
      ...{ at: expect.any(Number), editedAt: expect.any(Number), inReplyTo: first },
      url: `https://www.youtube.com/watch?v=${video}&lc=${answer}`,
    },
  ]);
});

it('skips nothing that is listed late, also right after it began', async () => {
  far.youtube.comment(video, 'Long ago');
  later();
  const source = sourceOf();
  let { cursor } = await source.read(undefined);
  later(10 * MINUTE);
  far.youtube.comment(video, 'New');
  ({ cursor } = await source.read(cursor));
  far.youtube.comment(video, 'Held up', { at: clock.now() - MINUTE });
  expect((await source.read(cursor)).items.map(({ text }) => text)).toEqual(['Held up', 'New']);
});

it('tells of answers in threads of before, also of more than a thread shows, and asks for them once', async () => {
  const first = far.youtube.comment(video, 'Long ago');
  const source = sourceOf();
  const begun = await source.read(undefined);
  later(10 * MINUTE);
  // The first five stand in the thread by themselves: those that were written last.
  for (let count = 1; count <= 7; count += 1)
    far.youtube.comment(video, String(count), { parent: first, at: clock.now() + count });
  const read = await source.read(begun.cursor);
  expect(read.items.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  const { units } = far.youtube.spent;
  await source.read(read.cursor);
  expect(far.youtube.spent.units - units).toBe(1);
});

it('reads all answers in a thread, also more than a hundred, in whatever order they are told', async () => {
  const source = sourceOf();
  const begun = await source.read(undefined);
  const first = far.youtube.comment(video, 'Where?');
  const from = clock.now();
  for (let count = 1; count <= 250; count += 1)
    far.youtube.comment(video, String(count), { parent: first, at: from + count });
  const read = await source.read(begun.cursor);
  expect([read.items.length, read.gap]).toEqual([251, undefined]);
  later();
  far.youtube.comment(video, 'Late', { parent: first, at: from - 1 });
  expect((await source.read(read.cursor)).items.map(({ text }) => text)).toContain('Late');
});

it('tells of a gap where a thread has more new answers than are read at once', async () => {
  const source = sourceOf();
  const begun = await source.read(undefined);
  const first = far.youtube.comment(video, 'Where?');
  const from = Math.ceil(clock.now());
  for (let count = 1; count <= 1_005; count += 1)
    far.youtube.comment(video, String(count), { parent: first, at: from + count });
  expect((await source.read(begun.cursor)).gap?.to).toBe(from + 6);
});

it('reads the answers again that a reading which broke off had seen', async () => {
  const source = sourceOf();
  const begun = await source.read(undefined);
  const one = far.youtube.comment(video, 'One');
  for (let count = 1; count <= 7; count += 1) far.youtube.comment(video, String(count), { parent: one });
  later();
  far.youtube.faults.next('videos.list', { page: 503 });
  expect((await failureOf(source.read(begun.cursor))).reason).toBe('unreachable');
  expect((await source.read(begun.cursor)).items).toHaveLength(8);
});

it('reads the answers again where what was read of them was not stored', async () => {
  const source = sourceOf();
  const begun = await source.read(undefined);
  const one = far.youtube.comment(video, 'One');
  for (let count = 1; count <= 7; count += 1) far.youtube.comment(video, String(count), { parent: one });
  const first = await source.read(begun.cursor);
  expect(first.items).toHaveLength(8);
  expect((await source.read(begun.cursor)).items).toHaveLength(8);
  // What is listed late moves no instant on, and is told until it is stored too.
  for (let count = 1; count <= 7; count += 1)
    far.youtube.comment(video, `Late ${count}`, { parent: one, at: (first.items.at(-1)?.at ?? 0) - count });
  const late = async () =>
    (await source.read(first.cursor)).items.filter(({ text }) => text.startsWith('Late'));
  expect(await late()).toHaveLength(7);
  expect(await late()).toHaveLength(7);
});

it.each(['unlisted', 'private'] as const)(
  'takes what stands under a video that is %s for not public',
  async (privacy) => {
    const source = sourceOf();
    const begun = await source.read(undefined);
    const closed = far.youtube.putUp(ACME, { title: 'For friends', description: '' }, privacy);
    const first = far.youtube.comment(closed, 'Among us');
    far.youtube.comment(closed, 'Yes', { parent: first });
    far.youtube.comment(video, 'To all');
    const { items } = await source.read(begun.cursor);
    expect(items.map(({ text, audience }) => [text, audience]).sort()).toEqual([
      ['Among us', 'followers'],
      ['To all', 'public'],
      ['Yes', 'followers'],
    ]);
  },
);

it('leaves out what the channel says itself, and what is no comment', async () => {
  const source = sourceOf();
  const begun = await source.read(undefined);
  later();
  far.youtube.comment(video, 'We', { author: { id: ACME, name: '@acme' } });
  far.youtube.comment(video, 'Somebody', { author: { id: 'UCx', name: '' } });
  far.youtube.comment(video, 'Kim');
  expect((await source.read(begun.cursor)).items.map(({ text }) => text)).toEqual(['Kim']);
});

it('tells of a gap where more came than is read at once', async () => {
  const source = sourceOf();
  far.youtube.comment(video, 'Long ago');
  const begun = await source.read(undefined);
  later(10 * MINUTE);
  const from = clock.now();
  for (let count = 0; count < 501; count += 1)
    far.youtube.comment(video, String(count), { at: from + count * 1_000 });
  const { items, gap } = await source.read(begun.cursor);
  expect(items).toHaveLength(500);
  expect(gap?.to).toBe(Math.floor(from + 1_000));
});

it('tells which are still there, as they are now', async () => {
  const source = sourceOf();
  const first = far.youtube.comment(video, 'Stays');
  const goes = far.youtube.comment(video, 'Goes');
  const answer = far.youtube.comment(video, 'Answers', { parent: first });
  far.youtube.uncomment(goes);
  expect(await source.lookUp?.([first, goes, answer])).toMatchObject([
    { id: first, text: 'Stays', thread: first },
    { id: answer, text: 'Answers', thread: first, inReplyTo: first },
  ]);
});

it('that may not be read says why', async () => {
  const access_token = far.youtube.issueToken({ user: BEN, app: APP.id, scopes: SCOPES });
  const error = await failureOf(sourceOf({ access_token }).read(undefined));
  expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('has no channel')]);
  far.youtube.faults.next('commentThreads.list', refusal(403, 'quotaExceeded', 'No more.'));
  expect((await failureOf(sourceOf().read(undefined))).reason).toBe('rate_limited');
});

it('tells of a gap until now where nothing of what it is told can be read', async () => {
  const source = sourceOf();
  far.youtube.comment(video, 'Long ago');
  const begun = await source.read(undefined);
  later(10 * MINUTE);
  const kind = 'youtube#commentThreadListResponse';
  const body = { kind, items: [{ kind: 'youtube#commentThread' }], nextPageToken: 'more' };
  for (let pages = 0; pages < 5; pages += 1)
    far.youtube.faults.next('commentThreads.list', { refusal: { status: 200, body } });
  const before = clock.now();
  const { items, gap } = await source.read(begun.cursor);
  expect(items).toEqual([]);
  expect(gap?.to).toBeGreaterThanOrEqual(before);
  expect(gap?.to).toBeLessThanOrEqual(clock.now());
});
