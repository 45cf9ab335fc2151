/** What the sender does with two chats that fail in every way: by the clock that can be moved, with no waiting. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSender, type Sender } from '../../src/app/showing/sender.ts';
import type { Asked, Drawn } from '../../src/app/showing/subject.ts';
import { card, text } from '../../src/chat/card.ts';
import { ChatError } from '../../src/chat/chat.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { type Subject, subjectOf } from '../../src/kit/subject.ts';
import type { Transaction } from '../../src/store/database.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as people from '../../src/store/people.ts';
import { signal } from '../contract/signal.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { empty } from '../store/empty.ts';
import { type Recording, recordingChat } from './recording.ts';

let opened: OpenDatabase;
let dataDir = '';
/** In both chats. */
let ada = 0;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-sender-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log: createLog('silent') });
  ada = await people.enrol(opened.database, { slack: 'UA', discord: '1' }, { name: 'Ada' });
}, 60_000);
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const MINUTE = 60_000;
const SUBJECT = subjectOf('crisis', 1);
const C1 = { chat: 'slack', channel: 'C1' };
const C2 = { chat: 'discord', channel: '2' };

let clock: MovableClock;
let slack: Recording;
let discord: Recording;
let draw: (subject: Subject, asked: Asked) => Promise<Drawn | undefined>;
let faults: string[];
let unsaid: string[];
let mended: string[];
let woken: number[];
const senders: Sender[] = [];
beforeEach(async () => {
  await empty(opened.database, 'outbox_changes', 'outbox', 'outbox_places');
  clock = new MovableClock();
  const gone = () => new ChatError('gone', 'no such message');
  [slack, discord] = [recordingChat('slack', gone), recordingChat('discord', gone)];
  draw = async (_subject, { kind, round }) => card(`${kind} ${round}`);
  [faults, unsaid, mended, woken] = [[], [], [], []];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const sender of senders.splice(0)) await sender.stop(0);
});

/** Time passes where the test moves it on, and not beside it. */
function standStill(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
}

function worker(lease?: number, database = opened.database): Sender {
  const sender = createSender({
    ...{ database, clock, log: createLog('silent'), lease },
    messengers: new Map([slack, discord].map((one) => [one.chat, one])),
    preferred: () => ['slack', 'discord'],
    draw: (subject, asked) => draw(subject, asked),
    together: (_subject, kind, count) => (kind === 'notice' ? `${count} notices` : undefined),
    faulty: async (message, fault) => void faults.push(`${message.place} ${fault}`),
    unsaid: async (_message, why) => void unsaid.push(why),
    mended: async (place) => void mended.push(place),
    wake: (at) => woken.push(at),
  });
  senders.push(sender);
  return sender;
}

/** The same with another way of one thing. */
function instead<T extends object, Key extends keyof T>(of: T, key: Key, way: T[Key]): T {
  return new Proxy(of, {
    get: (_of, name) => {
      const found = name === key ? way : Reflect.get(of, name);
      return typeof found === 'function' && name !== key ? found.bind(of) : found;
    },
  });
}

const want = (...wanted: Partial<outbox.WantedMessage>[]) =>
  outbox.want(
    opened.database,
    wanted.map((one) => ({ subject: SUBJECT, kind: 'ping', to: C1, ...one })),
  );

async function send(sender = worker()): Promise<void> {
  await sender.sendDue();
  await sender.idle();
}

async function pass(span: number, sender?: Sender): Promise<void> {
  if (span > 0) clock.moveTo(clock.now() + span);
  await send(sender);
}

const stored = () => outbox.messagesOf(opened.database, SUBJECT);
const words = (chat: Recording) => chat.kept.map((one) => one.words);
const failing = (...errors: ChatError[]): Recording['before'] => {
  return async ({ name }) => {
    if (name !== 'send' && name !== 'edit') return;
    const error = errors.shift();
    if (error) throw error;
  };
};

const blocked = () => new ChatError('unreachable', 'answered 403', { isBlocked: true });

