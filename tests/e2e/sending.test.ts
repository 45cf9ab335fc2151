/** What goes out, when, and once, whatever the networks do. */
import { describe, expect, test } from 'vitest';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { approved, card, discordSeat, draft, known } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben } = await openStage();

const approve = (options: Record<string, string>) => approved(ada, ben, options);
const POST = 'POST /channels/{channel_id}/messages';
const inNews = (text: string) => ada.messages('news').filter((one) => one.words.includes(text));
const discordNews = (text: string) =>
  discordSeat(world, 'ada')
    .messages('news')
    .filter((one) => one.words.includes(text));

test('a post goes out at its time, and not before', async () => {
  const post = await approve({ text: 'In two seconds', to: 'web', at: 'in 2 seconds' });
  await card(ada, post, 'published');
  const [live] = world.web.with('In two seconds');
  const due = await dueAt(post);
  expect(live?.at).toBeGreaterThanOrEqual(due);
  // By its wake-up, and not by the sweep of each minute.
  expect((live?.at ?? 0) - due).toBeLessThan(10_000);
});

test('two posts due at the same instant both go out, to all their targets', async () => {
  const at = new Date(Math.ceil((world.clock.now() + 60_000) / 60_000) * 60_000).toISOString();
  const both = [
    await approve({ text: 'Twin one', to: 'all', at }),
    await approve({ text: 'Twin two', to: 'all', at }),
  ];
  await world.pass(125_000);
  for (const post of both) await card(ada, post, 'published');
  for (const text of ['Twin one', 'Twin two']) {
    expect(world.web.with(text)).toHaveLength(1);
    expect(inNews(text)).toHaveLength(1);
    expect(discordNews(text)).toHaveLength(1);
  }
});

test('a network that is down is told on the card; the post goes out when it is back', async () => {
  await world.web.down();
  const post = await approve({ text: 'Down for a while', to: 'web' });
  const waiting = await card(
    ada,
    post,
    'scheduled',
    'not taken yet.',
    'no connection (ECONNREFUSED)',
    'Next try',
  );
  expect(waiting.words).not.toContain('Goes out');
  await world.pass(13_000);
  await card(ada, post, 'scheduled', 'not taken yet.');
  expect(world.web.with('Down for')).toEqual([]);
  await world.web.up();
  await world.pass(60_000);
  await card(ada, post, 'published', 'open it');
  expect(world.web.with('Down for')).toHaveLength(1);
});

test('a network that asks for patience gets it', async () => {
  world.web.refuse(429, 'slow down', { 'retry-after': '50' });
  const before = world.clock.now();
  const post = await approve({ text: 'Patience', to: 'web' });
  await card(ada, post, 'scheduled', 'not taken yet.', 'slow down');
  const asked = world.web.asked().length;
  await world.pass(45_000);
  expect(world.web.asked()).toHaveLength(asked);
  // It is in a worker's hands by now, and waits there.
  await world.pass(3_000);
  await card(ada, post, 'published');
  expect((world.web.with('Patience')[0]?.at ?? 0) - before).toBeGreaterThanOrEqual(50_000);
});

test('credentials that do not do are told with the remedy, and not tried again by themselves', async () => {
  world.web.refuse(401, 'bad signature');
  const post = await approve({ text: 'Not let in', to: 'web' });
  await card(ada, post, 'failed', 'not sent.', 'Check that the receiver holds the same secret.');
  const asked = world.web.asked().length;
  await world.pass(30 * 60_000);
  expect(world.web.asked()).toHaveLength(asked);
  await ben.press(await card(ben, post, 'failed'), 'post.retry');
  await card(ada, post, 'published');
});

