/** A story of the playground, opened in a new bot and played in Chromium by its guide; the bot may be killed in it. */
import type { Page } from 'playwright-core';
import { type Bot, newFolder, startBot } from './bot.ts';
import { openBrowser, openPage } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';

/** ms: a story starts the bot up to three times. */
export const PATIENCE = 480_000;

export interface Played {
  page: Page;
  /**
   * As a crash would, and starts it again at the same address. What somebody pressed should be seen to be done before: of
   * a press that was only begun they are told to look, and it is for them to press again.
   */
  kill(): Promise<void>;
  /** All that stands in the channels of each chat by their names, a string a message. */
  said(): Promise<Record<'slack' | 'discord', Record<string, string[]>>>;
}

export async function openStory(title: string): Promise<Played> {
  const folder = await newFolder();
  let bot: Bot = await startBot(folder);
  const { address } = bot;
  const page = await openPage(await openBrowser(), address);
  const choose = () => page.getByRole('combobox', { name: 'Story' }).selectOption({ label: title });
  await choose();
  return {
    page,
    async kill() {
      await bot.kill();
      bot = await startBot(folder, new URL(address).port);
      await page.reload();
      await choose();
    },
    async said() {
      const answer = await fetch(`${address}/api/view?slack=U0ELI&discord=1100000000000000024`);
      const { slack, discord } = (await answer.json()) as Record<'slack' | 'discord', Seen>;
      return { slack: byName(slack), discord: byName(discord) };
    },
  };
}

interface Seen {
  channels: { name?: string; messages: unknown[] }[];
}

function byName({ channels }: Seen): Record<string, string[]> {
  return Object.fromEntries(
    channels.map(({ name = '', messages }) => [name, messages.map((one) => JSON.stringify(one))]),
  );
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

/** Shows the channel of this name in both chats. */
export async function show(page: Page, channel: string): Promise<void> {
  for (const pane of [slackOf(page), discordOf(page)])
    await pane
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(channel) })
      .click();
}

export async function reached(page: Page, step: number, of: number): Promise<void> {
  await page.getByText(`Step ${step} of ${of}`).waitFor();
}
