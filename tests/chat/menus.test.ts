/** What is the same in both chats: menus of messages, selects on cards, and who is notified. */
import { afterEach, describe, expect, test } from 'vitest';
import { card, type Ping, select, text } from '../../src/chat/card.ts';
import type { Group, Menu, MenuCall, Press } from '../../src/chat/command.ts';
import { type BothApp, CHATS, type Place } from './both.ts';
import { AUTHORS } from './discord/rig.ts';

let place: Place;
afterEach(() => place.stop());

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  test('an entry of a message’s menu gets the message, who wrote it and what it says, and answers privately', async () => {
    const taken: MenuCall[] = [];
    const report: Menu<BothApp> = {
      ...{ name: 'Report', summary: 'Tell the moderators', menu: 'message', allow: 'anyone' },
      async run(call) {
        taken.push(call);
        return card('Reported', { blocks: [text('Thank you.')] });
      },
    };
    place = await CHATS[chat]({ definitions: [report] });
    const message = await place.say('Buy *this*');
    await place.menu('Report', message);
    await expect.poll(() => place.sees().join()).toContain('Thank you.');
    expect(taken).toMatchObject([
      {
        chat,
        channel: place.channel,
        person: { identities: { [chat]: place.people[0] } },
        target: {
          author: { id: place.people[0], isBot: false },
          message: { chat, channel: place.channel, message },
          text: 'Buy *this*',
        },
      },
    ]);
  });

  test('an entry that needs a role refuses who lacks it', async () => {
    const report: Menu<BothApp> = {
      ...{ name: 'Open a crisis', summary: 'Ring the bell', menu: 'message', allow: 'admin' },
      run: async () => card('Opened'),
    };
    place = await CHATS[chat]({ definitions: [report] });
    await place.menu('Open a crisis', await place.say('Fire'));
    await expect.poll(() => place.sees().join()).toContain('Not yours to do');
    expect(place.sees().join()).not.toContain('Opened');
  });

  test('what is chosen in a select comes with the press', async () => {
    const presses: Press[] = [];
    const mood: Group<BothApp> = {
      ...{ name: 'mood', summary: 'Moods' },
      buttons: [
        {
          ...{ action: 'mood.set', allow: 'anyone' },
          async press(press) {
            presses.push(press);
            return card(`Noted: ${press.choice}`);
          },
        },
      ],
    };
    place = await CHATS[chat]({ definitions: [mood] });
    const choices = ['negative', 'neutral', 'positive'].map((value) => ({ value, label: value }));
    const shown = card('A mention', { actions: [select('mood.set', 12, 'Mood', choices, 'neutral')] });
    const { message } = await place.messenger.send(place.channel, shown, 'key-1');
    await place.choose(message, 'mood.set:12', 'negative');
    await expect.poll(() => place.sees().join()).toContain('Noted: negative');
    expect(presses).toMatchObject([{ id: '12', choice: 'negative', message: { message } }]);
  });

  test('a card notifies whom it pings and nobody else that it names', async () => {
    place = await CHATS[chat]();
    const [ada, ben] = place.people;
    const group = chat === 'slack' ? 'S0APPROVERS' : AUTHORS;
    const ping: Ping = { people: { [chat]: [ada, ada] }, groups: { [chat]: [group] }, here: true };
    const person = { type: 'person' as const, name: 'Ben', identities: { [chat]: ben } };
    const blocks = [text(['Asked by ', person, ' @everyone <!channel> <@U0BO>'])];
    const loud = await place.messenger.send(place.channel, card('Crisis', { blocks, ping }), 'key-1');
    expect(place.notified(loud.message)).toEqual([ada, group, 'here']);
    const quiet = await place.messenger.send(place.channel, card('Crisis', { blocks }), 'key-2');
    expect(place.notified(quiet.message)).toEqual([]);
    const others = { people: { elsewhere: ['U1'] } };
    const none = await place.messenger.send(place.channel, card('Crisis', { blocks, ping: others }), 'key-3');
    expect(place.notified(none.message)).toEqual([]);
    expect(await place.messenger.find(place.channel, 'key-1')).toEqual(loud);
  });
});
