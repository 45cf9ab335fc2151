/** A story of the playground, opened in a new bot and played in Chromium by its guide. */
import type { Page } from 'playwright-core';
import { newFolder, startBot } from './bot.ts';
import { openBrowser, openPage } from './browser.ts';
import { discordOf } from './first-post.ts';

export async function openStory(title: string): Promise<Page> {
  const { address } = await startBot(await newFolder());
  const page = await openPage(await openBrowser(), address);
  await page.getByRole('combobox', { name: 'Story' }).selectOption({ label: title });
  return page;
}

/** The button of the step that is to be done. */
export async function doStep(page: Page, label: string): Promise<void> {
  await page.locator('.guide').getByRole('button', { name: label }).click();
}

/** Goes where the step says, and presses the newest such button there. */
export async function pressInDiscord(page: Page, button: string): Promise<void> {
  await doStep(page, 'Take me there');
  await discordOf(page).getByRole('button', { name: button, exact: true }).last().click();
}

export async function reached(page: Page, step: number, of: number): Promise<void> {
  await page.getByText(`Step ${step} of ${of}`).waitFor();
}
