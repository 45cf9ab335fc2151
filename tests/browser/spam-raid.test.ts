/** The story of a raid: rules act and say why, a person puts right what a rule got wrong. */
import { expect, test } from 'vitest';
import { expectAccessible, picture } from './browser.ts';
import { discordOf, slackOf } from './first-post.ts';
import { doStep, openStory, PATIENCE, pressInDiscord, reached, show } from './stories.ts';

/** Both chats show it: on servers what the dead process held is free after a minute. */
const ENOUGH = { timeout: 120_000 };

test('spam is dealt with once by rules that say why, and what they got wrong is put right, though the bot is killed amid both', {
  timeout: PATIENCE,
}, async () => {
  const story = await openStory('A raid of spam');
  const { page } = story;
  await doStep(page, 'Let them in');
  await slackOf(page).getByText('banned, gift_bot').waitFor();
  await story.kill();
  await reached(page, 2, 5);
  await show(page, 'moderators');
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
  await story.kill();
  await reached(page, 5, 5);
  await expect
    .poll(async () => Object.values(await story.said()).map(({ moderators }) => moderators?.join()), ENOUGH)
    .toEqual([0, 1].map(() => expect.stringContaining('put back, Yui')));
  await pressInDiscord(page, 'Undo');
  await page.getByText('Every act said why').waitFor();
  await expectAccessible(page);
  const { slack, discord } = await story.said();
  for (const chat of [slack, discord]) {
    const headings = (chat.moderators ?? []).flatMap((words) => /Case \d+: /.exec(words)?.[0] ?? []);
    expect(headings.toSorted()).toEqual([1, 2, 3, 4].map((id) => `Case ${id}: `));
  }
  expect(discord.general?.filter((words) => words.includes('Is that a scam'))).toHaveLength(1);
});
