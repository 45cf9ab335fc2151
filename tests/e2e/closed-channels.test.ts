/** A review channel that does not take cards: nobody is told that the approvers see what they do not see. */
import { expect, test } from 'vitest';
import { card, draft, known, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';
import { SLACK, SLACK_APP } from './town.ts';

const { world, ada, cara } = await openStage();

const onCard = (post: number) =>
  ada.messages().filter((one) => !one.isPrivate && one.words.includes(`Post ${post}: in review`));

test('the author reads it in the answer and in /post show, is told directly, and the card comes with the bot', async () => {
  world.slack.removeFromChannel(SLACK.social, SLACK_APP.botUserId);
  await ada.command('post new', { text: 'Seen by nobody in Slack', to: 'web' });
  const answer = await ada.sees(['is in review', 'takes no messages', '/invite @bellwether']);
  expect(answer.words).toContain('The approvers see it in Discord.');
  expect(answer.words).not.toContain('in Slack and Discord');
  const post = Number(/Post (\d+) is in review/.exec(answer.words)?.[1]);
  await card(cara, post, 'in review', 'Seen by nobody in Slack');
  const told = await ada.sees(['takes no messages', 'review channel in Slack', '/invite @bellwether'], {
    channel: 'direct',
  });
  // Once for the channel, however many posts wait for it.
  await draft(ada, { text: 'And another', to: 'web' });
  const besides = known(ada);
  await ada.command('post show', { id: String(post) });
  await ada.sees([`Post ${post}: in review`, 'takes no messages'], { besides, isPrivate: true });
  expect(ada.messages('direct').filter((one) => one.words.includes('takes no messages'))).toHaveLength(1);
  expect(onCard(post)).toEqual([]);

  world.slack.addToChannel(SLACK.social, SLACK_APP.botUserId);
  await ada.command('post show', { id: String(post) });
  await card(ada, post, 'in review', 'Seen by nobody in Slack');
  await card(ada, post + 1, 'in review', 'And another');
  await ada.sees('takes messages again', { channel: 'direct' });
  expect(told.channel).toBeTruthy();
  await ada.command('post new', { text: 'All is well', to: 'web' });
  await ada.sees(['is in review', 'The approvers see it in Slack and Discord.']);
});

test('a card that somebody deleted comes back when the post is shown', async () => {
  const post = await draft(ada, { text: 'Deleted by mistake', to: 'web' });
  const shown = await card(ada, post, 'in review', 'Deleted by mistake');
  world.slack.deleteMessage(SLACK.social, shown.id);
  expect(onCard(post)).toEqual([]);
  await slackSeat(world, 'ben').command('post show', { id: String(post) });
  const again = await card(ada, post, 'in review', 'Deleted by mistake');
  expect(again.id).not.toBe(shown.id);
});
