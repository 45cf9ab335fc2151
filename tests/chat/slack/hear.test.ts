/** What is heard of Slack: what people write, react and change, and only what listeners want. */
import { describe, expect, test } from 'vitest';
import { card } from '../../../src/chat/card.ts';
import type { HeardMessage } from '../../../src/chat/heard.ts';
import { noting } from '../hearing.ts';
import { ADA, BO, type Desk, openNewsroom, SOCIAL } from './rig.ts';

const toDo = card('To do');
const texts = (desk: Desk) => desk.heard.map((one) => ('text' in one ? one.text : one.kind));

describe.each(['socket', 'http'] as const)('in %s mode', (mode) => {
  test('words in a thread are heard with who wrote them, readable by names, and not answered', async () => {
    const { slack, messenger, desk, chat } = await openNewsroom({ mode, listeners: [noting(['message'])] });
    const { message } = await messenger.send(SOCIAL, toDo, 'key-1');
    const { ts } = await slack.as(BO).say(SOCIAL, 'Tea & <biscuits> for @ada?', { threadTs: message });
    await expect.poll(() => desk.heard.length).toBe(1);
    expect(desk.heard).toMatchObject([
      {
        ...{
          kind: 'message',
          chat: 'slack',
          server: 'T0TEAM',
          channel: SOCIAL,
          message: ts,
          thread: message,
        },
        ...{ replyTo: { chat: 'slack', channel: SOCIAL, message }, author: { id: BO, isBot: false } },
      },
    ]);
    const said = desk.heard[0] as HeardMessage;
    expect(await messenger.readable(said)).toBe('Tea & <biscuits> for @ada?');
    await chat.stop();
    expect(slack.as(ADA).messages(SOCIAL)).toHaveLength(1);
  });

  test('an event that Slack delivers again is heard once', async () => {
    const { slack, desk } = await openNewsroom({ mode, listeners: [noting(['message'])] });
    await slack.as(BO).say(SOCIAL, 'Once');
    await slack.faults.redeliver();
    await slack.as(BO).say(SOCIAL, 'And then this');
    await expect.poll(() => texts(desk)).toEqual(['Once', 'And then this']);
  });
});

test('changes, deletions and reactions are heard; the bot does not hear itself', async () => {
  const listeners = [noting<Desk>(['message', 'edit', 'delete', 'reaction'])];
  const { slack, messenger, desk } = await openNewsroom({ listeners });
  const { message } = await messenger.send(SOCIAL, toDo, 'key-1');
  await messenger.edit({ chat: 'slack', channel: SOCIAL, message }, card('Done'));
  const { ts } = await slack.as(BO).say(SOCIAL, 'Frist');
  slack.as(BO).editMessage(SOCIAL, ts, 'First');
  await slack.as(ADA).react(SOCIAL, ts, 'eyes');
  slack.as(BO).deleteMessage(SOCIAL, ts);
  await expect.poll(() => desk.heard.length).toBe(4);
  expect(desk.heard).toMatchObject([
    { kind: 'message', text: 'Frist', message: ts },
    { kind: 'edit', text: 'First', message: ts, author: { id: BO }, editedAt: expect.any(Number) },
    { kind: 'reaction', emoji: 'eyes', message: ts, channel: SOCIAL, author: { id: ADA } },
    { kind: 'delete', messages: [ts], channel: SOCIAL },
  ]);
});

test('without a listener nothing is asked for, so that Slack tells nothing', async () => {
  const { slack, chat } = await openNewsroom();
  await slack.as(BO).say(SOCIAL, 'Into the void');
  await chat.stop();
  expect(slack.traffic().deliveries).toMatchObject([]);
});

test('what the team file switches on later is told to the operator, since Slack must be told of it', async () => {
  let isOn = false;
  const { chat, lines } = await openNewsroom({
    listeners: [{ ...noting<Desk>(['reaction']), on: () => isOn }],
  });
  await chat.refresh();
  expect(lines.join()).not.toContain('bellwether manifest slack');
  isOn = true;
  await chat.refresh();
  expect(lines.join()).toMatch(/reaction_added.*reactions:read.*bellwether manifest slack/);
});

test('a listener that fails is logged, and what comes after is heard', async () => {
  const failing = noting<Desk>(['message']);
  const { slack, desk, lines } = await openNewsroom({
    listeners: [
      {
        ...failing,
        async run(event, app) {
          if ('text' in event && event.text === 'Lost') throw new Error('no room for it');
          app.heard.push(event);
        },
      },
    ],
  });
  await slack.as(BO).say(SOCIAL, 'Lost');
  await expect.poll(() => lines.join()).toContain('a listener failed');
  await slack.as(BO).say(SOCIAL, 'Heard');
  await expect.poll(() => texts(desk)).toEqual(['Heard']);
});
