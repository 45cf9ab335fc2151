/** The story of a raid: rules act and say why, a person puts right what a rule got wrong. */
import { test } from 'vitest';
import { expectAccessible, picture } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';
import { doStep, openStory, pressInDiscord, reached } from './stories.ts';

test('spam is dealt with by rules that say why, and what they got wrong is put right', async () => {
  const page = await openStory('A raid of spam');
  await doStep(page, 'Let them in');
  for (const act of ['banned, gift_bot', 'message deleted, join_us', 'timed out, hello123'])
    await slackOf(page).getByText(act).waitFor();
  await picture(page, 'spam-raid');
  await pressInDiscord(page, 'Why?');
  await discordOf(page).getByText('Why case').waitFor();
  await reached(page, 3, 5);
  await doStep(page, 'Let Yui ask');
  await reached(page, 4, 5);
  await pressInDiscord(page, 'Restore');
  await reached(page, 5, 5);
  await slackOf(page).getByText('put back, Yui').waitFor();
  await pressInDiscord(page, 'Undo');
  await page.getByText('Every act said why').waitFor();
  await expectAccessible(page);
});
