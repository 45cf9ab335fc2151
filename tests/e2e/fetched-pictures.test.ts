/** Networks that fetch pictures themselves: from the press to the picture that they fetched from our own web server. */
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { startInstagram } from '../networks/servers/instagram.ts';
import { startThreads } from '../networks/servers/threads.ts';
import { card, known } from './seat.ts';
import { openStage } from './stage.ts';
import { TEAM } from './town.ts';

const [threads, insta] = [await startThreads(), await startInstagram()];
afterAll(() => Promise.all([threads.stop(), insta.stop()]));

const TARGETS = `targets:
  threads:
    network: threads
    title: Acme on Threads
    access_token: ${threads.account.access_token}
    api_url: ${threads.account.api_url}
  insta:
    network: instagram
    title: Acme on Instagram
    access_token: ${insta.account.access_token}
    api_url: ${insta.account.api_url}
`;
const { world, ada, ben } = await openStage(TEAM.replace(/^targets:\n/m, TARGETS));

test('a picture is fetched at our address, as each takes it, and a post that is not ready is followed up', async () => {
  const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  // Threads works on it for as long as the test says; its clock is the system's.
  threads.threads.options = { processing: 3_600_000 };
  const besides = known(ada);
  await ada.command('post new');
  await ada.form();
  const media = { name: 'a.png', bytes };
  await ada.submit({ text: 'Fetched', to: 'threads, insta', media, alt: 'Red' });
  const told = await ada.sees(/Post \d+ is in review/, { isPrivate: true, besides });
  const post = Number(/Post (\d+)/.exec(told.words)?.[1]);
  await ben.press(await card(ben, post, 'in review', 'Fetched'), 'post.approve');
  await card(ada, post, 'publishing', 'Acme on Threads: being worked on.');
  await threads.threads.finish();
  await world.pass(60_000);
  await card(ada, post, 'published');
  expect(threads.threads.posts().map(({ pictures }) => pictures)).toMatchObject([
    [{ alt: 'Red', type: 'image/png', bytes: new Uint8Array(bytes) }],
  ]);
  expect(insta.instagram.posts().map(({ pictures }) => pictures)).toMatchObject([
    [{ alt: 'Red', type: 'image/jpeg', width: 40, height: 40 }],
  ]);
  const [picture] = threads.threads.posts().flatMap(({ pictures }) => pictures);
  expect(picture?.address.startsWith(`${world.address()}/media/`)).toBe(true);
});