describe('an answer that is lost after the effect', () => {
  test('of the webhook: sent again under the same key, and there is one post', async () => {
    world.web.lose();
    const post = await approve({ text: 'Lost on the web', to: 'web' });
    await card(ada, post, 'scheduled', 'may be live.');
    await world.pass(3_000);
    await card(ada, post, 'published', 'open it');
    const [live, ...more] = world.web.with('Lost on the web');
    expect(more).toEqual([]);
    expect(world.web.asked().filter((key) => key === live?.key)).toHaveLength(2);
  });

  test('of a Slack channel: found there, and there is one message', async () => {
    const post = await faulty('slack-news', 'Lost in Slack', () =>
      world.slack.faults.next('chat.postMessage', { loseAnswer: 'after' }),
    );
    await card(ada, post, 'scheduled', 'may be live.');
    await world.pass(3_000);
    await card(ada, post, 'published', 'open it');
    expect(inNews('Lost in Slack')).toHaveLength(1);
  });

  test('before the effect: looked for, believed after half a minute, and sent', async () => {
    const post = await faulty('slack-news', 'Never came to Slack', () =>
      world.slack.faults.next('chat.postMessage', { loseAnswer: 'before' }),
    );
    await card(ada, post, 'scheduled', 'may be live.');
    await world.pass(3_000);
    await card(ada, post, 'scheduled', 'Looked at Slack #news: not there yet.');
    expect(inNews('Never came to Slack')).toEqual([]);
    await world.pass(32_000);
    await card(ada, post, 'published');
    expect(inNews('Never came to Slack')).toHaveLength(1);
  });

  test('of a Discord channel: there is one message', async () => {
    const post = await faulty('discord-news', 'Lost in Discord', () =>
      world.discord.faults.next('POST /channels/{channel_id}/messages', { loseAnswer: 'after' }),
    );
    await card(ada, post, 'scheduled', 'may be live.');
    await world.pass(3_000);
    await card(ada, post, 'published');
    expect(discordNews('Lost in Discord')).toHaveLength(1);
  });

  test.each([
    ['after', 'published', 1],
    ['before', 'failed', 0],
  ] as const)(
    'and the next try is refused: it is looked for, never guessed (%s the effect)',
    async (when, state, live) => {
      const text = `Lost ${when} the effect, then refused`;
      const post = await draft(ada, { text, to: 'discord-news' });
      const asked = await card(ben, post, 'in review');
      await card(discordSeat(world, 'cara'), post, 'in review');
      world.discord.faults.next(POST, { loseAnswer: when });
      const refusal = { status: 400, body: { code: 50035, message: 'Invalid Form Body' } };
      for (let times = 0; times < 9; times += 1) world.discord.faults.next(POST, refusal);
      await ben.press(asked, 'post.approve');
      await card(ada, post, 'scheduled', 'may be live.');
      for (let tries = 0; tries < 5; tries += 1) await world.pass(31_000);
      const shown = await card(ada, post, state);
      if (state === 'failed') expect(shown.words).toContain('Invalid Form Body');
      expect(discordNews(text)).toHaveLength(live);
    },
  );

  test.each(['slack', 'discord'] as const)('of a card in %s: there is one card', async (chat) => {
    const seat = chat === 'slack' ? ada : discordSeat(world, 'ada');
    if (chat === 'slack') world.slack.faults.next('chat.postMessage', { loseAnswer: 'after' });
    else world.discord.faults.next('POST /channels/{channel_id}/messages', { loseAnswer: 'after' });
    const post = await draft(ada, { text: `Card lost in ${chat}`, to: 'web' });
    await ben.press(await card(ben, post, 'in review'), 'post.approve');
    await card(seat, post, 'published');
    const cards = seat
      .messages()
      .filter((one) => !one.isPrivate && one.words.includes(`Card lost in ${chat}`));
    expect(cards).toHaveLength(1);
  });
});

test('what cannot be known is asked about: it is live, with its link', async () => {
  const post = await unknown('Live, says Ben');
  await ben.press(
    await card(ben, post, 'may be live', 'Please look, then press what you found.'),
    'delivery.live',
  );
  await ben.form();
  await ben.submit({ url: 'javascript:alert(1)' });
  await ben.sees('"javascript:alert(1)" is no web address.', { isPrivate: true });
  await ben.press(await card(ben, post, 'may be live'), 'delivery.live');
  await ben.form();
  await ben.submit({ url: 'https://example.org/live' });
  await card(ada, post, 'published', 'open it');
  expect(world.web.with('Live, says Ben')).toHaveLength(1);
});

