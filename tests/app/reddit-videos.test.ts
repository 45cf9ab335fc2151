/** A video with its cover, from a person's hand to Reddit and back: its answer has no id, and the post is shown later on. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Account } from '../../src/app/accounts.ts';
import type { App } from '../../src/app/app.ts';
import { createDeliverer } from '../../src/app/deliveries/deliverer.ts';
import { keepPictures } from '../../src/app/posts/drafting/picturing.ts';
import type { UploadedFile } from '../../src/chat/option.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { network } from '../../src/networks/reddit/index.ts';
import { folderBlobs } from '../../src/store/blob-folder.ts';
import * as people from '../../src/store/people.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { createRig, HELLO } from '../contract/store-rig.ts';
import { mp4 } from '../media/making-mp4.ts';
import { outside, picture } from '../networks/servers/outside.ts';
import { startReddit } from '../networks/servers/reddit.ts';
import { useEmbedded } from '../store/opened.ts';

const MINUTE = 60_000;
const log = createLog('silent');
const opened = useEmbedded('reddit-videos');
let clock: MovableClock;
let far: Awaited<ReturnType<typeof startReddit>>;

beforeEach(() => {
  clock = new MovableClock();
});
afterEach(() => far.stop());

function file(name: string, contentType: string, bytes: Buffer): UploadedFile {
  return {
    ...{ name, contentType, size: bytes.length, fetch: async () => bytes },
    async *stream() {
      yield bytes;
    },
  };
}

/** Approved and due; `pass` lets time go by, and does what is due then. */
async function approvedVideo() {
  const { database } = opened;
  const blobs = folderBlobs(await mkdtemp(join(opened.dataDir, 'kept-')));
  const app = {
    ...{ database, blobs, log, team: { publishing: { grace: 0, largestVideo: 1_000_000 } } },
  } as unknown as App;
  const given = [
    file('kites.mp4', 'video/mp4', mp4({ media: 300_000, width: 320, height: 180, duration: 8_000 })),
    file('kite.png', 'image/png', Buffer.from(picture('', 1).bytes)),
  ];
  const { media } = await keepPictures(app, given, '');
  const connection = network.connect(network.account.parse(far.account), { ...outside(), clock });
  const account: Account = { target: 'web', title: 'Acme', network, connection };
  const deliverer = createDeliverer({
    ...{ database, blobs, clock, log, grace: () => 120 * MINUTE, changed: () => {}, again: () => {} },
    accounts: { get: () => account, titleOf: (target) => target, close: async () => {} },
    refusedAccount: async () => 'let in',
    obstacle: async () => undefined,
  });
  const [author, approver] = [
    await people.enrol(database, { slack: `U${clock.now()}` }, { name: 'Ada' }),
    await people.enrol(database, { slack: `V${clock.now()}` }, { name: 'Ben' }),
  ];
  const rig = createRig(() => ({ db: database, author, approver }));
  const fields = { web: { community: { value: 'kites' }, title: { value: 'A kite' } } };
  const content = { ...HELLO, text: '', media, fields };
  const { postId } = await rig.approved({ dueAt: clock.now(), content });
  return {
    async pass(milliseconds: number) {
      if (milliseconds > 0) clock.moveTo(clock.now() + milliseconds);
      await deliverer.deliverDue();
      await deliverer.idle();
    },
    delivery: async () => (await postDeliveries.ofPost(database, postId, 1))[0],
    stop: () => deliverer.stop(0),
  };
}

test('it may be live until Reddit shows it, is found then, and was submitted once', async () => {
  far = await startReddit(clock, { processing: 5 * MINUTE });
  const { pass, delivery, stop } = await approvedVideo();
  await pass(0);
  expect((await delivery())?.doubtfulSince).not.toBeNull();
  for (let minutes = 0; minutes < 4; minutes += 1) {
    await pass(MINUTE);
    expect(await delivery()).toMatchObject({ state: 'scheduled', problem: { reason: 'processing' } });
  }
  await pass(2 * MINUTE);
  const [post] = far.reddit.posts();
  expect(await delivery()).toMatchObject({ state: 'sent', published: { id: `t3_${post?.id}` } });
  expect([far.reddit.taken, far.reddit.leases]).toEqual([1, 2]);
  await stop();
});

test('a person is asked after an hour about what Reddit made nothing of, and nothing was sent again', async () => {
  far = await startReddit(clock, { makesNothingOfVideos: true });
  const { pass, delivery, stop } = await approvedVideo();
  await pass(0);
  for (let quarters = 0; quarters < 5; quarters += 1) await pass(15 * MINUTE);
  expect(await delivery()).toMatchObject({ state: 'unknown' });
  expect([far.reddit.taken, far.reddit.leases]).toEqual([1, 2]);
  await stop();
});
