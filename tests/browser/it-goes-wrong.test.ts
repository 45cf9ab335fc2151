/** The story of a crisis: escalated, pinged level by level, acknowledged by one, posts frozen. */
import { test } from 'vitest';
import { expectAccessible, picture } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';
import { doStep, openStory, pressInDiscord, reached } from './stories.ts';

test('a crisis pings level by level until somebody has it, and freezes what would go out', async () => {
  const page = await openStory('It goes wrong');
  await doStep(page, 'Let them write');
  await reached(page, 2, 5);
  await pressInDiscord(page, 'Escalate');
  await reached(page, 3, 5);
  await doStep(page, 'Move the clock');
  await reached(page, 4, 5);
  await pressInDiscord(page, 'Acknowledge');
  await reached(page, 5, 5);
  await slackOf(page).getByText('has it, since').first().waitFor();
  await pressInDiscord(page, 'Freeze posts');
  await page.getByText('Everybody knows who has it').waitFor();
  await discordOf(page).getByText('froze everything').first().waitFor();
  await expectAccessible(page);
  await picture(page, 'it-goes-wrong');
});
