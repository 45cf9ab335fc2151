import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { button, card, text } from '../../../src/chat/card.ts';
import type { Media } from '../../../src/chat/slack/index.ts';
import { ADA, BO, CY, LOBBY, openNewsroom, SOCIAL, wordsOf } from './rig.ts';

const hello = card('Hello', { blocks: [text('first')], actions: [button('note.why', 1, 'Why?')] });

describe('messages of the bot', () => {
  test('are sent, found by their key, edited in place, and linked to', async () => {
    const { slack, messenger } = await openNewsroom();
    const sent = await messenger.send(SOCIAL, hello, 'card-1');
    expect(sent).toEqual({ chat: 'slack', channel: SOCIAL, message: expect.stringMatching(/^\d+\.\d{6}$/) });
    await messenger.send(SOCIAL, card('Another'), 'card-2');
    await messenger.edit(sent, card('Hello', { blocks: [text('second')] }));
    expect(await messenger.find(SOCIAL, 'card-1')).toEqual(sent);
    expect(await messenger.find(SOCIAL, 'card-3')).toBeUndefined();
    const shown = slack.as(ADA).messages(SOCIAL);
    expect(shown.map(wordsOf)).toEqual([
      expect.stringContaining('second'),
      expect.stringContaining('Another'),
    ]);
    expect(await messenger.permalink(sent)).toContain(
      `/archives/${SOCIAL}/p${sent.message.replace('.', '')}`,
    );
  });

  test('are found behind many others, and the newest of a key is meant', async () => {
    const { slack, messenger } = await openNewsroom();
    await messenger.send(SOCIAL, hello, 'same');
    const newer = await messenger.send(SOCIAL, hello, 'same');
    for (let count = 0; count < 250; count += 1) await slack.as(ADA).say(SOCIAL, `talk ${count}`);
    expect(await messenger.find(SOCIAL, 'same')).toEqual(newer);
  });

  test('answer a message in its thread, and are found there', async () => {
    const { slack, messenger } = await openNewsroom();
    const first = await messenger.send(SOCIAL, hello, 'first');
    const answer = await messenger.send(SOCIAL, card('An answer'), 'answer', first);
    // In the channel itself it does not stand.
    expect(slack.as(ADA).messages(SOCIAL).map(wordsOf)).toEqual([expect.stringContaining('Hello')]);
    expect(await messenger.find(SOCIAL, 'answer')).toBeUndefined();
    expect(await messenger.find(SOCIAL, 'answer', first)).toEqual(answer);
    expect(await messenger.find(SOCIAL, 'other', first)).toBeUndefined();
  });

  test('reach a person directly', async () => {
    const { slack, messenger } = await openNewsroom();
    const direct = await messenger.directChannel(BO);
    await messenger.send(direct, hello, 'card-1');
    expect(slack.as(BO).messages(direct)).toHaveLength(1);
  });
});

test('a member has a name, a zone, a picture where they chose one, and the groups they are in now', async () => {
  let now = 0;
  const clock = { now: () => now, at: () => () => {} };
  const { slack, messenger } = await openNewsroom({ options: { clock } });
  expect(await messenger.member(BO)).toEqual({
    name: 'bo',
    timeZone: 'America/New_York',
    groups: ['S0APPROVERS'],
  });
  expect(await messenger.member(CY)).toMatchObject({ groups: [], picture: 'https://a.example/cy.png' });
  expect(await messenger.peopleIn(['S0APPROVERS', 'S0OTHERS'])).toEqual([BO]);
  expect(await messenger.peopleIn([])).toEqual([]);
  const asked = () => slack.traffic().counts['usergroups.list'];
  expect(asked()).toBe(1);
  now += 60_000;
  slack.faults.next('usergroups.list', { error: 'fatal_error' });
  await expect(messenger.member(BO)).rejects.toMatchObject({ name: 'ChatError', reason: 'unreachable' });
  expect((await messenger.member(BO)).groups).toEqual(['S0APPROVERS']);
  expect(asked()).toBe(3);
});

