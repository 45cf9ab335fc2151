import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { type Chat, ChatError } from '../../src/chat/chat.ts';
import { createLog } from '../../src/kit/log.ts';
import type { HearingOptions } from '../../src/main/hearing.ts';
import { listen } from '../../src/main/listening.ts';

type Attempt = () => Promise<void>;

/** A chat whose attempts to start end as they are told, the last one for good. */
class PlannedChat implements Chat {
  readonly chat: string;
  readonly told = new EventEmitter();
  private readonly plan: Attempt[];
  attempts = 0;
  isHeard = false;

  constructor(chat: string, ...plan: Attempt[]) {
    this.chat = chat;
    this.plan = plan;
  }

  async start(): Promise<void> {
    this.attempts += 1;
    await (this.plan.length > 1 ? this.plan.shift() : this.plan[0])?.();
    this.isHeard = true;
    this.told.emit('heard');
  }

  refreshed = 0;
  async refresh() {
    this.refreshed += 1;
  }
  async stop(): Promise<void> {
    this.isHeard = false;
  }

  fault(): string | undefined {
    return this.isHeard ? undefined : 'not started';
  }
}

const well: Attempt = async () => {};
const fails =
  (error: unknown): Attempt =>
  () =>
    Promise.reject(error);
const never: Attempt = () => new Promise(() => {});
const down = fails(new ChatError('unreachable', 'Slack did not answer.'));
const limited = fails(new ChatError('rate_limited', 'Slack asks to wait 40 s.', { retryAfter: 40_000 }));
const wrongToken = fails(new ChatError('refused', 'Slack refused: invalid_auth.', { isTokenRefused: true }));
const notInvited = fails(new ChatError('refused', 'Discord refused: Missing Access.'));

const PATIENCE = 15_000;

/** No time passes; what was waited for is written down. The patience is told by its length. */
function timeless(): HearingOptions & { pauses: number[] } {
  const pauses: number[] = [];
  const pause = async (ms: number, signal: AbortSignal) => {
    if (ms === PATIENCE) return new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
    pauses.push(ms);
    if (!signal.aborted) await new Promise((resolve) => setImmediate(resolve));
  };
  return { patience: PATIENCE, pause, pauses };
}

const log = createLog('silent');

async function started(...given: Parameters<typeof listen>) {
  const ears = listen(...given);
  await ears.start();
  return ears;
}

test.each([
  ['is down', down],
  ['asks to wait', limited],
  ['does not let the bot into its server', notInvited],
  ['breaks off without a word', fails(undefined)],
])('a chat that %s holds nobody up, is told, and is heard when it lets itself be', async (_how, attempt) => {
  const slack = new PlannedChat('slack', attempt, attempt, well);
  const discord = new PlannedChat('discord', well);
  const heard = once(slack.told, 'heard');
  const options = timeless();
  const ears = await started([slack, discord], log, undefined, options);
  expect(discord.isHeard).toBe(true);
  await heard;
  await expect.poll(() => ears.faults()).toEqual({ slack: undefined, discord: undefined });
  expect(options.pauses).toHaveLength(2);
  await ears.stop();
});

test('while it is down its reason is told', async () => {
  const slack = new PlannedChat('slack', limited, never);
  const ears = await started([slack, new PlannedChat('discord', well)], log, undefined, timeless());
  expect(ears.faults()).toEqual({ slack: 'Slack asks to wait 40 s.', discord: undefined });
});

test('it is asked ever more slowly, and never before the time that it asked for', async () => {
  const slack = new PlannedChat('slack', down, down, down, down, limited, down, down, well);
  const heard = once(slack.told, 'heard');
  const options = timeless();
  const ears = await started([slack], log, undefined, options);
  await heard;
  const [one = 0, two = 0, three = 0, four = 0, asked = 0, six = 0, seven = 0] = options.pauses;
  const bounds = [
    [one, 500, 1_000],
    [two, 1_000, 2_000],
    [three, 2_500, 5_000],
    [four, 5_000, 10_000],
    [asked, 40_000, 55_000],
    [six, 30_000, 60_000],
    [seven, 30_000, 60_000],
  ] as const;
  expect(bounds.filter(([pause, least, most]) => pause < least || pause > most)).toEqual([]);
  await ears.stop();
});

test('a chat that never answers holds up the start for its patience alone', async () => {
  const ears = await started([new PlannedChat('slack', never)], log, undefined, timeless());
  expect(ears.faults()).toEqual({ slack: 'not connected yet' });
});

test('a token that is not taken stops the start with its remedy', async () => {
  const discord = new PlannedChat('discord', well);
  const ears = listen([new PlannedChat('slack', wrongToken), discord], log, undefined, timeless());
  await expect(ears.start()).rejects.toThrow('invalid_auth');
  await ears.stop();
  expect(discord.isHeard).toBe(false);
});

test('a token that is not taken later on is told as an error, and stops nothing', async () => {
  const lines: string[] = [];
  const loud = createLog('error', { write: (line) => void lines.push(line) });
  const slack = new PlannedChat('slack', down, wrongToken, well);
  const heard = once(slack.told, 'heard');
  const options = timeless();
  const ears = await started([slack], loud, undefined, options);
  await heard;
  expect(lines.join('')).toContain('invalid_auth');
  expect(options.pauses.at(-1)).toBe(5 * 60_000);
  await ears.stop();
});

test('a stop ends the trying, and an attempt that succeeds after it is taken back', async () => {
  let succeed = () => {};
  const slow: Attempt = () =>
    new Promise((resolve) => {
      succeed = resolve;
    });
  const slack = new PlannedChat('slack', slow);
  const ears = await started([slack], log, undefined, timeless());
  const stopped = ears.stop();
  succeed();
  await stopped;
  expect([slack.isHeard, slack.attempts]).toEqual([false, 1]);
});

test('a changed team file is told to each chat that is heard here', async () => {
  const [one, other] = [new PlannedChat('one', async () => {}), new PlannedChat('other', async () => {})];
  const ears = listen([one, other], createLog('silent'), undefined);
  await ears.start();
  await ears.refresh();
  expect([one.refreshed, other.refreshed]).toEqual([1, 1]);
  await ears.stop();
});
