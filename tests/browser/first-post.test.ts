/** The first thing that anybody does: a post drafted in Slack, approved in Discord by somebody else, published. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { newFolder, startBot } from './bot.ts';
import { expectAccessible, LAPTOP, openBrowser, openPage, PHONE, picture } from './browser.ts';
import { garden } from './drawing.ts';

const TEXT = 'Our garden is open to everyone this Saturday, 10 to 16. Bring a friend.';
const ALT = 'A small house among hills, with flowers in front';

test('a post is written by form in Slack, approved in Discord, and published at its time', async () => {
  const { address } = await startBot(await newFolder());
  const page = await openPage(await openBrowser(), address);
  await picture(page, 'playground');
  await writePost(page);
  await approve(page);
  await publish(page);
  await expectPublished(page);
});

const slackOf = (page: Page) => page.locator('#pane-slack');
const discordOf = (page: Page) => page.locator('#pane-discord');
const accountOf = (page: Page) => page.locator('#pane-account');

async function writePost(page: Page): Promise<void> {
  const message = slackOf(page).getByRole('textbox', { name: 'Message #social' });
  await message.fill('/post new');
  await message.press('Enter');
  const form = page.getByRole('dialog', { name: 'New post' });
  await form.getByRole('textbox', { name: 'Text', exact: true }).fill(TEXT);
  await form.getByRole('textbox', { name: 'Where to' }).fill('all');
  await form.getByRole('textbox', { name: 'When' }).fill('tomorrow 9:00');
  const file = { name: 'garden.png', mimeType: 'image/png', buffer: await garden() };
  await form.getByLabel('Picture').setInputFiles(file);
  await form.getByRole('textbox', { name: 'Alt text' }).fill(ALT);
  await expectAccessible(page);
  await picture(page, 'form');
  await form.getByRole('button', { name: 'Send for review' }).click();
  await form.waitFor({ state: 'hidden' });
}

async function approve(page: Page): Promise<void> {
  await slackOf(page).getByRole('heading', { name: 'Post 1: in review' }).waitFor();
  const card = discordOf(page).getByRole('article').filter({ hasText: 'Post 1: in review' });
  await card.getByText(TEXT).waitFor();
  await card.getByRole('img', { name: ALT }).waitFor();
  await expectAccessible(page);
  await picture(page, 'in-review');
  await page.setViewportSize(PHONE);
  await page.getByRole('tab', { name: 'Discord' }).click();
  await card.getByRole('button', { name: 'Approve' }).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await picture(page, 'playground-phone');
  await page.setViewportSize(LAPTOP);
  await card.getByRole('button', { name: 'Approve' }).click();
  await slackOf(page).getByRole('heading', { name: 'Post 1: scheduled' }).waitFor();
  await discordOf(page).getByRole('heading', { name: 'Post 1: scheduled' }).waitFor();
  await accountOf(page).getByText('tomorrow 09:00').waitFor();
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next due: tomorrow 09:00' }).click();
  await slackOf(page).getByRole('heading', { name: 'Post 1: published' }).waitFor();
  await discordOf(page).getByRole('heading', { name: 'Post 1: published' }).waitFor();
}

async function expectPublished(page: Page): Promise<void> {
  const post = accountOf(page).getByRole('article');
  await post.getByText(TEXT).waitFor();
  const shown = post.getByRole('img', { name: ALT });
  await shown.waitFor();
  expect(
    await shown.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth),
  ).toBeGreaterThan(0);
  await accountOf(page).getByText('1 in Slack, 1 in Discord').waitFor();
  expect(await slackOf(page).getByRole('link', { name: 'open it' }).count()).toBe(3);
  expect(await discordOf(page).getByRole('link', { name: 'open it' }).count()).toBe(3);
  await page.getByText('It is out, on the web').waitFor();
  await expectAccessible(page);
  await picture(page, 'first-post');
  await discordOf(page).getByRole('link', { name: 'open it' }).nth(1).click();
  await discordOf(page).getByRole('log', { name: 'Messages in # announcements' }).getByText(TEXT).waitFor();
}
