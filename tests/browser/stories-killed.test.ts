/** A story with the bot killed in its middle, twice, and gone on: nothing is missed, and nothing is said twice. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Bot, newFolder, startBot } from './bot.ts';
import { openBrowser, openPage } from './browser.ts';
import { discordOf } from './first-post.ts';
import { doStep, pressInDiscord, reached } from './stories.ts';

/** ms: it starts the bot three times. */
const PATIENCE = 240_000;
const ANSWER = 'We are sorry. We are looking for your parcel and write to you today.';

test('a complaint is answered once, though the bot is killed before its card and after the approval', {
  timeout: PATIENCE,
}, async () => {
  const story = await open('Angry mentions');
  const { page } = story;
  await doStep(page, 'Let Kim complain');
  // It is said by then; whether it was heard is not waited for.
  await inbox(page).waitFor();
  await story.kill();
  await reached(page, 2, 4);
  await pressInDiscord(page, 'Claim');
  await discordOf(page).getByText('has it, until').waitFor();
  await pressInDiscord(page, 'Reply');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox').first().fill(ANSWER);
  await form.getByRole('button', { name: 'Submit' }).click();
  await form.waitFor({ state: 'hidden' });
  await reached(page, 4, 4);
  await doStep(page, 'Take me there');
  const review = discordOf(page).getByRole('article').filter({ hasText: ANSWER }).last();
  // A press that Discord never got an acknowledgement of is told to its person, and not done: killed before, it is for them to repeat.
  const acknowledged = page.waitForResponse((answer) => answer.url().endsWith('/press'));
  await review.getByRole('button', { name: 'Approve' }).click();
  await acknowledged;
  await story.kill();
  await page.getByText('Kim has an answer').waitFor();
  const { slack, discord } = await story.said();
  expect(discord.support?.filter((words) => words.includes(ANSWER))).toHaveLength(1);
  for (const chat of [slack, discord]) expect(chat.inbox).toHaveLength(1);
});

/** Where the guide leads when all is said. */
function inbox(page: Page) {
  return discordOf(page).getByRole('log', { name: 'Messages in # inbox' });
}

interface Played {
  page: Page;
  /** As a crash would, and starts it again at the same address. */
  kill(): Promise<void>;
  /** All that stands in the channels of each chat by their names, a string a message. */
  said(): Promise<Record<'slack' | 'discord', Record<string, string[]>>>;
}

async function open(title: string): Promise<Played> {
  const folder = await newFolder();
  let bot: Bot = await startBot(folder);
  const { address } = bot;
  const page = await openPage(await openBrowser(), address);
  await page.getByRole('combobox', { name: 'Story' }).selectOption({ label: title });
  return {
    page,
    async kill() {
      await bot.kill();
      bot = await startBot(folder, new URL(address).port);
      await page.reload();
      await page.getByRole('combobox', { name: 'Story' }).selectOption({ label: title });
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
