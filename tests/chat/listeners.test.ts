/** How what the chats hear reaches the listeners: who hears what, in which order, and what happens to a slow one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Heard, HeardMessage } from '../../src/chat/heard.ts';
import type { Channels, Listener } from '../../src/chat/listener.ts';
import type { Limits } from '../../src/chat/listener-queue.ts';
import { Listeners } from '../../src/chat/listeners.ts';
import { createLog } from '../../src/kit/log.ts';

/** What was heard, and the doors that let a slow listener go on. */
interface Ear {
  heard: string[];
  running: number;
  most: number;
  open(message: string): void;
}

interface Team {
  listens: boolean;
  channels: Channels;
}

const everywhere: Team = { listens: true, channels: 'everywhere' };

function message(id: string, channel = 'one', more: Partial<HeardMessage> = {}): HeardMessage {
  const author = { id: 'U1', isBot: false };
  return {
    ...{
      kind: 'message',
      chat: 'slack',
      event: id,
      channel,
      message: id,
      author,
      text: id,
      names: {},
      at: 0,
    },
    ...more,
  };
}

const audit = (id: string): Heard => ({
  ...{ kind: 'audit_entry', chat: 'discord', event: id, entry: id, action: 'ban', isOwn: false, at: 0 },
});

/** A listener that takes as long as the test lets it, beside whatever else is given. */
function rig(options: { limits?: Limits; more?: Listener<Ear, Team>[]; slow?: boolean } = {}) {
  const doors = new Map<string, () => void>();
  const ear: Ear = { heard: [], running: 0, most: 0, open: (id) => doors.get(id)?.() };
  const slow: Listener<Ear, Team> = {
    name: 'slow',
    summary: 'Waits',
    hears: ['message', 'edit', 'audit_entry'],
    on: (team) => team.listens,
    in: (team) => team.channels,
    run(event, app) {
      app.heard.push(event.event);
      if (!options.slow) return undefined;
      app.running += 1;
      app.most = Math.max(app.most, app.running);
      return new Promise((resolve) => {
        doors.set(event.event, () => {
          app.running -= 1;
          resolve();
        });
      });
    },
  };
  let team = everywhere;
  const lines: string[] = [];
  const counted: string[] = [];
  const listeners = new Listeners<Ear, Team>({
    listeners: [slow, ...(options.more ?? [])],
    app: ear,
    team: () => team,
    log: createLog('info', { write: (line) => void lines.push(line) }),
    counted: (name, outcome) => void counted.push(`${name} ${outcome}`),
    limits: options.limits,
  });
  const setTeam = (changed: Team) => {
    team = changed;
  };
  return { ear, listeners, lines, counted, setTeam };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('who hears what', () => {
  it('is what the listener asks for, where it asks for it, while the team wants it', () => {
    const { ear, listeners, setTeam } = rig();
    setTeam({ listens: true, channels: { slack: ['one'] } });
    expect(listeners.wants('slack', 'message', { channel: 'one' })).toBe(true);
    expect(listeners.wants('slack', 'message', { channel: 'two' })).toBe(false);
    expect(listeners.wants('slack', 'reaction', { channel: 'one' })).toBe(false);
    expect(listeners.wants('discord', 'message', { channel: 'one' })).toBe(false);
    // What happens to a thread happens in its channel.
    expect(listeners.wants('slack', 'message', { channel: 'thread', parent: 'one' })).toBe(true);
    listeners.handle(message('here'));
    listeners.handle(message('elsewhere', 'two'));
    setTeam({ listens: false, channels: 'everywhere' });
    expect(listeners.wants('slack', 'message', { channel: 'one' })).toBe(false);
    listeners.handle(message('unwanted'));
    expect(ear.heard).toEqual(['here']);
  });

  it('is only what answers a message, where that is all that is wanted', () => {
    const heard: string[] = [];
    const answers: Listener<Ear, Team> = {
      ...{ name: 'answers', summary: 'Notes', hears: ['message', 'edit'], answersOnly: true, on: () => true },
      run(event) {
        heard.push(`${event.kind} ${event.event}`);
        return undefined;
      },
    };
    const { listeners, setTeam } = rig({ more: [answers] });
    setTeam({ listens: false, channels: 'everywhere' });
    expect(listeners.wants('slack', 'message', { channel: 'one' })).toBe(false);
    expect(listeners.wants('slack', 'message', { channel: 'one', isAnswer: true })).toBe(true);
    const replyTo = { chat: 'slack', channel: 'one', message: '1' };
    listeners.handle(message('ordinary'));
    listeners.handle(message('answer', 'one', { replyTo }));
    listeners.handle({ ...message('changed'), kind: 'edit' });
    expect(heard).toEqual(['message answer', 'edit changed']);
  });

  it('decides what the chats are asked for', () => {
    const { listeners, setTeam } = rig();
    expect([...listeners.needs('slack').kinds]).toEqual(['message', 'edit', 'audit_entry']);
    setTeam({ listens: true, channels: { discord: ['1'] } });
    expect(listeners.needs('slack').kinds.size).toBe(0);
    expect(listeners.needs('discord').kinds.size).toBe(3);
  });

  it('what concerns a whole server is heard wherever the listener hears', () => {
    const { ear, listeners, setTeam } = rig();
    setTeam({ listens: true, channels: { discord: ['1'] } });
    listeners.handle(audit('entry'));
    expect(ear.heard).toEqual(['entry']);
  });
});

describe('a listener', () => {
  it('hears the events of one channel one after another, and those of others meanwhile', async () => {
    const { ear, listeners } = rig({ slow: true });
    for (const id of ['a1', 'a2']) listeners.handle(message(id, 'a'));
    listeners.handle(message('b1', 'b'));
    expect(ear.heard).toEqual(['a1', 'b1']);
    ear.open('a1');
    await turn();
    expect(ear.heard).toEqual(['a1', 'b1', 'a2']);
    for (const id of ['a2', 'b1']) ear.open(id);
    await listeners.idle();
  });

  it('is at work in so many channels at the same time and no more, each in its turn', async () => {
    const { ear, listeners } = rig({ slow: true, limits: { waiting: 100, atOnce: 2 } });
    for (const channel of ['a', 'b', 'c', 'd']) listeners.handle(message(channel, channel));
    listeners.handle(message('a2', 'a'));
    expect(ear.heard).toEqual(['a', 'b']);
    for (const id of ['a', 'b', 'c', 'd', 'a2']) {
      ear.open(id);
      await turn();
    }
    expect(ear.heard).toEqual(['a', 'b', 'c', 'd', 'a2']);
    expect(ear.most).toBe(2);
  });

  it('that is slow holds up no other', () => {
    const heard: string[] = [];
    const quick: Listener<Ear, Team> = {
      ...{ name: 'quick', summary: 'Notes', hears: ['message'], on: () => true },
      run(event) {
        heard.push(event.event);
        return undefined;
      },
    };
    const { listeners } = rig({ slow: true, more: [quick] });
    for (const id of ['1', '2', '3']) listeners.handle(message(id));
    expect(heard).toEqual(['1', '2', '3']);
  });

  it.each([
    [
      'at once',
      () => {
        throw new Error('broken');
      },
    ],
    ['later', () => Promise.reject(new Error('broken'))],
  ])('that fails %s is logged and counted, and hears what comes next', async (_, fail) => {
    const heard: string[] = [];
    const failing: Listener<Ear, Team> = {
      ...{ name: 'failing', summary: 'Fails', hears: ['message'], on: () => true },
      run(event) {
        heard.push(event.event);
        return event.event === '1' ? fail() : undefined;
      },
    };
    const { listeners, counted, lines } = rig({ more: [failing] });
    for (const id of ['1', '2']) listeners.handle(message(id));
    await listeners.idle();
    expect(heard).toEqual(['1', '2']);
    expect(counted).toEqual(['failing failed']);
    expect(lines.join()).toContain('a listener failed');
  });

  it('hears everything once and each channel in its order, whatever it waits for', async () => {
    const channels = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        channels,
        fc.integer({ min: 1, max: 3 }),
        fc.infiniteStream(fc.nat(3)),
        async (said, atOnce, waits) => {
          const heard: string[] = [];
          const waiting: Listener<Ear, Team> = {
            ...{ name: 'waiting', summary: 'Waits', hears: ['message'], on: () => true },
            run(event) {
              heard.push(event.event);
              const turns = waits.next().value;
              return turns === 0 ? undefined : waitFor(turns);
            },
          };
          const { listeners } = rig({ more: [waiting], limits: { waiting: 100, atOnce } });
          const ids = said.map((channel, index) => ({ channel, id: `${channel}${index}` }));
          for (const { channel, id } of ids) listeners.handle(message(id, channel));
          await listeners.idle();
          for (const name of ['a', 'b', 'c'])
            expect(heard.filter((id) => id.startsWith(name))).toEqual(
              ids.filter(({ channel }) => channel === name).map(({ id }) => id),
            );
        },
      ),
      { numRuns: 50 },
    );
  });
});

