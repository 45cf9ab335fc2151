/** What people write in the thread of one of the bot's messages. */
import { describe, expect, test } from 'vitest';
import { card } from '../../../src/chat/card.ts';
import { ADA, BO, openNewsroom, SOCIAL } from './rig.ts';

const toDo = card('To do');

describe.each(['socket', 'http'] as const)('in %s mode', (mode) => {
  test('is heard with who wrote it, as its readers see it, and not answered', async () => {
    const { slack, messenger, desk, chat } = await openNewsroom({ mode });
    const { message } = await messenger.send(SOCIAL, toDo, 'key-1');
    desk.kept.add(message);
    await slack.as(BO).say(SOCIAL, 'Tea & <biscuits> for @ada?', { threadTs: message });
    await expect.poll(() => desk.remarks.length).toBe(1);
    expect(desk.remarks).toMatchObject([
      {
        ...{ message: { chat: 'slack', channel: SOCIAL, message }, chat: 'slack' },
        ...{ text: 'Tea & <biscuits> for @ada?', person: { name: 'bo', identities: { slack: BO } } },
      },
    ]);
    await chat.stop();
    expect(slack.as(ADA).messages(SOCIAL)).toHaveLength(1);
  });

  test('is heard once, also when Slack delivers it again', async () => {
    const { slack, messenger, desk, chat } = await openNewsroom({ mode });
    const { message } = await messenger.send(SOCIAL, toDo, 'key-1');
    desk.kept.add(message);
    await slack.as(BO).say(SOCIAL, 'Once', { threadTs: message });
    await slack.faults.redeliver();
    await expect.poll(() => desk.asked).toEqual([message, message]);
    await chat.stop();
    expect(desk.remarks).toHaveLength(1);
  });
});

test('under a message that is none of ours, beside any thread, and by the bot itself nothing is kept', async () => {
  const { slack, messenger, desk, chat } = await openNewsroom();
  const { message } = await messenger.send(SOCIAL, toDo, 'key-1');
  desk.kept.add(message);
  const { ts } = await slack.as(ADA).say(SOCIAL, 'Something else');
  await slack.as(BO).say(SOCIAL, 'Under it', { threadTs: ts });
  slack.as(BO).deleteMessage(SOCIAL, (await slack.as(BO).say(SOCIAL, 'Gone', { threadTs: ts })).ts);
  await messenger.edit({ chat: 'slack', channel: SOCIAL, message }, card('Done'));
  await slack.as(BO).say(SOCIAL, 'Kept', { threadTs: message });
  await expect.poll(() => desk.remarks.map((one) => one.text)).toEqual(['Kept']);
  // Only what stands in a thread is asked about.
  expect(new Set(desk.asked)).toEqual(new Set([ts, message]));
  await chat.stop();
});

test('a failure of keeping it is logged, and what comes after is heard', async () => {
  const { slack, messenger, desk, lines } = await openNewsroom();
  const { message } = await messenger.send(SOCIAL, toDo, 'key-1');
  desk.kept.add(message);
  slack.faults.next('users.info', { error: 'user_not_found' });
  await slack.as(BO).say(SOCIAL, 'Lost', { threadTs: message });
  await expect.poll(() => lines.join()).toContain('words under a card were not kept');
  await slack.as(BO).say(SOCIAL, 'Heard', { threadTs: message });
  await expect.poll(() => desk.remarks.map((one) => one.text)).toEqual(['Heard']);
});
