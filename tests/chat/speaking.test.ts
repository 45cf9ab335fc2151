/** What the bot does in a chat besides sending cards, the same in both: files, history, channels, marks. */
import { afterEach, describe, expect, test } from 'vitest';
import { card } from '../../src/chat/card.ts';
import type { OutgoingFile } from '../../src/chat/chat.ts';
import { type ChatAct, NO_NEEDS } from '../../src/chat/listener.ts';
import { botScopes } from '../../src/chat/slack/manifest.ts';
import { storable } from '../../src/kit/storable.ts';
import { CHATS, type Place } from './both.ts';
import { PICTURE } from './discord/rig.ts';

const acts = new Set<ChatAct>(['channels', 'pins', 'reactions']);
const SCOPES = botScopes({ ...NO_NEEDS, acts });

let place: Place;
afterEach(() => place.stop());

const files: OutgoingFile[] = [
  {
    name: 'mood.png',
    bytes: PICTURE,
    contentType: 'image/png',
    alt: 'Mood over the week, falling on Thursday',
  },
  { name: 'week 46.csv', bytes: Buffer.from('day,posts\n1,4\n'), contentType: 'text/csv', alt: 'Figures' },
];

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const open = async () => {
    place = await CHATS[chat]({ scopes: SCOPES });
    return place;
  };

  test('files arrive with their words and alternative texts, and are found again by their key', async () => {
    const { messenger, channel, shared } = await open();
    const sent = await messenger.upload(channel, files, { key: 'report-46', text: 'The *week* & <more>' });
    expect(place.sees().join()).toContain('The');
    const bytes = files.map((file) => file.bytes.byteLength);
    expect(await shared(sent.message)).toMatchObject([
      { alt: files[0]?.alt, bytes: bytes[0] },
      // Discord shows what a picture shows, and of another file its name.
      chat === 'slack' ? { title: 'week 46.csv', bytes: bytes[1] } : { bytes: bytes[1] },
    ]);
    expect(await messenger.find(channel, 'report-46')).toEqual(sent);
    expect(await messenger.find(channel, 'report-47')).toBeUndefined();
  });

  test('files stand in a thread where they are put into one', async () => {
    const { messenger, channel } = await open();
    const above = await messenger.send(channel, card('Monday'), 'digest-46');
    const sent = await messenger.upload(channel, files, { key: 'charts-46', thread: above });
    expect(await messenger.find(channel, 'charts-46', above)).toEqual(sent);
    expect(sent.message).not.toBe(above.message);
  });

  test('a message of its own is taken away, once or more', async () => {
    const { messenger, channel } = await open();
    const sent = await messenger.send(channel, card('Mistaken'), 'key-1');
    await messenger.remove(sent);
    expect(place.sees()).toEqual([]);
    await messenger.remove(sent);
  });

  test('what others wrote is read back, oldest first, after a message or the newest', async () => {
    const { messenger, channel } = await open();
    const ids: string[] = [];
    for (const text of ['One', 'Two', 'Three']) ids.push(await place.say(text));
    await messenger.send(channel, card('Not theirs'), 'key-1');
    const texts = (all: { text: string }[]) => all.map(({ text }) => text);
    expect(texts(await messenger.history(channel, { limit: 2 }))).toEqual(['Two', 'Three']);
    expect(texts(await messenger.history(channel, { after: ids[0] ?? '', limit: 10 }))).toEqual([
      'Two',
      'Three',
    ]);
    expect(texts(await messenger.history(channel, { after: ids[0] ?? '', limit: 1 }))).toEqual(['Two']);
    expect(texts(await messenger.history(channel, { before: ids[2] ?? '', limit: 1 }))).toEqual(['Two']);
    expect(texts(await messenger.history(channel, { before: ids[0] ?? '', limit: 10 }))).toEqual([]);
    expect(await messenger.history(channel, { limit: 10 })).toMatchObject([
      { kind: 'message', chat, channel, message: ids[0], author: { id: place.people[0], isBot: false } },
      { message: ids[1] },
      { message: ids[2] },
    ]);
  });

  test('a thread is opened once, and spoken in', async () => {
    const { messenger, channel } = await open();
    const above = await messenger.send(channel, card('Crisis'), 'key-1');
    const thread = await messenger.openThread(above, 'What happens');
    expect(await messenger.openThread(above, 'What happens')).toEqual(thread);
    await messenger.send(thread.channel, card('It begins'), 'key-2', thread.thread);
    expect(place.sees(thread.channel).join()).toContain('It begins');
    expect(await messenger.find(thread.channel, 'key-2', thread.thread)).toBeDefined();
  });

  test('a channel is opened for some, named, joined by others and archived', async () => {
    const { messenger, people } = await open();
    const room = await messenger.openChannel({ name: 'crisis-7', isPrivate: true, people: [people[0]] });
    expect(place.channels()).toContainEqual({ id: room, name: 'crisis-7' });
    await messenger.send(room, card('Here we are'), 'key-1');
    await messenger.renameChannel(room, 'crisis-7-tone');
    expect(place.channels()).toContainEqual({ id: room, name: 'crisis-7-tone' });
    await messenger.invite(room, [...people]);
    await messenger.archiveChannel(room);
    await messenger.archiveChannel(room);
    expect(await place.mayWrite(room)).toBe(false);
  });

  test("a channel's name that is cut holds no half of a character", async () => {
    const { messenger, people } = await open();
    const name = `${'x'.repeat(79)}\u{10428}${'y'.repeat(18)}🎉 and so on`;
    const room = await messenger.openChannel({ name, isPrivate: true, people: [people[0]] });
    const found = place.channels().find(({ id }) => id === room)?.name ?? '';
    expect([found.startsWith('x'.repeat(79)), storable(found)]).toEqual([true, found]);
  });

  test('a message is marked and pinned, once or more', async () => {
    const { messenger } = await open();
    const message = await place.say('Look');
    const reference = { chat, channel: place.channel, message };
    for (const _ of [1, 2]) {
      await messenger.react(reference, 'seen');
      await messenger.pin(reference);
    }
    expect(place.reactions(message)).toEqual([chat === 'slack' ? 'eyes' : '👀']);
  });

  test('what is gone or not allowed is told by its reason', async () => {
    const { messenger } = await open();
    const nowhere = chat === 'slack' ? 'C0NOWHERE' : '1000000000000000077';
    await expect(messenger.history(nowhere, { limit: 1 })).rejects.toMatchObject({
      reason: 'channel_closed',
    });
    await expect(messenger.renameChannel(nowhere, 'x')).rejects.toMatchObject({ reason: 'channel_closed' });
  });
});
