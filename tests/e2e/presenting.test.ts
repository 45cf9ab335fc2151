/** How a post is shown, and the card of its link: on the review card, chosen there, approved, and sent as approved. */
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { TestMastodon } from '../networks/servers/mastodon.ts';
import { TestPds } from '../networks/servers/pds.ts';
import { card, draft } from './seat.ts';
import { openStage } from './stage.ts';
import { TEAM } from './town.ts';

const [sky, mast] = [await new TestPds().start(), await new TestMastodon().start()];
afterAll(() => Promise.all([sky.stop(), mast.stop()]));

const TARGETS = `targets:
  sky:
    network: bluesky
    title: Acme on Bluesky
    service: ${sky.account.service}
    identifier: ${sky.account.identifier}
    password: ${sky.account.password}
    languages: [da]
  mast:
    network: mastodon
    title: Acme on Mastodon
    url: ${mast.account.url}
    access_token: ${mast.account.access_token}
    visibility: unlisted
`;
const { world, ada, ben } = await openStage(TEAM.replace(/^targets:\n/m, TARGETS));

const kite = await sharp({ create: { width: 60, height: 30, channels: 3, background: 'red' } })
  .png()
  .toBuffer();
const page = (title: string) =>
  `<title>${title}</title><meta name="description" content="It flies"><meta property="og:image" content="/kite.png">`;

function publishPage(title: string, path = '/kite'): string {
  world.pages.answers(path, 200, { 'content-type': 'text/html' }, page(title));
  world.pages.answers('/kite.png', 200, {}, kite);
  return world.pages.address(path);
}

test('a link card stands on the review card and goes out as it was approved, whatever the page says then', async () => {
  const link = publishPage('The kite is here');
  const post = await draft(ada, { text: `Look: ${link}`, to: 'sky, mast' });
  const asked = await card(
    ben,
    post,
    'in review',
    'Link card at Acme on Bluesky',
    'The kite is here',
    'It flies',
  );
  expect(asked.pictures).toHaveLength(1);
  publishPage('Something else by now');
  await ben.press(asked, 'post.approve');
  await card(ada, post, 'published');
  expect([...sky.records.values()].at(-1)).toMatchObject({
    langs: ['da'],
    embed: {
      external: {
        uri: link,
        title: 'The kite is here',
        description: 'It flies',
        thumb: { mimeType: 'image/jpeg' },
      },
    },
  });
  expect(mast.statuses.at(-1)).toMatchObject({ text: `Look: ${link}`, visibility: 'unlisted' });
});

test('it is taken away on the review card, which is approved anew, and comes back so', async () => {
  const link = publishPage('A second kite', '/second');
  const post = await draft(ada, { text: `See ${link}`, to: 'sky' });
  const shown = await card(ada, post, 'in review', 'A second kite');
  await ada.press(shown, 'post.link-card');
  const without = await card(ada, post, 'in review', /^(?![\s\S]*Link card at)[\s\S]*$/);
  await ben.press(without, 'post.approve');
  await card(ada, post, 'published');
  expect([...sky.records.values()].at(-1)?.embed).toBeUndefined();
  const again = await draft(ada, { text: `Once more ${link}`, to: 'sky', card: 'none' });
  const bare = await card(ada, again, 'in review', 'Once more');
  await ada.press(bare, 'post.link-card');
  await card(ben, again, 'in review', 'Link card at Acme on Bluesky', 'A second kite');
});

test('a page that cannot be read is a warning, and the link goes out alone', async () => {
  world.pages.answers('/gone', 404);
  const post = await draft(ada, { text: `See ${world.pages.address('/gone')}`, to: 'sky' });
  await card(ben, post, 'in review', 'gets no card', '404');
});

test('what an author says goes before what the account has, and is told where it cannot be', async () => {
  const post = await draft(ada, {
    ...{
      text: 'The end',
      to: 'mast, slack-news',
      language: 'en',
      warning: 'Spoilers',
      visibility: 'private',
    },
  });
  const asked = await card(
    ben,
    post,
    'in review',
    'Acme on Mastodon: content warning "Spoilers"; seen by: followers (private); language en',
    'Slack #news shows no content warning before a post.',
  );
  await ben.press(asked, 'post.approve');
  await card(ada, post, 'published');
  expect(mast.statuses.at(-1)).toMatchObject({ spoiler: 'Spoilers', visibility: 'private', language: 'en' });
});
