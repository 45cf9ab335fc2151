/** What others write, from its coming in to its answer, over both chats. */
import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Seat, Seen } from './seat.ts';
import { openStage } from './stage.ts';
import { DISCORD, SLACK, TEAM } from './town.ts';

const SECRET = 'a-secret-of-sixteen-or-more';
const LISTENING = `
listening:
  sources:
    crm: { webhook: { secret: ${SECRET} }, target: web }
    news: { channel: news, target: slack-news }
  topics:
    delivery: { words: [parcel] }
`;
const team = (rest = LISTENING) =>
  TEAM.replace(
    'channels:\n',
    `channels:\n  inbox: { slack: ${SLACK.social}, discord: "${DISCORD.social}" }\n  news: { slack: ${SLACK.news} }\n`,
  )
    .replace('roles:\n', `roles:\n  responder: { slack: [S0AUTHORS], discord: ["510000000000000002"] }\n`)
    .concat(rest);

const { world, ada, ben, lea, gil, cara } = await openStage(team());
beforeEach(() => world.clear());

let address = '';
let written = 0;

describe('a mention', () => {
  it('is a card in both chats, claimed in one and shown so in the other, answered and approved', async () => {
    await send({ text: 'Where is my parcel? Terrible service.' });
    const [shown] = await both(
      'Kim mentioned us on crm',
      'Where is my parcel?',
      'mood: negative',
      'about delivery',
    );
    await ada.press(shown, 'conversation.claim');
    const [claimed, other] = await both('has it, until', 'Let go');
    await cara.press(other, 'conversation.reply');
    await cara.sees([/Ada Author has conversation \d+/, 'Ask them to let it go'], { isPrivate: true });
    await ada.press(claimed, 'conversation.reply');
    await ada.form();
    await ada.submit({ text: 'We are looking for it.' });
    const answered = ['It answers Kim', 'Where is my parcel?', 'Everybody will see the answer.'];
    const review = await ben.sees(['in review', 'We are looking for it.', ...answered], { isPrivate: false });
    await both('Answer by', 'waits for approval');
    expect(world.web.live()).toEqual([]);
    await ben.press(review, 'post.approve');
    await both('Answer by', 'sent');
    expect(world.web.live().map(({ text, answers }) => [text, answers])).toEqual([
      ['We are looking for it.', undefined],
    ]);
  });

  it('that was sent twice is one card', async () => {
    const first = await send({ text: 'Your parcel came late' });
    expect(first).toMatchObject({ status: 202, body: { stored: 1, known: 0 } });
    expect(await send({ id: `m${written}`, text: 'Your parcel came late' })).toMatchObject({ status: 200 });
    await both('Your parcel came late');
  });

  it('is answered to fewer people where somebody chooses so, and the review says to whom', async () => {
    await send({ text: 'May I have your address?' });
    const [shown] = await both('May I have your address?');
    await ada.press(shown, 'conversation.reply');
    await ada.form();
    await ada.submit({ text: 'We write to you.', audience: 'unlisted' } as never);
    await ben.sees(['in review', 'We write to you.', 'Whoever looks for it will see the answer.'], {
      isPrivate: false,
    });
  });

  it('is dismissed, and opened again by what its author writes next', async () => {
    await send({ text: 'Hello there' });
    const [shown] = await both('Hello there');
    await ada.press(shown, 'conversation.dismiss');
    await both('Nothing is to be answered.');
    await send({ text: 'Anybody?', in_reply_to: `m${written}` });
    await both('Anybody?', 'Nobody has it yet.', 'Hello there');
  });

  it('has the mood that a person says, from then on', async () => {
    await send({ text: 'Great, another outage' });
    const [shown] = await both('Great, another outage');
    await ada.press(shown, 'conversation.mood');
    await ada.form();
    await ada.submit({ mood: 'negative' } as never);
    await both('Great, another outage', 'mood: negative (corrected)');
  });

  it('is nobody’s to touch without the role', async () => {
    await send({ text: 'Secret plans' });
    const shown = await gil.sees('Secret plans', { isPrivate: false });
    await gil.press(shown, 'conversation.claim');
    await gil.sees(/responder/i, { isPrivate: true });
    await gil.command('inbox');
    await gil.sees(/responder/i, { isPrivate: true });
  });

  it('stands in /inbox until it is settled', async () => {
    await send({ text: 'First question' });
    await both('First question');
    await lea.command('inbox');
    await lea.sees(['1 conversation waits', 'First question'], { isPrivate: true });
    await lea.command('inbox', { filter: 'nothing' });
    await lea.sees(['neither a source nor a topic', 'There are: mine, crm, news, delivery'], {
      isPrivate: true,
    });
  });
});

describe('what is written in a channel', () => {
  it('is a mention, and its deletion ends the answer', async () => {
    const { ts } = await world.slack.as(SLACK.gil).say(SLACK.news, 'My parcel is broken');
    const [shown] = await both('gil wrote in news', 'My parcel is broken');
    await ada.press(shown, 'conversation.reply');
    await ada.form();
    await ada.submit({ text: 'Send us a picture, please.' });
    await ben.sees(['in review', 'Send us a picture, please.'], { isPrivate: false });
    world.slack.as(SLACK.gil).deleteMessage(SLACK.news, ts);
    await both('It was deleted there. No answer goes out.');
    await ben.sees(['cancelled', 'Send us a picture, please.'], { isPrivate: false });
    expect(messagesIn(ada)).not.toContain('Send us a picture, please.');
  });

  it('is answered in its thread', async () => {
    await world.slack.as(SLACK.gil).say(SLACK.news, 'How late are you open?');
    const [shown] = await both('How late are you open?');
    await ada.press(shown, 'conversation.reply');
    await ada.form();
    await ada.submit({ text: 'Until eight.' });
    await ben.press(await ben.sees(['in review', 'Until eight.'], { isPrivate: false }), 'post.approve');
    await both('Answer by', 'sent');
    const channel = world.slack.snapshot(SLACK.gil).channels.find(({ id }) => id === SLACK.news);
    const root = channel?.messages.find(({ text }) => text.includes('How late'));
    expect(root?.replies.map(({ text }) => text)).toEqual(['Until eight.']);
  });
});

async function both(...words: string[]): Promise<[Seen, Seen]> {
  const seats: Seat[] = [ada, cara];
  const seen = await Promise.all(seats.map((seat) => seat.sees(words, { isPrivate: false })));
  return seen as [Seen, Seen];
}

function messagesIn(seat: Seat): string {
  return seat
    .messages('news')
    .map(({ words }) => words)
    .join('\n');
}

async function send(mention: { id?: string; text: string; in_reply_to?: string }) {
  if (mention.id === undefined) written += 1;
  const at = new Date(world.clock.now()).toISOString();
  const body = JSON.stringify({ id: `m${written}`, at, author: { name: 'Kim' }, ...mention });
  const timestamp = String(Math.floor(world.clock.now() / 1000));
  const signature = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
  address ||= world.address();
  const response = await fetch(`${address}/hooks/mentions/crm`, {
    method: 'POST',
    headers: { 'x-bellwether-timestamp': timestamp, 'x-bellwether-signature': `v1=${signature}` },
    body,
  });
  return { status: response.status, body: await response.json() };
}
