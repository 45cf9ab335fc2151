/** The story of a crisis: escalated, pinged level by level, acknowledged by one, posts frozen. */
import { test } from 'vitest';
import { expectAccessible, picture } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';
import { doStep, openStory, PATIENCE, pressInDiscord, reached, show } from './stories.ts';

test('a crisis pings level by level until somebody has it, and freezes what would go out, though the bot is killed after each', {
  timeout: PATIENCE,
}, async () => {
  const story = await openStory('It goes wrong');
  const { page } = story;
  await doStep(page, 'Let them write');
  await reached(page, 2, 5);
  await pressInDiscord(page, 'Escalate');
  await reached(page, 3, 5);
  await story.kill();
  await reached(page, 3, 5);
  await doStep(page, 'Move the clock');
  await reached(page, 4, 5);
  await pressInDiscord(page, 'Acknowledge');
  await reached(page, 5, 5);
  await story.kill();
  await reached(page, 5, 5);
  await pressInDiscord(page, 'Freeze posts');
  await page.getByText('Everybody knows who has it').waitFor();
  await show(page, 'crisis');
  await slackOf(page).getByText('has it, since').first().waitFor();
  await discordOf(page).getByText('froze everything').first().waitFor();
  await expectAccessible(page);
  await picture(page, 'it-goes-wrong');
});
