/** The steps of a first post, as a person takes them in the page. */
import type { Page } from 'playwright-core';
import { expectAccessible, LAPTOP, PHONE } from './browser.ts';
import { garden } from './drawing.ts';

export const TEXT = 'Our garden is open to everyone this Saturday, 10 to 16. Bring a friend.';
export const ALT = 'A small house among hills, with flowers in front';

/** Takes a picture of the page under a name. */
type Keep = (name: string) => Promise<void>;
const nothing: Keep = async () => {};

export const slackOf = (page: Page) => page.locator('#pane-slack');
export const discordOf = (page: Page) => page.locator('#pane-discord');
export const accountOf = (page: Page) => page.locator('#pane-account');

export async function writePost(page: Page, keep: Keep = nothing): Promise<void> {
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
  await keep('form');
  await form.getByRole('button', { name: 'Send for review' }).click();
  await form.waitFor({ state: 'hidden' });
}

export async function approve(page: Page, keep: Keep = nothing): Promise<void> {
  await slackOf(page).getByRole('heading', { name: 'Post 1: in review' }).waitFor();
  const card = discordOf(page).getByRole('article').filter({ hasText: 'Post 1: in review' });
  await card.getByText(TEXT).waitFor();
  await card.getByRole('img', { name: ALT }).waitFor();
  await expectAccessible(page);
  await keep('in-review');
  await page.setViewportSize(PHONE);
  await page.getByRole('tab', { name: 'Discord' }).click();
  await card.getByRole('button', { name: 'Approve' }).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await keep('playground-phone');
  await page.setViewportSize(LAPTOP);
  await card.getByRole('button', { name: 'Approve' }).click();
  await slackOf(page).getByRole('heading', { name: 'Post 1: scheduled' }).waitFor();
  await discordOf(page).getByRole('heading', { name: 'Post 1: scheduled' }).waitFor();
  await accountOf(page).getByText('tomorrow 09:00').waitFor();
}

export async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next due: tomorrow 09:00' }).click();
  await slackOf(page).getByRole('heading', { name: 'Post 1: published' }).waitFor();
  await discordOf(page).getByRole('heading', { name: 'Post 1: published' }).waitFor();
}
