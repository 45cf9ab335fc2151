/** Whoever kills the bot in the middle finds everything as it was. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { newFolder, startBot } from './bot.ts';
import { openBrowser, openPage } from './browser.ts';

const TEXT = 'Our garden is open to everyone this Saturday.';

test('a post that was in review when the bot was killed is approved on its card and published', async () => {
  const folder = await newFolder();
  const bot = await startBot(folder);
  const page = await openPage(await openBrowser(), bot.address);
  await draft(page);
  await bot.kill();
  await startBot(folder, new URL(bot.address).port);
  await page.reload();
  await page.getByText('Step 2 of 3').waitFor();
  const cards = discordOf(page).getByRole('article').filter({ hasText: 'Post 1: in review' });
  await cards.getByRole('button', { name: 'Approve' }).click();
  await slackOf(page).getByRole('heading', { name: 'Post 1: scheduled' }).waitFor();
  await page.getByRole('button', { name: 'Next due: tomorrow 09:00' }).click();
  await discordOf(page).getByRole('heading', { name: 'Post 1: published' }).waitFor();
  await slackOf(page).getByRole('heading', { name: 'Post 1: published' }).waitFor();
  await accountOf(page).getByRole('article').getByText(TEXT).waitFor();
  await page.getByText('It is out, on the web').waitFor();
  for (const pane of [slackOf(page), discordOf(page)])
    expect(await pane.getByRole('heading', { name: 'Post 1:' }).count()).toBe(1);
});

test('a published post is where its links lead after the next kill, and the clock has not gone back', async () => {
  const folder = await newFolder();
  const bot = await startBot(folder);
  const page = await openPage(await openBrowser(), bot.address);
  await draft(page);
  await discordOf(page).getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('button', { name: 'Next due: tomorrow 09:00' }).click();
  await slackOf(page).getByRole('heading', { name: 'Post 1: published' }).waitFor();
  await bot.kill();
  const again = await startBot(folder, new URL(bot.address).port);
  await page.goto(again.address);
  await accountOf(page).getByRole('article').getByText(TEXT).waitFor();
  const links = await slackOf(page).getByRole('link', { name: 'open it' }).all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
  const web = addresses.find((address) => address?.includes('/posts/'));
  expect(await (await fetch(web ?? '')).text()).toContain(TEXT);
  const view = await fetch(`${again.address}/api/view?slack=U0ADA&discord=1100000000000000022`);
  const { now, posts } = (await view.json()) as { now: number; posts: { at: number }[] };
  expect(now).toBeGreaterThanOrEqual(posts[0]?.at ?? Number.NaN);
});

const slackOf = (page: Page) => page.locator('#pane-slack');
const discordOf = (page: Page) => page.locator('#pane-discord');
const accountOf = (page: Page) => page.locator('#pane-account');

/** Until the card is in both chats. */
async function draft(page: Page): Promise<void> {
  const message = slackOf(page).getByRole('textbox', { name: 'Message #social' });
  await message.fill(`/post new text:"${TEXT}" to:all at:"tomorrow 9:00"`);
  await message.press('Enter');
  await slackOf(page).getByRole('heading', { name: 'Post 1: in review' }).waitFor();
  await discordOf(page).getByRole('heading', { name: 'Post 1: in review' }).waitFor();
}