describe('a message', () => {
  test('is said once in each of its places, also where two workers look at once', async () => {
    await want({ to: C1 }, { to: C2 }, { to: { personId: ada } });
    await Promise.all([send(), send()]);
    expect(slack.kept.map(({ channel }) => channel).sort()).toEqual(['C1', 'D-UA']);
    expect(discord.kept.map(({ channel }) => channel)).toEqual(['2']);
    await pass(MINUTE);
    expect([...slack.kept, ...discord.kept]).toHaveLength(3);
  });

  test('whose answer was lost is found by its key, and not said twice (grafana/oncall PR #3820, #5287)', async () => {
    slack.after = async () => {
      slack.after = async () => {};
      throw new ChatError('unreachable', 'no answer');
    };
    await want({});
    await send();
    await pass(MINUTE);
    expect(slack.kept).toHaveLength(1);
    expect(await stored()).toMatchObject([{ state: 'sent', message: 'slack-1', failures: 0 }]);
  });

  test('of a worker that died in the middle is found by the next one, also where its reason is gone', async () => {
    const dies = signal();
    slack.after = () => dies.reached;
    await want({}, { to: C2 });
    const dying = worker(-1);
    await dying.sendDue();
    await expect.poll(() => slack.kept.length + discord.kept.length).toBe(2);
    slack.after = async () => {};
    draw = async () => undefined;
    const next = worker();
    await send(next);
    expect(slack.kept).toHaveLength(1);
    expect((await stored()).map(({ state, message }) => [state, message])).toContainEqual([
      'sent',
      'slack-1',
    ]);
    dies.reach();
    await dying.idle();
    expect(slack.kept).toHaveLength(1);
  });

  test('whose reason is gone before it is said is dropped', async () => {
    draw = async () => undefined;
    await want({});
    await send();
    expect(slack.kept).toEqual([]);
    expect(await outbox.isAnyWaiting(opened.database)).toBe(false);
  });

  test('is said in the thread that it answers', async () => {
    await want({ thread: { ...C1, message: 'slack-0' } });
    await send();
    expect(slack.kept).toMatchObject([{ thread: 'slack-0' }]);
  });

  test('to a person goes to their other chat where the first refuses, and is dropped where all do', async () => {
    slack.before = async ({ name }) => {
      if (name === 'directChannel') throw new ChatError('refused', 'takes no direct messages');
    };
    await want({ to: { personId: ada } });
    await send();
    expect(discord.kept).toMatchObject([{ channel: 'D-1' }]);
    discord.before = slack.before;
    await want({ to: { personId: ada }, round: 2 });
    await send();
    expect(discord.kept).toHaveLength(1);
    expect(unsaid).toEqual(['takes no direct messages']);
    expect(await outbox.isAnyWaiting(opened.database)).toBe(false);
  });

  test('to a person stays where the token of a chat is not taken, and comes when there is another', async () => {
    slack.before = failing(new ChatError('refused', 'not this token', { isTokenRefused: true }));
    discord.before = failing(new ChatError('refused', 'takes no direct messages'));
    await want({ to: { personId: ada } });
    await send();
    expect(await outbox.isAnyWaiting(opened.database)).toBe(true);
    await pass(MINUTE);
    expect([slack.kept.length, discord.kept.length]).toEqual([1, 0]);
  });

  test('to a person goes to their other chat where something before the first keeps the bot out', async () => {
    slack.before = failing(blocked());
    await want({ to: { personId: ada } });
    await send();
    expect([slack.kept.length, discord.kept.length]).toEqual([0, 1]);
    expect(unsaid).toEqual([]);
  });

  test('that is kept out of all its chats is told as unsaid, stays, and comes when the bot is let through', async () => {
    slack.before = async () => {
      throw blocked();
    };
    discord.before = failing(new ChatError('refused', 'takes no direct messages'));
    await want({ to: { personId: ada } }, { to: C1, round: 2 });
    await send();
    expect([...slack.kept, ...discord.kept]).toEqual([]);
    expect(unsaid).toEqual(['answered 403', 'answered 403']);
    slack.before = async () => {};
    await pass(MINUTE);
    expect(slack.kept.map(({ channel }) => channel).sort()).toEqual(['C1', 'D-UA']);
  });

  describe('to a person, whose answer was lost', () => {
    const keptOut = (): Recording['before'] => async () => {
      throw new ChatError('refused', 'not this token', { isTokenRefused: true });
    };
    const loses = (chat: Recording) => {
      chat.after = async () => {
        chat.after = async () => {};
        throw new ChatError('unreachable', 'no answer');
      };
    };

    test('in a chat that takes the token no more: stays, rather than be said in the other too', async () => {
      loses(slack);
      await want({ to: { personId: ada } });
      await send();
      slack.before = keptOut();
      await pass(MINUTE);
      expect([slack.kept.length, discord.kept.length]).toEqual([1, 0]);
      expect(unsaid).toEqual(['not this token']);
      slack.before = async () => {};
      await pass(MINUTE);
      expect([slack.kept.length, discord.kept.length]).toEqual([1, 0]);
      expect(await stored()).toMatchObject([{ state: 'sent', message: 'slack-1' }]);
    });

    test('is found in the other chat, to which it went', async () => {
      slack.before = keptOut();
      loses(discord);
      await want({ to: { personId: ada } });
      await send();
      await pass(MINUTE);
      expect([slack.kept.length, discord.kept.length]).toEqual([0, 1]);
      expect(await stored()).toMatchObject([{ state: 'sent', chat: 'discord' }]);
    });

    test('is sent again where it is not, though a chat behind takes no token', async () => {
      slack.before = failing(new ChatError('unreachable', 'no answer'));
      discord.before = keptOut();
      await want({ to: { personId: ada } });
      await send();
      await pass(MINUTE);
      expect(slack.kept).toHaveLength(1);
    });
  });

  test('to a person that no chat can have taken is not held up by one that takes no token', async () => {
    slack.before = async () => {
      throw new ChatError('refused', 'not this token', { isTokenRefused: true });
    };
    discord.before = failing(new ChatError('rate_limited', 'slower', { retryAfter: 1_000 }));
    await want({ to: { personId: ada } });
    await send();
    expect(discord.kept).toEqual([]);
    await pass(MINUTE);
    expect(discord.kept).toHaveLength(1);
  });

  test('to a person whose chat does not answer waits for it, rather than go elsewhere too', async () => {
    slack.before = failing(new ChatError('unreachable', 'no answer'));
    await want({ to: { personId: ada } });
    await send();
    expect(discord.kept).toEqual([]);
    await pass(MINUTE);
    expect(slack.kept).toHaveLength(1);
  });

  test('is not due before its time, and the queue is asked to wake then', async () => {
    const at = clock.now() + 10 * MINUTE;
    await want({ notBefore: at });
    await send();
    expect(slack.kept).toEqual([]);
    expect(woken).toEqual([at]);
    await pass(10 * MINUTE);
    expect(slack.kept).toHaveLength(1);
  });

  test('waits while the chat asks for patience, and so does all that is for its place', async () => {
    standStill();
    slack.before = failing(new ChatError('rate_limited', 'slower', { retryAfter: 30_000 }));
    await want({}, { round: 2 }, { to: C2 });
    await send();
    expect(slack.kept).toEqual([]);
    expect(discord.kept).toHaveLength(1);
    await pass(29_000);
    expect(slack.kept).toEqual([]);
    await pass(1_000);
    expect(slack.kept).toHaveLength(1);
    // The burst is used up as well.
    await pass(1_000);
    expect(slack.kept).toHaveLength(2);
  });

  test('that is refused is tried again, ever later', async () => {
    standStill();
    const refusal = () => new ChatError('refused', 'no');
    slack.before = failing(refusal(), refusal(), refusal());
    await want({});
    const sender = worker();
    await send(sender);
    const pauses = [];
    for (const span of [10_000, 20_000, 40_000]) {
      pauses.push(((await stored())[0]?.nextAt.getTime() ?? 0) - clock.now());
      await pass(span, sender);
    }
    expect(slack.kept).toHaveLength(1);
    const [first = 0, second = 0, third = 0] = pauses;
    expect([first, second > first, third > second]).toEqual([expect.any(Number), true, true]);
  });
});