async function waitFor(turns: number): Promise<void> {
  for (let left = turns; left > 0; left -= 1) await Promise.resolve();
}

describe('a listener that is too slow', () => {
  const limits = { waiting: 3, atOnce: 1 };

  it('misses the oldest messages; that is counted each time, and told when it begins and ends', async () => {
    const { ear, listeners, counted, lines } = rig({ slow: true, limits });
    for (const id of ['1', '2', '3', '4', '5', '6']) listeners.handle(message(id));
    expect(counted).toEqual(['slow dropped', 'slow dropped']);
    expect(lines.filter((line) => line.includes('too slow'))).toHaveLength(1);
    for (const id of ['1', '4', '5', '6']) {
      ear.open(id);
      await turn();
    }
    expect(ear.heard).toEqual(['1', '4', '5', '6']);
    expect(lines.join()).toContain('"dropped":2');
  });

  it('misses a message of another channel before what tells of a person or a change', async () => {
    const { ear, listeners } = rig({ slow: true, limits });
    listeners.handle(message('1'));
    listeners.handle({ ...message('edit'), kind: 'edit' });
    listeners.handle(message('2', 'two'));
    for (const id of ['entry 1', 'entry 2', 'entry 3']) listeners.handle(audit(id));
    // Each as soon as it is heard.
    for (let index = 0; index < ear.heard.length; index += 1) {
      ear.open(ear.heard[index] ?? '');
      await turn();
    }
    expect(ear.heard.toSorted()).toEqual(['1', 'edit', 'entry 1', 'entry 2', 'entry 3']);
  });

  it('never holds more than ten times what may wait, whatever it is', () => {
    const { listeners, counted } = rig({ slow: true, limits });
    for (let count = 0; count < 40; count += 1) listeners.handle(audit(String(count)));
    expect(counted).toHaveLength(40 - 1 - 30);
  });
});
