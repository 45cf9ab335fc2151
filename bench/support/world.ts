/** What the benchmarks run against: a receiver in a process of its own, servers of their own, and the compiled bot. */
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { createLocalSlack, type LocalSlack } from '@bellwether/local-slack';
import { build as bundle } from 'esbuild';
import { createDatabase, makePostgres, makeRedis } from '../../tests/services/services.ts';

export interface Arrival {
  text: string;
  /** Epoch ms. */
  at: number;
}

export interface Receiver {
  url: string;
  /** Forgets what came; resolves with all arrivals when that many have come. */
  expect(count: number): Promise<Arrival[]>;
  stop(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const child = fork(join(import.meta.dirname, 'receiver.ts'), { execArgv: ['--import', 'tsx'] });
  const port = await message<number>(child, 'port');
  return {
    url: `http://127.0.0.1:${port}/hook`,
    async expect(count) {
      const arrivals = message<Arrival[]>(child, 'arrivals');
      const ready = message(child, 'expecting');
      child.send({ expect: count });
      await ready;
      return arrivals;
    },
    stop: () => child.disconnect(),
  };
}

function message<T>(child: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve) => {
    const hear = (said: unknown) => {
      const value = (said as Record<string, T | undefined>)[name];
      if (value === undefined) return;
      child.off('message', hear);
      resolve(value);
    };
    child.on('message', hear);
  });
}

/** Where a bot keeps its data, as environment variables. */
export interface Place {
  name: 'embedded' | 'postgres+redis';
  environment: Record<string, string>;
  remove(): Promise<void>;
}

export async function embedded(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-bench-'));
  return {
    name: 'embedded',
    environment: { DATA_DIR: folder },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** PostgreSQL with fsync on, as in production. */
export async function services(): Promise<Place> {
  const [postgres, redis] = await Promise.all([makePostgres({ durable: true }), makeRedis()]);
  await Promise.all([postgres.start(), redis.start()]);
  const environment = {
    DATABASE_URL: await createDatabase(postgres.url),
    REDIS_URL: redis.url,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return {
    name: 'postgres+redis',
    environment,
    remove: async () => {
      await Promise.all([postgres.remove(), redis.remove()]);
    },
  };
}

/** A team with one webhook target called `web`, without any chat to show cards in. */
export async function teamFile(receiver: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-team-'));
  const path = join(folder, 'team.yaml');
  await writeFile(
    path,
    `name: Bench
time_zone: UTC
channels: { review: { slack: C0BENCH } }
targets:
  web: { network: webhook, url: "${receiver}", secret: a-secret-of-sixteen-or-more }
`,
  );
  return path;
}

export const SLACK = {
  botToken: 'xoxb-local-bench',
  appToken: 'xapp-local-bench',
  channel: 'C0BENCH',
  user: 'U0BENCH',
};

export async function startSlack(): Promise<LocalSlack> {
  const slack = createLocalSlack({
    clock: { now: () => Date.now() },
    workspace: {
      teamId: 'T0BENCH',
      name: 'Bench',
      users: [{ id: SLACK.user, name: 'ada', realName: 'Ada Example', tz: 'UTC' }],
      channels: [{ id: SLACK.channel, name: 'bench', members: [SLACK.user, 'U0BOT'] }],
      userGroups: [],
      app: { appId: 'A0BENCH', botUserId: 'U0BOT', signingSecret: 'secret', ...SLACK },
    },
  });
  await slack.start();
  return slack;
}

/** What makes a bot of its own hear that Slack. */
export function slackEnvironment(slack: LocalSlack): Record<string, string> {
  return { SLACK_BOT_TOKEN: SLACK.botToken, SLACK_APP_TOKEN: SLACK.appToken, SLACK_API_URL: slack.apiUrl };
}

export const DISCORD = {
  token: 'local.discord.token',
  guild: '100000000000000001',
  channel: '100000000000000002',
  user: '100000000000000003',
};

export async function startDiscord(): Promise<LocalDiscord> {
  const discord = createLocalDiscord({
    clock: { now: () => Date.now() },
    guild: {
      id: DISCORD.guild,
      name: 'Bench',
      ownerId: DISCORD.user,
      roles: [],
      members: [{ user: { id: DISCORD.user, username: 'ada', global_name: 'Ada Example' } }],
      channels: [{ id: DISCORD.channel, name: 'bench' }],
    },
    application: { id: '100000000000000004', botUserId: '100000000000000005', token: DISCORD.token },
    rateLimits: 'off',
  });
  await discord.start();
  return discord;
}

export function discordEnvironment(discord: LocalDiscord): Record<string, string> {
  return { DISCORD_TOKEN: DISCORD.token, DISCORD_API_URL: discord.apiUrl };
}

export interface Running {
  /** From the start of the process to its line that says it is ready; ms. */
  readyAfter: number;
  address: string;
  process: ChildProcess;
  /** Resident memory now; MB. */
  resident(): Promise<number>;
  stop(): Promise<void>;
}

export function build(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}

/** Runs the built bot with the flags of `npm start`, and waits until it is ready. */
export async function runBot(part: string, environment: Record<string, string>): Promise<Running> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { start: string } };
  const [, ...words] = scripts.start.split(' ');
  return launch([...words, part], environment);
}

/** Runs a bare counterpart from this folder, compiled too, so that neither carries a loader. */
export async function runBare(name: string, environment: Record<string, string>): Promise<Running> {
  const outdir = await mkdtemp(join(process.cwd(), 'node_modules/.bench-'));
  const entry = join(import.meta.dirname, `${name}.ts`);
  await bundle({
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir,
    outExtension: { '.js': '.mjs' },
  });
  const running = await launch([join(outdir, `${name}.mjs`)], environment);
  await rm(outdir, { recursive: true });
  return running;
}

async function launch(command: string[], environment: Record<string, string>): Promise<Running> {
  const started = performance.now();
  // For a look inside: NODE_FLAGS="--cpu-prof --cpu-prof-dir=/tmp/profiles".
  const flags = process.env.NODE_FLAGS?.split(' ') ?? [];
  const child = spawn(process.execPath, [...flags, ...command], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await readyLine(child);
  return {
    readyAfter: performance.now() - started,
    address,
    process: child,
    resident: () => residentOf(child.pid ?? 0),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the bot ended with ${code}`)));
    createInterface(child.stdout as NodeJS.ReadableStream).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const { event, address } = JSON.parse(line) as { event?: string; address?: string };
      if (event === 'ready') resolve(address ?? '');
    });
  });
}

async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