describe('many messages to one channel', () => {
  test('go out in their order, a burst and then one a second, and hold up no other channel', async () => {
    standStill();
    await want(...Array.from({ length: 8 }, (_, n) => ({ round: n })), { to: C2 });
    const sender = worker();
    await send(sender);
    const burst = slack.kept.length;
    expect(burst).toBeGreaterThanOrEqual(5);
    expect(burst).toBeLessThan(8);
    expect(discord.kept).toHaveLength(1);
    expect(woken.at(-1)).toBeGreaterThan(clock.now() - 1_000);
    for (let n = 0; n < 3; n += 1) await pass(1_000, sender);
    expect(words(slack)).toEqual(Array.from({ length: 8 }, (_, n) => `ping ${n}`));
  });

  test('are overtaken by a crisis', async () => {
    standStill();
    await want(...Array.from({ length: 20 }, (_, n) => ({ round: n })));
    const sender = worker();
    await send(sender);
    await want({ round: 99, priority: 'crisis' });
    await pass(1_000, sender);
    const at = words(slack).indexOf('ping 99');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(8);
  });
});

test('a place that hangs holds up no other; where all else hangs, a crisis still goes out', async () => {
  const hanging = signal();
  slack.before = async ({ channel }) => {
    if (channel.startsWith('C-slow')) await hanging.reached;
  };
  const slow = Array.from({ length: 40 }, (_, n) => ({ to: { chat: 'slack', channel: `C-slow-${n}` } }));
  await want(...slow);
  const sender = worker();
  await sender.sendDue();
  await want({ priority: 'crisis' });
  await sender.sendDue();
  await expect.poll(() => slack.kept.map(({ channel }) => channel)).toEqual(['C1']);
  hanging.reach();
  await sender.idle();
  expect(slack.kept).toHaveLength(41);
});

