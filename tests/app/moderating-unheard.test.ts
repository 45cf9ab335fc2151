/** What was written while nobody heard it is moderated late: once, and by a person where it is old. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { section as moderation } from '../../config/team/sections/moderation.ts';
import type { App } from '../../src/app/app.ts';
import { idle } from '../../src/app/moderation/acting.ts';
import { decide } from '../../src/app/moderation/deciding.ts';
import { moderateUnheard } from '../../src/app/moderation/unheard.ts';
import { ChatError, type WrittenPlace } from '../../src/chat/chat.ts';
import type { HeardMessage } from '../../src/chat/heard.ts';
import * as moderatedChannels from '../../src/store/moderated-channels.ts';
import { openDesk } from './moderation-desk.ts';
import { MODERATORS, QUEUE, ROOM } from './moderation-rig.ts';

const MINUTE = 60_000;
const desk = openDesk();
let places: WrittenPlace[];
let refusal: ChatError | undefined;
let written = 0;
let watched: readonly string[] | 'everywhere';
beforeEach(() => {
  watched = 'everywhere';
  places = [{ channel: ROOM }];
  refusal = undefined;
});

describe('what was written while the bot was down', () => {
  it('is deleted at its start, and what stood there before its first look is left', async () => {
    write('tom', 'look at spam.example');
    await start();
    expect(await desk.all()).toEqual([]);
    const id = write('tom', 'more at spam.example');
    write('ann', 'hello');
    await start();
    expect(desk.rig.chat.acts).toEqual([`delete ${ROOM}/${id}`]);
    expect(await desk.only()).toMatchObject({ action: 'delete', state: 'done', userName: 'tom' });
  });

  it('is acted on once, also where it was heard, or is looked at by two processes', async () => {
    await start();
    const heard = await desk.rig.say('ann', 'slur', { message: nextId() });
    write('ann', 'slur', { message: heard });
    const unheard = write('tom', 'slur');
    await Promise.all([start(), start()]);
    await start();
    expect(desk.rig.chat.acts.toSorted()).toEqual(
      [`delete ${ROOM}/${heard}`, `delete ${ROOM}/${unheard}`, 'timeout ann', 'timeout tom'].toSorted(),
    );
    expect(await desk.all()).toHaveLength(2);
  });

  it('waits for a person where it is older than a quarter of an hour; nothing is done before', async () => {
    await start();
    const id = write('tom', 'banned', { at: desk.rig.clock.now() - 16 * MINUTE });
    await start();
    expect(desk.rig.chat.acts).toEqual([]);
    const found = await desk.only();
    expect(found).toMatchObject({ action: 'hold', state: 'open', notice: 'none' });
    expect(await desk.placesOf(found.id)).toEqual([`card ${QUEUE}`]);
    expect(await desk.shown(found.id)).toContain('rule "banned" says ban');
    await decide(desk.rig.app, desk.actor(), found.id, 'delete');
    await idle(desk.rig.app);
    expect(desk.rig.chat.acts).toEqual([`delete ${ROOM}/${id}`]);
    // What a person decided stands.
    await forget();
    expect(await desk.all()).toHaveLength(1);
  });

  it('stays where a person dismissed it, however often it is read back', async () => {
    await start();
    write('tom', 'banned', { at: desk.rig.clock.now() - 16 * MINUTE });
    await start();
    const { id } = await desk.only();
    await decide(desk.rig.app, desk.actor(), id, 'dismiss');
    await forget();
    expect(await desk.only()).toMatchObject({ action: 'dismiss', state: 'done' });
    expect(desk.rig.chat.acts).toEqual([]);
  });

  it('is left alone where it is older than a day: a bot that was away for a week punishes nobody for it', async () => {
    await start();
    for (let user = 0; user < 300; user += 1)
      write(`u${user}`, 'banned', { at: desk.rig.clock.now() - 25 * 60 * MINUTE });
    await start();
    expect(await desk.all()).toEqual([]);
    expect(desk.rig.chat.acts).toEqual([]);
  });

  it('by a moderator is passed over, by the roles of now', async () => {
    await start();
    write('mo', 'slur');
    desk.rig.chat.members.set('mo', { joinedAt: 1, timeoutUntil: null, position: 1, roles: [MODERATORS] });
    await start();
    expect(await desk.all()).toEqual([]);
  });

  it('is looked at while it runs too, some minutes later: a message may get lost on its way', async () => {
    const app = await start();
    write('tom', 'rude');
    await moderateUnheard(app);
    expect(await desk.all()).toEqual([]);
    desk.rig.clock.moveTo(desk.rig.clock.now() + 5 * MINUTE);
    await moderateUnheard(app);
    await idle(app);
    expect(await desk.only()).toMatchObject({ action: 'warn', state: 'done' });
  });
});

describe('a channel', () => {
  it('that was made meanwhile is read from its first message, a thread with its channel', async () => {
    await start();
    const id = write('tom', 'slur', { channel: '123' });
    places.push({ channel: '123', parent: ROOM, newest: id });
    await start();
    expect(desk.rig.chat.acts).toEqual([`delete 123/${id}`, 'timeout tom']);
  });

  it('in which nothing new stands is not asked for', async () => {
    const id = write('tom', 'hello');
    places = [{ channel: ROOM, newest: id }];
    await start();
    refusal = new ChatError('unreachable', 'Away.');
    const asked = asks();
    await start();
    expect(asks()).toBe(asked);
  });

  it('that does not answer now is read back later, and loses nothing', async () => {
    await start();
    const id = write('tom', 'slur');
    places = [{ channel: ROOM, newest: id }];
    refusal = new ChatError('unreachable', 'Away.');
    await start();
    expect(await desk.all()).toEqual([]);
    refusal = undefined;
    await start();
    expect(await desk.only()).toMatchObject({ action: 'timeout', state: 'done' });
  });

  it('that the bot may not read is asked for twice and then once for each message, and no others wait for it', async () => {
    await start();
    const id = write('tom', 'slur', { channel: '124' });
    places = [
      { channel: 'closed', newest: nextId() },
      { channel: '124', newest: id },
    ];
    const app = await start();
    expect(await desk.only()).toMatchObject({ action: 'timeout' });
    await lookAgain(app);
    const asked = asks();
    await lookAgain(app);
    expect(asks()).toBe(asked);
    await start();
    expect(asks()).toBe(asked);
  });

  it('that refuses once loses nothing: it is an outage, or a right that comes back', async () => {
    await start();
    const id = write('tom', 'slur');
    places = [{ channel: ROOM, newest: id }];
    refusal = new ChatError('refused', 'Missing access.');
    const app = await start();
    refusal = undefined;
    await lookAgain(app);
    expect(await desk.only()).toMatchObject({ action: 'timeout', state: 'done' });
  });
});

describe('where channels are named', () => {
  beforeEach(() => watchOnly([ROOM]));

  it('a thread that was opened below one meanwhile is read from its first message', async () => {
    await start();
    later();
    const id = write('tom', 'slur', { channel: '125' });
    places.push({ channel: '125', parent: ROOM, newest: id }, { channel: '126', newest: id });
    await start();
    expect(desk.rig.chat.acts).toEqual([`delete 125/${id}`, 'timeout tom']);
  });

  it('and all are watched from now on, what stood in the others is left alone', async () => {
    write('tom', 'slur', { channel: '127' });
    places.push({ channel: '127', newest: '1' });
    await start();
    later();
    watchOnly('everywhere');
    places[1] = { channel: '127', newest: write('tom', 'slur', { channel: '127' }) };
    await start();
    expect(await desk.all()).toEqual([]);
    later();
    places[1] = { channel: '127', newest: write('tom', 'slur', { channel: '127' }) };
    await start();
    expect(await desk.only()).toMatchObject({ action: 'timeout', state: 'done' });
  });

  it('one that was watched before, and not meanwhile, begins anew', async () => {
    const write127 = () => write('tom', 'slur', { channel: '127' });
    watchOnly([ROOM, '127']);
    places.push({ channel: '127', newest: write127() });
    await start();
    watchOnly([ROOM]);
    later();
    places[1] = { channel: '127', newest: write127() };
    await start();
    watchOnly([ROOM, '127']);
    later();
    await start();
    expect(await desk.all()).toEqual([]);
  });
});

describe('the first look', () => {
  it('that is broken off has the next one judge what was written since, and nothing older', async () => {
    write('tom', 'slur');
    write('tom', 'slur', { channel: '128' });
    later();
    places.push({ channel: '128' });
    refusal = new ChatError('unreachable', 'Away.');
    await start();
    refusal = undefined;
    later();
    const id = write('ann', 'slur', { channel: '128' });
    await start();
    expect(desk.rig.chat.acts).toEqual([`delete 128/${id}`, 'timeout ann']);
  });

  it('asks for no channel of which the chat tells the newest message', async () => {
    places = [{ channel: ROOM, newest: write('tom', 'slur') }];
    const asked = asks();
    await start();
    expect(asks()).toBe(asked);
  });
});

it('a channel that the bot may read from now on has nothing of its past judged', async () => {
  await start();
  write('tom', 'slur', { channel: '129' });
  later();
  const app = await start();
  later();
  places.push({ channel: '129', newest: write('ann', 'rude', { channel: '129' }) });
  await lookAgain(app);
  expect(await desk.only()).toMatchObject({ userName: 'ann' });
});

it('channels that are gone are forgotten', async () => {
  places.push({ channel: '130', newest: nextId() });
  await start();
  places.pop();
  await start();
  expect([...(await moderatedChannels.lookedAt(desk.rig.app.database, 'discord')).keys()]).toEqual([ROOM]);
});

function watchOnly(channels: readonly string[] | 'everywhere'): void {
  watched = channels;
}

function later(): void {
  desk.rig.clock.moveTo(desk.rig.clock.now() + MINUTE);
}

async function lookAgain(app: App): Promise<void> {
  desk.rig.clock.moveTo(desk.rig.clock.now() + 5 * MINUTE);
  await moderateUnheard(app);
  await idle(app);
}

let count = 0;
const asks = () => count;

/** A process of its own, over the same store. */
async function start(): Promise<App> {
  const { chat } = desk.rig;
  const messenger = {
    ...chat.messenger,
    places: async () => places,
    history: async (channel: string, { limit, before }: { limit: number; before?: string }) => {
      count += 1;
      if (channel === 'closed') throw new ChatError('refused', 'Missing access.');
      if (refusal) throw refusal;
      const all = chat.past.filter((one) => one.channel === channel);
      const end = before === undefined ? all.length : all.findIndex((one) => one.message === before);
      return all.slice(Math.max(0, end - limit), end);
    },
  };
  const { team } = desk.rig.app;
  const sections = new Map(team.sections);
  sections.set('moderation', { ...moderation.of(team), channels: { discord: watched } });
  const messengers = new Map([['discord', messenger]]);
  const app = { ...desk.rig.app, messengers, team: { ...team, sections } } as unknown as App;
  await moderateUnheard(app);
  await idle(app);
  return app;
}

/** As if it had died before it noted how far it had read. */
async function forget(): Promise<void> {
  await moderatedChannels.advance(desk.rig.app.database, 'discord', ROOM, '0');
  await start();
}

function nextId(): string {
  written += 1;
  return String(1_000_000 + written);
}

function write(user: string, text: string, more: Partial<HeardMessage> = {}): string {
  const { chat, clock } = desk.rig;
  const { message = nextId(), channel = ROOM, at = clock.now() } = more;
  if (!chat.members.has(user)) chat.members.set(user, { joinedAt: 1, timeoutUntil: null, position: 0 });
  const raw = { id: message, channel_id: channel, content: text, author: { id: user, username: user } };
  chat.past.push({
    ...{ kind: 'message', chat: 'discord', event: randomUUID(), channel, message, text, names: {}, at },
    author: { id: user, name: user, isBot: false },
    raw: { ...raw, timestamp: new Date(at).toISOString() },
  });
  return message;
}
