/** The story of a complaint: written by a customer, claimed, answered through review, and out in the channel. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { newFolder, startBot } from './bot.ts';
import { expectAccessible, openBrowser, openPage, picture } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';

const ANSWER = 'We are sorry. We are looking for your parcel and write to you today.';

test('a complaint becomes a card in both chats, is claimed, answered, approved, and the answer stands where it was written', async () => {
  const { address } = await startBot(await newFolder());
  const page = await openPage(await openBrowser(), address);
  await page.getByRole('combobox', { name: 'Story' }).selectOption({ label: 'Angry mentions' });
  await page.getByRole('button', { name: 'Let Kim complain' }).click();
  await discordOf(page).getByText('mood: negative').waitFor();
  expect(await discordOf(page).getByRole('log').count()).toBe(1);
  await slackOf(page).getByText('mood: negative').waitFor();
  await picture(page, 'angry-mentions');
  await take(page, 'Claim');
  await discordOf(page).getByText('has it, until').waitFor();
  await take(page, 'Reply');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox').first().fill(ANSWER);
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Submit' }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText('Step 4 of 4').waitFor();
  await page.getByRole('button', { name: 'Take me there' }).click();
  const review = discordOf(page).getByRole('article').filter({ hasText: ANSWER }).last();
  await review.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Kim has an answer').waitFor();
  await expectAccessible(page);
  await picture(page, 'angry-mentions-answered');
  await channel(page, 'support');
  await discordOf(page).getByRole('log', { name: 'Messages in # support' }).getByText(ANSWER).waitFor();
});

async function take(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: 'Take me there' }).click();
  await discordOf(page).getByRole('button', { name: button, exact: true }).first().click();
}

async function channel(page: Page, name: string): Promise<void> {
  await discordOf(page)
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(name) })
    .click();
}
