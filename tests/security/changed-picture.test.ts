/** Attack: whoever may write to the database puts other bytes under the name of a picture that was approved. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Account } from '../../src/app/accounts.ts';
import { createDeliverer } from '../../src/app/deliveries/deliverer.ts';
import { shared } from '../../src/assembly/messengers.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { CROSSED_OUT } from '../../src/media/crossed-out.ts';
import { type Picture, readPicture } from '../../src/media/image.ts';
import type { Connection, Message } from '../../src/networks/network.ts';
import * as media from '../../src/store/media.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { found } from '../contract/networks.calls.ts';
import { createRig, HELLO } from '../contract/store-rig.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const log = createLog('silent');
let opened: OpenDatabase;
let dataDir = '';
let author = 0;
let approver = 0;
let approved: Picture;
let other: Picture;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-picture-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
  author = await people.enrol(opened.database, { slack: 'U1' }, { name: 'Ada' });
  approver = await people.enrol(opened.database, { slack: 'U2' }, { name: 'Ben' });
  approved = await readPicture(await plain('green'), 'green.png');
  other = await readPicture(await plain('red'), 'red.png');
});
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyPosts(opened.database);
  await media.keep(opened.database, approved);
});

function plain(background: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
}

async function swap(): Promise<void> {
  await opened.database.execute(
    sql`update media set bytes = ${Buffer.from(other.bytes)} where hash = ${approved.hash}`,
  );
}

/** Delivers one approved post with the picture; tells what the network got and what became of the post. */
async function deliver() {
  const { database } = opened;
  const clock = new MovableClock();
  const sent: Message[] = [];
  const connection = {
    identify: async () => ({ handle: 'h' }),
    limits: async () => ({ text: [], textOptional: true }),
    remove: async () => {},
    publish: async (message: Message) => {
      sent.push(message);
      return { id: 'p1', url: 'https://example.org/p1' };
    },
  } satisfies Connection;
  const account: Account = { target: 'web', title: 'M', network: found('mastodon'), connection };
  const deliverer = createDeliverer({
    ...{ database, clock, log, grace: () => 3_600_000, changed: () => {}, again: () => {} },
    accounts: { get: () => account, titleOf: (target) => target, close: async () => {} },
    refusedAccount: async () => 'let in',
    obstacle: async () => undefined,
  });
  const rig = createRig(() => ({ db: database, author, approver }));
  const content = { ...HELLO, media: [{ hash: approved.hash, alt: 'Green' }] };
  const { postId } = await rig.approved({ dueAt: clock.now(), content });
  await deliverer.deliverDue();
  await deliverer.idle();
  await deliverer.stop(0);
  return { sent, deliveries: await postDeliveries.ofPost(database, postId, 1) };
}

test('bytes that were changed after the approval are not sent, and it is told', async () => {
  await swap();
  const { sent, deliveries } = await deliver();
  expect(sent).toEqual([]);
  expect(deliveries).toMatchObject([
    { state: 'failed', problem: { message: expect.stringContaining('was changed in the database') } },
  ]);
});

test('the picture that was approved is sent', async () => {
  const { sent, deliveries } = await deliver();
  expect(sent.map(({ images }) => Buffer.compare(images[0]?.bytes ?? Buffer.of(), approved.bytes))).toEqual([
    0,
  ]);
  expect(deliveries).toMatchObject([{ state: 'sent' }]);
});

test('a card never shows other bytes than those that would be sent', async () => {
  await swap();
  const around = { database: opened.database, clock: new MovableClock(), log } as Parameters<
    typeof shared
  >[0];
  const { bytes } = await shared(around).media(approved.hash);
  expect(Buffer.compare(bytes, CROSSED_OUT)).toBe(0);
});

test('a picture that is given anew puts right what stands under its name', async () => {
  await swap();
  await media.keep(opened.database, approved);
  const kept = await media.find(opened.database, approved.hash);
  expect(Buffer.compare(kept?.bytes ?? Buffer.of(), approved.bytes)).toBe(0);
});