test('what cannot be known is asked about: look again does not send it a second time', async () => {
  const post = await unknown('Look again');
  const asked = world.web.asked().length;
  await ben.press(await card(ben, post, 'may be live'), 'delivery.check');
  await card(ada, post, 'published');
  const [live] = world.web.with('Look again');
  // Under the old key, so that the receiver knows it.
  expect(new Set(world.web.asked().slice(asked - 1))).toEqual(new Set([live?.key]));
  expect(world.web.with('Look again')).toHaveLength(1);
});

test('where only looking tells, looking again looks, and does not send', async () => {
  const post = await faulty('slack-news', 'Look in Slack', () => {
    world.slack.faults.next('chat.postMessage', { loseAnswer: 'after' });
    world.slack.faults.next('conversations.history', { error: 'missing_scope' });
  });
  await card(ada, post, 'scheduled', 'may be live.');
  await world.pass(3_000);
  await ben.press(await card(ben, post, 'may be live'), 'delivery.check');
  await card(ada, post, 'published');
  expect(inNews('Look in Slack')).toHaveLength(1);
});

test('a retry of a post that was changed meanwhile is refused with the current card', async () => {
  world.web.refuse(422, 'no');
  const post = await approve({ text: 'Retry me not', to: 'web' });
  await card(ben, post, 'failed');
  await ben.command('post show', { id: String(post) });
  const copy = await ben.sees([`Post ${post}: failed`], { isPrivate: true });
  await ada.command('post edit', { id: String(post), text: 'Retry me not, mended' });
  await card(ben, post, 'in review', 'mended');
  const besides = known(ben);
  await ben.press(copy, 'post.retry');
  await ben.sees(['was out of date', 'mended'], { isPrivate: true, besides });
  expect(world.web.with('Retry me')).toEqual([]);
});

test('a post that nothing could send in its time is not sent late by itself, but asked about', async () => {
  const post = await draft(ada, { text: 'Much too late', to: 'web', at: 'in 10 minutes' });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ben, post, 'scheduled');
  await world.pass(26 * 3_600_000);
  const late = await card(
    ben,
    post,
    'waits for a decision',
    'It was due',
    'Publish it now, move it, or drop it.',
  );
  expect(world.web.with('Much too late')).toEqual([]);
  await ben.press(late, 'post.publish-now');
  await card(ben, post, 'published');
});

/** Its answer was lost, and then the credentials did not do any more: nobody can tell. */
async function unknown(text: string): Promise<number> {
  world.web.lose();
  world.web.refuse(401, 'bad signature');
  const post = await approve({ text, to: 'web' });
  await card(ada, post, 'scheduled', 'may be live.');
  await world.pass(3_000);
  return post;
}

/** The fault is put in the way when both cards are shown: the next message is the post. */
async function faulty(target: string, text: string, putFault: () => void): Promise<number> {
  const post = await draft(ada, { text, to: target });
  await card(discordSeat(world, 'ada'), post, 'in review');
  const shown = await card(ben, post, 'in review');
  putFault();
  await ben.press(shown, 'post.approve');
  return post;
}

async function dueAt(post: number): Promise<number> {
  const [delivery] = await postDeliveries.ofPost(world.app().database, post, 1);
  return delivery?.dueAt.getTime() ?? Number.NaN;
}

test('what is partly out can be taken back where it is not out yet', async () => {
  // In ten minutes: what is being tried just now cannot be called off.
  world.web.refuse(429, 'slow down', { 'retry-after': '600' });
  const post = await approve({ text: 'Half of it', to: 'web, slack-news' });
  const shown = await card(ben, post, 'publishing', 'not taken yet.', 'sent, open it');
  await ben.press(shown, 'post.cancel');
  await card(ben, post, 'partly published', 'cancelled');
  await world.pass(660_000);
  expect(inNews('Half of it')).toHaveLength(1);
  expect(world.web.with('Half of it')).toEqual([]);
});