test('what is asked for while the sender looks when it is to wake is said at once', async () => {
  const { $client } = opened.database;
  const asks: (() => Promise<void>)[] = [
    async () => {
      await want({});
      void sender.sendDue();
    },
  ];
  const query = async (asked: { name?: string }) => {
    if (asked.name === 'next_outbox') await asks.pop()?.();
    return $client.query(asked as never);
  };
  const database = instead(opened.database, '$client', instead($client, 'query', query as never));
  const sender = worker(undefined, database);
  await send(sender);
  expect(slack.kept).toHaveLength(1);
});

test('an end that comes while a ping is drawn stops it; one that comes while it is sent does not', async () => {
  const [drawn, ended] = [signal(), signal()];
  draw = async () => {
    drawn.reach();
    await ended.reached;
    return card('ping');
  };
  await want({});
  const sender = worker();
  await sender.sendDue();
  await drawn.reached;
  await outbox.end(opened.database, SUBJECT);
  ended.reach();
  await sender.idle();
  expect(slack.kept).toEqual([]);

  slack.after = () => outbox.end(opened.database, SUBJECT);
  await want({ round: 2 });
  await send(sender);
  expect(slack.kept).toHaveLength(1);
  expect((await stored()).map(({ round, state }) => [round, state])).toEqual([['2', 'sent']]);
});

describe('a lasting message', () => {
  let state = 'open';
  beforeEach(() => {
    state = 'open';
    draw = async () => ({ ...card(`Crisis: ${state}`), opening: [text('You are asked to look.')] });
  });
  const change = async (to: string) => {
    state = to;
    await outbox.markChanged(opened.database, SUBJECT);
  };

  test('says why it comes until its subject changes; then it is edited, where that changes anything', async () => {
    await want({ lasting: true });
    await send();
    expect(words(slack)).toEqual(['Crisis: open\nYou are asked to look.']);
    await change('open');
    await send();
    expect(slack.edits).toEqual([]);
    await change('resolved');
    await send();
    expect(words(slack)).toEqual(['Crisis: resolved']);
  });

  test('shows what changed while it was sent', async () => {
    slack.after = () => change('resolved');
    await want({ lasting: true });
    await send();
    await send();
    expect(words(slack)).toEqual(['Crisis: resolved']);
  });

  test('that a person deleted in a channel is sent anew at the next change, or when somebody asks', async () => {
    await want({ lasting: true });
    await send();
    const [first] = slack.kept;
    slack.deleteByHand(first?.message ?? '');
    await change('resolved');
    await send();
    expect(words(slack)).toEqual(['Crisis: resolved\nYou are asked to look.']);
    expect(slack.kept[0]?.key).not.toBe(first?.key);
    slack.deleteByHand(slack.kept[0]?.message ?? '');
    await outbox.lookAgain(opened.database, SUBJECT);
    await send();
    expect(slack.kept).toHaveLength(1);
  });

  test('that a person deleted in their direct messages stays deleted', async () => {
    await want({ lasting: true, to: { personId: ada } });
    await send();
    slack.deleteByHand(slack.kept[0]?.message ?? '');
    await change('resolved');
    await send();
    expect(slack.kept).toEqual([]);
    expect(await outbox.isAnyWaiting(opened.database)).toBe(false);
  });

  test('of several to one person the newest is kept true, and the one before can be pressed no more', async () => {
    await want({ lasting: true, to: { personId: ada }, round: 1 });
    await send();
    await want({ lasting: true, to: { personId: ada }, round: 2 });
    await send();
    expect(words(slack)[0]).toContain('Its card stands further below.');
    await change('resolved');
    await send();
    expect(words(slack)).toEqual(['Crisis: open\nIts card stands further below.', 'Crisis: resolved']);
  });
});