describe('what goes wrong is told by its reason', () => {
  test('a message that is no more, and a channel that is not there, or archived: the message is not at fault', async () => {
    const { slack, messenger } = await openNewsroom();
    const gone = { chat: 'slack', channel: SOCIAL, message: '1.000001' };
    await expect(messenger.edit(gone, hello)).rejects.toMatchObject({ reason: 'gone' });
    const closed = { reason: 'channel_closed', message: expect.stringContaining('/invite') };
    await expect(messenger.send('C0NOWHERE', hello, 'k')).rejects.toMatchObject(closed);
    slack.faults.next('chat.update', { error: 'is_archived' });
    const sent = await messenger.send(SOCIAL, hello, 'k');
    await expect(messenger.edit(sent, card('x'))).rejects.toMatchObject({
      reason: 'channel_closed',
      message: expect.stringContaining('Unarchive'),
    });
  });

  test('a missing scope, a channel without the bot: with the remedy', async () => {
    const { messenger } = await openNewsroom({ scopes: ['users:read', 'commands'] });
    await expect(messenger.send(LOBBY, hello, 'k')).rejects.toMatchObject({
      reason: 'refused',
      message: expect.stringContaining('Add the scope chat:write under OAuth & Permissions'),
    });
    const open = await openNewsroom();
    await expect(open.messenger.send(LOBBY, hello, 'k')).rejects.toMatchObject({
      reason: 'channel_closed',
      message: expect.stringContaining('/invite'),
    });
  });

  test('too much at once says how long to wait, and is not tried again behind our back', async () => {
    const { slack, messenger } = await openNewsroom();
    slack.faults.next('chat.postMessage', { status: 429, retryAfter: 7 });
    await expect(messenger.send(SOCIAL, hello, 'k')).rejects.toMatchObject({
      reason: 'rate_limited',
      retryAfter: 7000,
    });
    expect(slack.traffic().counts['chat.postMessage']).toBe(1);
  });

  test('lost answers and servers in trouble are unreachable; `find` tells whether the message arrived', async () => {
    const { slack, messenger } = await openNewsroom();
    for (const [key, fault] of [
      ['before', { loseAnswer: 'before' }],
      ['after', { loseAnswer: 'after' }],
      ['cut', { cut: true }],
      ['down', { status: 503 }],
    ] as const) {
      slack.faults.next('chat.postMessage', fault);
      await expect(messenger.send(SOCIAL, hello, key)).rejects.toMatchObject({ reason: 'unreachable' });
    }
    const found = await Promise.all(
      ['before', 'after', 'cut', 'down'].map((key) => messenger.find(SOCIAL, key)),
    );
    expect(found.map((message) => message !== undefined)).toEqual([false, true, true, false]);
  });

  test('a card that cannot be shown is refused before anything is sent', async () => {
    const { slack, messenger } = await openNewsroom();
    const wrong = card('x', { actions: [button('a:b', 1, 'No')] });
    await expect(messenger.send(SOCIAL, wrong, 'k')).rejects.toMatchObject({ reason: 'refused' });
    expect(slack.traffic().counts['chat.postMessage']).toBeUndefined();
  });
});

test('our pictures are uploaded once and shown by their file; kinds that Slack lacks by their alt text', async () => {
  const kept: Record<string, Media> = {
    'hash-png': { bytes: new Uint8Array([1, 2, 3]), contentType: 'image/png', name: 'tower.png' },
    'hash-webp': { bytes: new Uint8Array([4]), contentType: 'image/webp', name: 'boat.webp' },
  };
  const { slack, messenger } = await openNewsroom({
    options: {
      media: async (hash) => {
        const found = kept[hash];
        if (!found) throw new Error('unknown');
        return found;
      },
    },
  });
  const shown = card('Pictures', {
    blocks: [
      { kind: 'image', media: 'hash-png', alt: 'A tower' },
      { kind: 'image', media: 'hash-webp', alt: 'A boat' },
    ],
  });
  const sent = await messenger.send(SOCIAL, shown, 'k');
  await messenger.edit(sent, shown);
  const [message] = slack.as(ADA).messages(SOCIAL);
  const image = message?.blocks[1];
  expect(image).toMatchObject({ type: 'image', alt_text: 'A tower', slack_file: { id: expect.any(String) } });
  expect(message && wordsOf(message)).toContain('[Picture: A boat]');
  const id = String((image?.slack_file as { id?: string } | undefined)?.id);
  expect([...slack.fileBytes(id).bytes]).toEqual([1, 2, 3]);
  expect(slack.traffic().counts.upload).toBe(1);
  expect(message?.files).toEqual([]);
});

test('a picture of somebody that Slack cannot fetch costs no message, new or edited', async () => {
  const { slack, messenger } = await openNewsroom();
  const portrait = { kind: 'portrait' as const, url: 'https://a.example/cy.png', text: 'Cy', alt: 'Of Cy' };
  const shown = card('Who is it', { blocks: [portrait, text('Say.')] });
  slack.faults.next('chat.postMessage', { error: 'invalid_blocks' });
  const sent = await messenger.send(SOCIAL, shown, 'k');
  slack.faults.next('chat.update', { error: 'invalid_blocks' });
  await messenger.edit(sent, shown);
  const [message, ...more] = slack.as(ADA).messages(SOCIAL);
  expect(more).toEqual([]);
  expect(message?.blocks.map(({ type }) => type)).toEqual(['header', 'rich_text']);
});

test('the log holds no text of a person and no token, unless somebody asks for every detail', async () => {
  const { slack, lines } = await openNewsroom();
  await slack.as(ADA).command(SOCIAL, '/note', 'new text:"a secret plan" bogus');
  await slack.as(ADA).command(SOCIAL, '/note', 'new text:"a secret plan"');
  await slack.until(() => slack.as(ADA).messages(SOCIAL).length === 2);
  expect(lines.filter((line) => /secret plan|xoxb|xapp/.test(line))).toEqual([]);
});

test('a worker speaks without loading Bolt', async () => {
  const script = `
    import { createRequire } from 'node:module';
    const { createSlackMessenger } = await import('./src/chat/slack/index.ts');
    const { createLog } = await import('./src/kit/log.ts');
    createSlackMessenger({ botToken: 'x', log: createLog('info'), clock: {} });
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(loaded.some((path) => path.includes('@slack/web-api')), loaded.some((path) => path.includes('@slack/bolt')));
  `;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  expect(stdout.trim()).toBe('true false');
});
