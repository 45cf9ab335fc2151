/** What a form in Slack shows while it is filled in. Discord's forms cannot change while they are open. */
import { expect, test } from 'vitest';
import { approved, card, discordSeat, draft } from './seat.ts';
import { openStage } from './stage.ts';
import { SLACK } from './town.ts';

const { world, ada, ben } = await openStage();
const me = () => world.slack.as(SLACK.ada);

/** The form's words below its fields, once they hold these. */
async function below(...words: string[]): Promise<string> {
  const said = () => {
    const blocks = (me().modal()?.blocks ?? []).filter(({ type }) => type !== 'input');
    const all = JSON.stringify(blocks);
    return words.every((one) => all.includes(one)) ? all : undefined;
  };
  return world.slack.until(said, 5_000);
}

test('the counts of every network follow the typing, and what is too long is told before it is sent', async () => {
  await ada.command('post new');
  expect((await ada.form()).values).toMatchObject({ text: '', to: '' });
  expect(await below()).toBe('[]');
  await me().type({ text: 'Hello' });
  await me().type({ text: 'Hello', to: 'discord-news, slack-ne' });
  expect(await below()).toBe('[]');
  await me().type({ text: 'Hello', to: 'discord-news, slack-news' });
  await below('Discord #news 5/2000', 'Slack #news 5/40000');
  await me().type({ to: 'discord-news, slack-news', text: 'x'.repeat(2_007) });
  await below('2007/2000, 7 over', 'Error in text:');
  await me().type({ to: 'discord-news', text: 'Short again' });
  expect(await below('11/2000')).not.toContain('Error');
  // What was typed stays, and is sent as it stands there.
  expect(await ada.submit({})).toMatchObject({ ok: true });
  await ada.sees(/Post \d+ is in review/, { isPrivate: true });
  await ada.sees(['in review', 'Short again'], { isPrivate: false });
});

test('a text in parts is shown part by part', async () => {
  await ada.command('post new');
  await ada.form();
  await me().type({ to: 'web, discord-news', text: 'One\n---\nTwo' });
  await below('Discord #news, Acme on the web, part 1 of 2', 'One', 'part 2 of 2', 'Two');
  await me().closeModal();
});

test('a form that changes a post shows its counts, and its own texts, from the start', async () => {
  const post = await draft(ada, { text: 'For everybody', to: 'web, discord-news' });
  await ada.command('post variant', { id: String(post), to: 'discord-news', text: 'For Discord alone' });
  await ada.press(await card(ada, post, 'in review', 'For Discord alone'), 'post.edit');
  await ada.form();
  await below('Discord #news 17/2000', 'For Discord alone');
  await me().closeModal();
});

test('what is typed in a form whose post has moved on is let be, and told when it is sent', async () => {
  const post = await approved(ada, ben, { text: 'Nearly there', to: 'web', at: 'in 1 hour' });
  await ada.press(await card(ada, post, 'scheduled'), 'post.edit');
  await ada.form();
  await below('Acme on the web');
  await world.pass(3_600_000);
  await card(ada, post, 'published');
  await me().type({ to: 'web', text: 'Too late for this one' });
  await ada.submit({});
  await ada.sees(['Too late for this one'], { isPrivate: true });
  expect(world.web.with('Too late')).toEqual([]);
});

test('in Discord the same form opens, and the answer has the counts', async () => {
  const seat = discordSeat(world, 'ada');
  await seat.command('post new');
  await seat.form();
  await seat.submit({ text: 'Counted afterwards', to: 'discord-news' });
  await seat.sees(['is in review', '18/2000'], { isPrivate: true });
});