describe('a channel that takes no messages', () => {
  const closed = (words = 'is archived') => new ChatError('channel_closed', words);
  const isClosed = (error: ChatError): Recording['before'] => {
    return async ({ name, channel }) => {
      if (name !== 'directChannel' && channel === 'C1') throw error;
    };
  };

  test('is told once for each fault; what waits is shown when it is open again', async () => {
    slack.before = isClosed(closed());
    await want({ lasting: true }, { subject: subjectOf('crisis', 2), lasting: true }, { to: C2 });
    const sender = worker();
    await send(sender);
    expect(faults).toEqual(['slack:C1 is archived']);
    expect(discord.kept).toHaveLength(1);
    for (let hour = 0; hour < 5; hour += 1) await pass(60 * MINUTE, sender);
    expect(faults).toHaveLength(1);
    slack.before = isClosed(closed('not in channel'));
    await pass(60 * MINUTE, sender);
    expect(faults).toEqual(['slack:C1 is archived', 'slack:C1 not in channel']);
    slack.before = async () => {};
    await pass(60 * MINUTE, sender);
    expect(slack.kept).toHaveLength(2);
    expect(mended).toEqual(['slack:C1']);
  });

  test('is tried after a minute, and then ever later, up to an hour', async () => {
    slack.before = isClosed(closed());
    await want({});
    const sender = worker();
    await send(sender);
    const pauses = [];
    for (let n = 0; n < 8; n += 1) {
      const pause = ((await stored())[0]?.nextAt.getTime() ?? 0) - clock.now();
      pauses.push(pause);
      await pass(pause, sender);
    }
    expect(pauses[0]).toBeLessThanOrEqual(MINUTE);
    expect(pauses[0]).toBeGreaterThan(MINUTE / 2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60 * MINUTE);
    expect(pauses.at(-1)).toBeGreaterThan(40 * MINUTE);
  });

  test('that opens for a new message lets through at once what had waited for an hour', async () => {
    slack.before = isClosed(closed());
    await want({});
    const sender = worker();
    await send(sender);
    for (let n = 0; n < 4; n += 1) await pass(10 * MINUTE, sender);
    slack.before = async () => {};
    await want({ round: 2 });
    await pass(1_000, sender);
    expect(words(slack).sort()).toEqual(['ping ', 'ping 2']);
  });

  test('is no message that was deleted: its card is kept, and edited when the channel opens', async () => {
    await want({ lasting: true });
    const sender = worker();
    await send(sender);
    slack.before = isClosed(closed());
    draw = async () => card('changed');
    await outbox.markChanged(opened.database, SUBJECT);
    await send(sender);
    slack.before = async () => {};
    await pass(2 * MINUTE, sender);
    expect(words(slack)).toEqual(['changed']);
  });
});

test('a stop waits for what is being said, and begins nothing more', async () => {
  const sending = signal();
  slack.after = () => sending.reached;
  await want({}, { round: 2 });
  const sender = worker();
  await sender.sendDue();
  await expect.poll(() => slack.kept.length).toBe(1);
  const stopping = sender.stop(10_000);
  sending.reach();
  await stopping;
  expect(slack.kept).toHaveLength(1);
  expect((await stored()).map(({ state }) => state)).toEqual(['sent', 'waiting']);
});

