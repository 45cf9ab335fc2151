/** One life of a moderating process: the real app, which kills itself at one of its steps. Exits with 0 when all is done. */
import { readEnvironment } from '../../../config/env.ts';
import type { App } from '../../../src/app/app.ts';
import { idle } from '../../../src/app/moderation/acting.ts';
import { punish } from '../../../src/app/moderation/commanding.ts';
import { hearSanction } from '../../../src/app/moderation/hearing-sanctions.ts';
import { undo } from '../../../src/app/moderation/undoing.ts';
import { watch } from '../../../src/app/moderation/watching.ts';
import { sweep } from '../../../src/app/sweeping.ts';
import { openApp } from '../../../src/assembly/app.ts';
import { Closing } from '../../../src/assembly/closing.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import { Refusal } from '../../../src/kit/finding.ts';
import { createLog } from '../../../src/kit/log.ts';
import type { Actor } from '../../../src/people/actor.ts';
import * as cases from '../../../src/store/cases.ts';
import * as outbox from '../../../src/store/outbox.ts';
import * as people from '../../../src/store/people.ts';
import * as sanctions from '../../../src/store/sanctions.ts';
import type { Life, Message } from './life.ts';

const life = JSON.parse(process.argv[2] ?? '') as Life;
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === life.killAt) process.kill(process.pid, 'SIGKILL');
}

async function live(): Promise<void> {
  const log = createLog('warn', { write: (line) => process.stderr.write(line) });
  const clock = new MovableClock(life.offset);
  const environment = readEnvironment(life.environment);
  const { app } = await openApp({ environment, clock, log, closing: new Closing(log), lease: LEASE });
  countSteps(app);
  if (life.role === 'beside') return workUntilAsked(app);
  const actor = await moderator(app);
  for (const message of life.messages) await hear(app, message);
  for (const doing of life.doings) {
    if (doing.kind === 'punish' && (await newest(app, doing.user)) === undefined)
      await asOftenAsRefused(() =>
        punish(app, actor, { chat: 'discord', userId: doing.user }, doing.action, { reason: 'Plan' }),
      );
  }
  for (const user of life.returned)
    await hearSanction(app, {
      kind: 'join',
      chat: 'discord',
      event: user,
      member: { id: user, isBot: false },
    });
  await settle(app);
  for (const doing of life.doings) {
    const found = doing.kind === 'undo' ? await newest(app, doing.user) : undefined;
    if (found?.state === 'done') await undo(app, actor, found.id);
  }
  await settle(app);
  process.stdout.write(`${JSON.stringify({ ...(await known(app)), steps })}\n`);
  process.exit(0);
}

/** Time does not move here: whoever hears moves its own. */
async function workUntilAsked(app: App): Promise<void> {
  let isAsked = false;
  process.stdin.on('end', () => {
    isAsked = true;
  });
  process.stdin.resume();
  while (!isAsked) {
    await work(app);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
  process.exit(0);
}

/** Every query, and every call to the chat before and after it. */
function countSteps(app: App): void {
  const pool = app.database.$client as unknown as { query: Call; connect: Connect };
  pool.query = counted(pool.query.bind(pool));
  const connect = pool.connect.bind(pool);
  const count = (client: { query: Call }) => {
    if (!wrapped.has(client)) client.query = counted(client.query.bind(client));
    wrapped.add(client);
    return client;
  };
  // The library's own pool tells itself by a callback.
  pool.connect = (tell) =>
    tell
      ? connect((error, client, done) => tell(error, client && count(client), done))
      : connect()?.then(count);
  for (const speakers of [app.moderators, app.messengers] as Map<string, object>[])
    for (const [name, speaker] of speakers) speakers.set(name, countedAll(speaker));
}

type Tell = (error: unknown, client: { query: Call } | undefined, done: unknown) => void;
type Connect = (tell?: Tell) => Promise<{ query: Call }> | undefined;
type Call = (...given: unknown[]) => unknown;
const wrapped = new WeakSet<object>();

function counted(call: Call): Call {
  return async (...given) => {
    step();
    const answer = await call(...given);
    step();
    return answer;
  };
}

function countedAll<T extends object>(speaker: T): T {
  return new Proxy(speaker, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? counted(value.bind(target)) : value;
    },
  });
}

async function hear(app: App, { id, channel, user, text, at }: Message): Promise<void> {
  const raw = { id, channel_id: channel, content: text, author: { id: user, username: user } };
  await watch(app, {
    ...{ kind: 'message', chat: 'discord', event: id, channel, message: id, text, names: {}, at },
    author: { id: user, name: user, isBot: false, roles: [] },
    raw: { ...raw, timestamp: new Date(at).toISOString() },
  });
  await idle(app);
}

/** A moderator who reads that the chat did not answer tries again: a connection may close as it is used. Nothing was done. */
async function asOftenAsRefused(press: () => Promise<unknown>): Promise<void> {
  for (let left = 3; ; left -= 1) {
    try {
      await press();
      return;
    } catch (error) {
      if (!(error instanceof Refusal) || left === 0) throw error;
    }
  }
}

async function moderator({ database }: App): Promise<Actor> {
  const id = await people.enrol(database, { discord: life.moderator }, { name: 'Mo' });
  const identities = { discord: life.moderator };
  return { chat: 'discord', person: { id, name: 'Mo', timeZone: 'UTC', roles: ['moderator'], identities } };
}

async function newest({ database }: App, userId: string): Promise<cases.StoredCase | undefined> {
  return (await cases.list(database, { person: { chat: 'discord', userId }, most: 1 }))[0];
}

/** What was begun is taken up by its alarms, as the clock goes on. */
async function settle(app: App): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await work(app);
    const { unfinished, standing } = await known(app);
    const isQuiet = !(await outbox.isAnyWaiting(app.database));
    if (isQuiet && unfinished.length === 0 && (life.phase === 'acting' || standing.length === 0)) return;
    (app.clock as MovableClock).moveTo(app.clock.now() + STRIDE);
  }
}

async function work(app: App): Promise<void> {
  await sweep(app);
  await app.ringer.ringDue();
  await app.ringer.idle();
  await idle(app);
  await app.sender.sendDue();
  await app.sender.idle();
}

async function known({ database, clock }: App) {
  const unfinished = await cases.unfinished(database, 100);
  const standing = await sanctions.unreconciled(database, clock.now() + DAY, 100);
  return { unfinished, standing };
}

const ROUNDS = 30;
/** ms */
const STRIDE = 31_000;
const DAY = 24 * 3_600_000;
/** As long as a lease lasts here; 30 s in production. */
const LEASE = 400;
const BETWEEN = 20;

void live().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
