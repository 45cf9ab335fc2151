/** A video and pictures for TikTok: who sees them is chosen from what it offers, and the card tells what it makes of them. */
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { mp4 } from '../media/making-mp4.ts';
import { ACME, startTikTok } from '../networks/servers/tiktok.ts';
import { card, known, type Seat } from './seat.ts';
import { openStage } from './stage.ts';
import { TEAM } from './town.ts';

const HOUR = 3_600_000;
const far = await startTikTok();
afterAll(() => far.stop());
beforeEach(() => {
  far.clear();
  far.tiktok.workFor(0);
});

const TARGETS = `targets:
  tiktok:
    network: tiktok
    title: Acme on TikTok
    standing: audited
    access_token: ${far.account.access_token}
    api_url: ${far.account.api_url}
`;
const { world, ada, ben } = await openStage(TEAM.replace(/^targets:\n/m, TARGETS));

/** Its fields are empty still. Answers the post's number. */
async function kept(text: string, media: { name: string; bytes: Buffer }, at = ''): Promise<number> {
  const besides = known(ada);
  await ada.command('post new');
  await ada.form();
  await ada.submit({ text, to: 'tiktok', media, alt: 'A kite', at });
  const wanted = [/Post \d+ is not ready/, 'Acme on TikTok needs the field privacy'];
  const told = await ada.sees(wanted, { besides });
  await ada.press(told, 'post.fields');
  return Number(/Post (\d+)/.exec(told.words)?.[1]);
}

async function approve(by: Seat, post: number, ...words: string[]): Promise<void> {
  await by.press(await card(by, post, 'in review', ...words), 'post.approve');
}

test('a video goes out once, with the choice that was approved, and is sent when TikTok says that it is published', async () => {
  const film = mp4({ media: 300_000, width: 1_080, height: 1_920, duration: 12_000 });
  far.tiktok.workFor(HOUR);
  const post = await kept('Two of them', { name: 'kites.mp4', bytes: film });
  expect(await ada.form()).toMatchObject({ title: 'Fields', values: {} });
  await ada.submit({ privacy: 'MUTUAL_FOLLOW_FRIENDS', no_comments: 'yes' });
  await approve(ben, post, 'privacy: Friends');
  await card(ada, post, 'scheduled', 'It is on its way, and may be live.', /TikTok (has all of|works on) it/);
  far.tiktok.workFor(0);
  await world.pass(60_000);
  await card(ada, post, 'published');
  expect(far.tiktok.posts()).toMatchObject([
    { title: 'Two of them', privacy: 'MUTUAL_FOLLOW_FRIENDS', size: film.length },
  ]);
  expect(far.tiktok.posts()[0]?.switches).toMatchObject({ disable_comment: true });
  expect(far.tiktok.publishes()).toHaveLength(1);
});

test('a picture is fetched at our address as a JPEG', async () => {
  const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const post = await kept('Fetched', { name: 'a.png', bytes });
  await ada.form();
  await ada.submit({ privacy: 'PUBLIC_TO_EVERYONE', title: 'A kite' });
  await approve(ben, post, 'privacy: Public');
  await card(ada, post, 'published');
  expect(far.tiktok.posts()).toMatchObject([
    { kind: 'photo', title: 'A kite', description: 'Fetched', photos: [{ type: 'image/jpeg' }] },
  ]);
});

test('what TikTok does not offer to the account any more when the post is due holds it for a person', async () => {
  const film = mp4({ media: 300_000, width: 1_080, height: 1_920, duration: 12_000 });
  const post = await kept('Late', { name: 'kites.mp4', bytes: film }, 'in 2 hours');
  await ada.form();
  await ada.submit({ privacy: 'PUBLIC_TO_EVERYONE' });
  await approve(ben, post, 'privacy: Public');
  await card(ada, post, 'scheduled');
  far.tiktok.change(ACME, { isPrivate: true });
  await world.pass(2 * HOUR);
  await card(ada, post, 'waits for a decision', 'Acme on TikTok offers no "Public" for privacy');
  expect(far.tiktok.publishes()).toEqual([]);
});