describe('a burst to one place', () => {
  const notices = (...rounds: number[]) =>
    want(...rounds.map((round) => ({ kind: 'notice', round, subject: subjectOf('crisis', round) })));
  const told = async () =>
    (await Promise.all([1, 2, 3, 4].map((id) => outbox.messagesOf(opened.database, subjectOf('crisis', id)))))
      .flat()
      .map(({ state, message }) => [state, message]);

  test('is one message with a line for each, where the subject can be told so', async () => {
    await notices(1, 2, 3, 4);
    await want({ kind: 'ping', round: 9 });
    await send();
    expect(words(slack)).toHaveLength(2);
    expect(words(slack)[0]).toBe('4 notices\n• notice 1\n• notice 2\n• notice 3\n• notice 4');
    expect(words(slack)[1]).toBe('ping 9');
    await pass(MINUTE);
    expect(slack.kept).toHaveLength(2);
  });

  test('of two is two messages', async () => {
    await notices(1, 2);
    await send();
    expect(words(slack)).toEqual(['notice 1', 'notice 2']);
  });

  test('leaves lasting messages, crises, threads and other places to themselves', async () => {
    const of = (round: number) => ({ kind: 'notice', round, subject: subjectOf('crisis', round) });
    await want(
      { ...of(1), lasting: true },
      { ...of(2), priority: 'crisis' },
      { ...of(3), thread: { ...C1, message: 'slack-0' } },
      { ...of(4), to: C2 },
      of(5),
    );
    await send();
    await pass(MINUTE);
    expect(words(slack).sort()).toEqual(['notice 1', 'notice 2', 'notice 3', 'notice 5']);
    expect(words(discord)).toEqual(['notice 4']);
  });

  test('to a person whose chats take no token of the bot stays, and comes when there is another', async () => {
    const keptOut = async () => {
      throw new ChatError('refused', 'not this token', { isTokenRefused: true });
    };
    [slack.before, discord.before] = [keptOut, keptOut];
    const to = { personId: ada };
    await want(...[1, 2, 3].map((id) => ({ kind: 'notice', subject: subjectOf('crisis', id), to })));
    await send();
    slack.before = async () => {};
    await pass(MINUTE);
    await pass(MINUTE);
    expect(words(slack)).toEqual(['3 notices\n• notice \n• notice \n• notice ']);
  });

  test('tells no more of what nobody needs when it is said', async () => {
    draw = async (_subject, { round }) => (round === '2' ? undefined : card(`notice ${round}`));
    await notices(1, 2, 3, 4);
    await send();
    expect(words(slack)).toEqual(['3 notices\n• notice 1\n• notice 3\n• notice 4']);
  });

  test('whose answer was lost is found for all of them, and nothing is said twice', async () => {
    slack.after = async () => {
      slack.after = async () => {};
      throw new ChatError('unreachable', 'no answer');
    };
    await notices(1, 2, 3, 4);
    await send();
    await pass(MINUTE);
    expect(slack.kept).toHaveLength(1);
    expect(await told()).toEqual(Array(4).fill(['sent', 'slack-1']));
  });

  test('of a worker that died before it was said is said whole by the next one', async () => {
    const dies = signal();
    slack.before = async ({ name }) => (name === 'send' ? dies.reached : undefined);
    await notices(1, 2, 3);
    const dying = worker();
    await dying.sendDue();
    const last = async () => (await outbox.messagesOf(opened.database, subjectOf('crisis', 3)))[0];
    await expect.poll(async () => (await last())?.attempted).toBe(true);
    await opened.database.execute(sql`update outbox set lease_until = null`);
    slack.before = async () => {};
    await send();
    expect(words(slack)).toEqual(['3 notices\n• notice 1\n• notice 2\n• notice 3']);
    slack.before = async () => {
      throw new ChatError('unreachable', 'it is dead');
    };
    dies.reach();
    await dying.idle();
  });

  test('is noted of all of them or of none, where the database fails amid it', async () => {
    let updates = 0;
    // The look is the first one.
    const failsAmid = (handle: Transaction) =>
      instead(handle, 'update', (...given) => {
        updates += 1;
        if (updates === 3) throw new Error('no room');
        return handle.update(...given);
      });
    const database = instead(opened.database, 'transaction', (run) =>
      opened.database.transaction((handle) => run(failsAmid(handle))),
    );
    await notices(1, 2, 3);
    await send(worker(undefined, database));
    expect((await told()).map(([state]) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    await pass(MINUTE);
    expect(await told()).toEqual(Array(3).fill(['sent', 'slack-1']));
    expect(slack.kept).toHaveLength(1);
  });

  test('is about no single thing: an answer to it belongs to none of them', async () => {
    await notices(1, 2, 3);
    await send();
    expect(await outbox.findByMessage(opened.database, { ...C1, message: 'slack-1' })).toBeUndefined();
  });
});
