/** The story of the report: a week goes by, and Monday at nine it stands in both chats. */
import { expect, test } from 'vitest';
import { expectAccessible, picture } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';
import { doStep, openStory, PATIENCE, reached } from './stories.ts';

test('Monday at nine the week stands once in each chat, though the bot is killed within the week and as it reports', {
  timeout: PATIENCE,
}, async () => {
  const story = await openStory('Monday’s report');
  const { page } = story;
  await doStep(page, 'Let them write');
  await discordOf(page).getByRole('log', { name: 'Messages in # inbox' }).waitFor();
  await story.kill();
  await reached(page, 2, 2);
  await doStep(page, 'Move to Monday 9:00');
  await discordOf(page).or(slackOf(page)).getByText('Posts published').first().waitFor({ timeout: 120_000 });
  await story.kill();
  await page.getByText('One message in each #social').waitFor({ timeout: 120_000 });
  for (const pane of [slackOf(page), discordOf(page)]) {
    const reports = pane.getByText('Posts published');
    await reports.last().waitFor();
    expect(await pane.getByRole('log').innerText()).toMatch(/Mentions:?\s*3/);
    expect(await pane.getByRole('button', { name: 'Open the report' }).count()).toBeGreaterThan(0);
  }
  await expectAccessible(page);
  await picture(page, 'mondays-report');
  const { slack, discord } = await story.said();
  for (const chat of [slack, discord]) {
    expect(chat.inbox).toHaveLength(3);
    expect(chat.social?.filter((words) => words.includes('Posts published'))).toHaveLength(1);
  }
});
