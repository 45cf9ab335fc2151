/**
 * A crisis ping behind 1,000 waiting messages is out within 2 s: all of them in the ping's own channel, or over fifty
 * channels. Said by the sender of one worker to a local Slack that slows down whoever writes too fast. Bare: the same
 * message by @slack/web-api alone, with nothing before it.
 */

import { createLocalSlack, type LocalSlack } from '@bellwether/local-slack';
import { WebClient } from '@slack/web-api';
import { createSender } from '../src/app/showing/sender.ts';
import { card } from '../src/chat/card.ts';
import { createSlackMessenger } from '../src/chat/slack/index.ts';
import { systemClock as clock } from '../src/kit/clock.ts';
import { createLog } from '../src/kit/log.ts';
import * as outbox from '../src/store/outbox.ts';
import type { Print } from './run.ts';
import { median, percentile, round } from './support/figures.ts';
import { inEachPlace } from './support/places.ts';
import { open } from './support/seed.ts';
import { type Place, SLACK } from './support/world.ts';

const WAITING = 1_000;
const PINGS = 10;
/** ms. */
const GOAL = 2_000;

export async function run(print: Print): Promise<void> {
  await inEachPlace(async (place) => {
    for (const channels of [1, 50]) {
      const ours = await pingOurs(place, channels);
      const bare = await pingBare();
      const worst = percentile(ours, 1);
      print({
        ...{ on: place.name, figure: channels === 1 ? 'in the same channel' : `over ${channels} channels` },
        ...{ unit: 'ms until the ping is out, the latest of ten', waiting: WAITING },
        ...{ ours: worst, median: median(ours), bare: percentile(bare, 1) },
        ...{ ratio: round(worst / percentile(bare, 1)), goal: GOAL, reached: worst <= GOAL },
      });
    }
  });
}

/** Answers how long each ping took (ms): one after the other, with a pause that lets the others go on. */
async function pingOurs(place: Place, channels: number): Promise<number[]> {
  const log = createLog('error');
  const { database, close } = await open(place);
  const slack = await startSlack(channels);
  const messenger = createSlackMessenger({ botToken: SLACK.botToken, apiUrl: slack.apiUrl, clock, log });
  const timers = new Set<NodeJS.Timeout>();
  const sender = createSender({
    ...{ database, clock, log, messengers: new Map([['slack', messenger]]) },
    preferred: () => ['slack'],
    draw: async (_subject, { kind, round: number }) => card(`${kind} ${number}`),
    faulty: async () => {},
    unsaid: async () => {},
    mended: async () => {},
    wake: (at) => {
      timers.add(setTimeout(() => void sender.sendDue(), at - Date.now()));
    },
  });
  const to = (n: number) => ({ chat: 'slack', channel: channelName(n % channels) });
  const run = `${Date.now()}`;
  const waiting = Array.from({ length: WAITING }, (_, n) => n);
  await outbox.want(
    database,
    waiting.map((n) => ({ subject: `post:${run}`, kind: 'note', round: n, to: to(n) })),
  );
  await sender.sendDue();
  const took = [];
  for (let n = 0; n < PINGS; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const ping = { subject: `crisis:${run}`, kind: 'ping', round: n, to: to(0) } as const;
    const began = performance.now();
    await outbox.want(database, [{ ...ping, priority: 'crisis' }]);
    void sender.sendDue();
    await slack.until(() => isOut(slack, `ping ${n}`), 60_000);
    took.push(performance.now() - began);
  }
  for (const timer of timers) clearTimeout(timer);
  await sender.stop(5_000);
  await outbox.end(database, `post:${run}`);
  await messenger.close();
  await close();
  await slack.stop();
  return took;
}

async function pingBare(): Promise<number[]> {
  const slack = await startSlack(1);
  const client = new WebClient(SLACK.botToken, { slackApiUrl: slack.apiUrl });
  const took = [];
  for (let n = 0; n < PINGS; n += 1) {
    const began = performance.now();
    await client.chat.postMessage({ channel: channelName(0), text: `ping ${n}` });
    took.push(performance.now() - began);
  }
  await slack.stop();
  return took;
}

function isOut(slack: LocalSlack, words: string): boolean {
  const shown = slack.as(SLACK.user).messages(channelName(0));
  return shown.some((one) => JSON.stringify(one).includes(words));
}

async function startSlack(channels: number): Promise<LocalSlack> {
  const slack = createLocalSlack({
    clock: { now: () => Date.now() },
    workspace: {
      ...{ teamId: 'T0BENCH', name: 'Bench', userGroups: [] },
      users: [{ id: SLACK.user, name: 'ada', realName: 'Ada Example', tz: 'UTC' }],
      channels: Array.from({ length: channels }, (_, n) => ({
        ...{ id: channelName(n), name: `bench-${n}`, members: [SLACK.user, 'U0BOT'] },
      })),
      app: { appId: 'A0BENCH', botUserId: 'U0BOT', signingSecret: 'secret', ...SLACK },
    },
  });
  await slack.start();
  return slack;
}

function channelName(n: number): string {
  return `C0BENCH${n}`;
}
