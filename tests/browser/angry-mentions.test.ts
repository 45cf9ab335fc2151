/** The story of a complaint: written by a customer, claimed, answered through review, and out in the channel. */
import { expect, test } from 'vitest';
import { expectAccessible, picture } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';
import { doStep, openStory, PATIENCE, pressInDiscord, reached, show } from './stories.ts';

const ANSWER = 'We are sorry. We are looking for your parcel and write to you today.';

test('a complaint becomes a card in both chats, is claimed, answered, approved and out once, though the bot is killed before the card and after the approval', {
  timeout: PATIENCE,
}, async () => {
  const story = await openStory('Angry mentions');
  const { page } = story;
  await doStep(page, 'Let Kim complain');
  // It is said by then; whether it was heard is not waited for.
  await discordOf(page).getByRole('log', { name: 'Messages in # inbox' }).waitFor();
  await story.kill();
  await reached(page, 2, 4);
  await show(page, 'inbox');
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
  await review.getByRole('button', { name: 'Approve' }).waitFor({ state: 'hidden' });
  await story.kill();
  await page.getByText('Kim has an answer').waitFor();
  await expectAccessible(page);
  await picture(page, 'angry-mentions-answered');
  await discordOf(page)
    .getByRole('navigation')
    .getByRole('button', { name: /support/ })
    .click();
  await discordOf(page).getByRole('log', { name: 'Messages in # support' }).getByText(ANSWER).waitFor();
  const { slack, discord } = await story.said();
  expect(discord.support?.filter((words) => words.includes(ANSWER))).toHaveLength(1);
  for (const chat of [slack, discord]) expect(chat.inbox).toHaveLength(1);
});
