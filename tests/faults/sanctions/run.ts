/** One run: a local Discord, and processes that moderate it and are killed, one after another, until all is over. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { MovableClock } from '../../../src/kit/clock.ts';
import { prepareEmbedded } from '../../store/embedded.ts';
import { emptyPosts } from '../../store/empty.ts';
import { randomOf, seedOf } from '../random.ts';
import type { Evidence } from './judge.ts';
import type { Message } from './life.ts';
import { lives, type Server } from './lives.ts';
import { type Doing, type Plan, planOf, USERS } from './plan.ts';

const GUILD = '410000000000000001';
const ROOM = '210000000000000001';
const LOG = '210000000000000002';
const MODERATOR = '110000000000000001';
const BOT = '310000000000000002';
const TOKEN = 'local.discord.token';
const ID = Object.fromEntries(USERS.map((user, index) => [user, `12000000000000000${index}`]));

const TEAM = `
name: Acme
time_zone: UTC
channels: { review: { discord: "${LOG}" }, moderators: { discord: "${LOG}" } }
servers: { discord: "${GUILD}" }
moderation:
  timeout: 1h
  ban: 1h
  rules:
    - { name: links, type: links, domains: [spam.example], action: delete }
    - { name: rude, type: words, words: [rude], action: warn }
    - { name: slur, type: words, words: [slur], action: timeout }
    - { name: out, type: words, words: [out], action: kick }
    - { name: banned, type: words, words: [banned], action: ban }
`;

export interface Played {
  evidence: Evidence;
  /** Lives that were ended by a kill. */
  kills: number;
  lives: number;
}

/** Throws where a process fails, or never comes to an end. */
export async function play(
  program: string,
  seed: number,
  index: number,
  server: Server | undefined,
): Promise<Played> {
  const plan = planOf(randomOf(seedOf(seed, index)));
  const clock = new MovableClock();
  const discord = newDiscord(clock);
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-sanctions-'));
  try {
    await discord.start();
    if (server) await emptyPosts(server.database);
    else await prepareEmbedded(join(folder, 'data'));
    await writeFile(join(folder, 'team.yaml'), TEAM);
    return await playThrough(program, plan, { clock, discord, folder, server });
  } finally {
    await discord.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  clock: MovableClock;
  discord: LocalDiscord;
  folder: string;
  server: Server | undefined;
}

async function playThrough(program: string, plan: Plan, place: Place): Promise<Played> {
  const { clock, discord } = place;
  const messages = await say(discord, plan, clock);
  for (const { route, loseAnswer } of plan.lost) discord.faults.next(route, { loseAnswer });
  const doings = plan.doings.map((doing): Doing => ({ ...doing, user: ID[doing.user] ?? '' }));
  const environment = environmentOf(place);
  const common = {
    environment,
    moderator: MODERATOR,
    messages,
    doings,
    returned: [],
    role: 'alone' as const,
  };
  const { server } = place;
  const acting = await lives(program, server, plan.kills.acting, { ...common, phase: 'acting', offset: 0 });
  const returned = await comeBack(discord, plan);
  if (returned.length > 0) {
    const again = { ...common, phase: 'acting' as const, offset: 0, returned };
    await lives(program, server, [], again);
  }
  clock.moveTo(clock.now() + LATER);
  const ending = await lives(program, server, plan.kills.ending, {
    ...common,
    phase: 'ending',
    offset: LATER,
  });
  return {
    evidence: { ...evidenceIn(place), ...ending.last, returned },
    kills: acting.kills + ending.kills,
    lives: acting.lives + ending.lives,
  };
}

async function say(discord: LocalDiscord, { doings }: Plan, clock: MovableClock): Promise<Message[]> {
  const said: Message[] = [];
  for (const doing of doings) {
    if (doing.kind !== 'say') continue;
    const user = ID[doing.user] ?? '';
    const outcome = await discord.as(user).say(ROOM, doing.text);
    const id = 'message' in outcome ? outcome.message?.id : undefined;
    if (id) said.push({ id, channel: ROOM, user, text: doing.text, at: clock.now() });
  }
  return said;
}

/** Only whoever is under a timeout of ours has something to come back to. */
async function comeBack(discord: LocalDiscord, plan: Plan): Promise<string[]> {
  const undone = plan.doings.flatMap((doing) => (doing.kind === 'undo' ? [doing.user] : []));
  const returning = plan.returning.filter((user) => !undone.includes(user));
  for (const user of returning) {
    discord.guild.leave(ID[user] ?? '');
    discord.guild.join({ user: { id: ID[user] ?? '', username: user } });
  }
  return returning.map((user) => ID[user] ?? '');
}

function evidenceIn(place: Place): Omit<Evidence, 'unfinished' | 'standing' | 'returned'> {
  const { discord } = place;
  const own = discord
    .auditLog()
    .filter(({ actorId, action }) => actorId === BOT && action.startsWith('member-'));
  return {
    acts: own.map(({ action, targetId, changes }) => ({
      ...{ action, target: targetId },
      ends: action === 'member-timeout' && changes?.[0]?.new_value === undefined,
    })),
    told: USERS.flatMap((user) => {
      const person = discord.as(ID[user] ?? '');
      return person.messages(person.directChannel()).map((one) => ({ user, heading: headingOf(one) }));
    }),
    cards: discord.as(MODERATOR).messages(LOG).map(headingOf),
    sanctioned: sanctionedIn(place),
  };
}

/** Who may not be there, or not write, by now. */
function sanctionedIn({ discord, clock }: Place): string[] {
  const { bans, members } = discord.snapshot(MODERATOR);
  const timedOut = members.filter(({ communication_disabled_until: until }) => {
    return until != null && Date.parse(until) > clock.now();
  });
  return [...bans, ...timedOut].map(({ user }) => user.username);
}

function headingOf(message: unknown): string {
  return /## ([^"\\]*)/.exec(JSON.stringify(message))?.[1] ?? JSON.stringify(message).slice(0, 200);
}

function environmentOf({ discord, folder, server }: Place): Record<string, string> {
  return {
    ...(server && { DATABASE_URL: server.url, SECRET_KEY: SECRET }),
    ...{ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl, PORT: '0' },
    ...{ DATA_DIR: join(folder, 'data'), TEAM_FILE: join(folder, 'team.yaml') },
  };
}

function newDiscord(clock: MovableClock): LocalDiscord {
  return createLocalDiscord({
    ...{ clock, rateLimits: 'off' },
    guild: {
      ...{ id: GUILD, name: 'Acme', ownerId: '119999999999999999' },
      roles: [{ id: '510000000000000001', name: 'moderators', position: 1 }],
      members: [
        { user: { id: MODERATOR, username: 'mo' }, roles: ['510000000000000001'] },
        ...USERS.map((user) => ({ user: { id: ID[user] ?? '', username: user } })),
      ],
      channels: [
        { id: ROOM, name: 'room' },
        { id: LOG, name: 'moderators' },
      ],
    },
    application: { id: '310000000000000001', botUserId: BOT, token: TOKEN },
  });
}

/** ms: when every sanction is over. */
const LATER = 2 * 3_600_000;
const SECRET = '0123456789abcdef'.repeat(4);
