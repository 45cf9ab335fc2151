/** The story of a complaint: written by a customer, claimed, answered through review, and out in the channel. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, picture } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';
import { doStep, openStory, pressInDiscord, reached } from './stories.ts';

const ANSWER = 'We are sorry. We are looking for your parcel and write to you today.';

test('a complaint becomes a card in both chats, is claimed, answered, approved, and the answer stands where it was written', async () => {
  const page = await openStory('Angry mentions');
  await doStep(page, 'Let Kim complain');
  await discordOf(page).getByText('mood: negative').waitFor();
  expect(await discordOf(page).getByRole('log').count()).toBe(1);
  await slackOf(page).getByText('mood: negative').waitFor();
  await picture(page, 'angry-mentions');
  await pressInDiscord(page, 'Claim');
  await discordOf(page).getByText('has it, until').waitFor();
  await pressInDiscord(page, 'Reply');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox').first().fill(ANSWER);
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Submit' }).click();
  await form.waitFor({ state: 'hidden' });
  await reached(page, 4, 4);
  await doStep(page, 'Take me there');
  const review = discordOf(page).getByRole('article').filter({ hasText: ANSWER }).last();
  await review.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Kim has an answer').waitFor();
  await expectAccessible(page);
  await picture(page, 'angry-mentions-answered');
  await channel(page, 'support');
  await discordOf(page).getByRole('log', { name: 'Messages in # support' }).getByText(ANSWER).waitFor();
});

async function channel(page: Page, name: string): Promise<void> {
  await discordOf(page)
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(name) })
    .click();
}
