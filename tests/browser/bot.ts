/** The real bot as its own process, with no token: the playground. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Bot {
  address: string;
  /** As a crash would. */
  kill(): Promise<void>;
}

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-playground-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Ready when this resolves. */
export async function startBot(folder: string, port = '0', more: Record<string, string> = {}): Promise<Bot> {
  const { PATH = '', HOME = '' } = process.env;
  const bot = spawn(process.execPath, [join(ROOT, 'dist', 'src', 'main.js')], {
    cwd: folder,
    env: {
      PATH,
      HOME,
      PORT: port,
      DATA_DIR: join(folder, 'data'),
      TEAM_FILE: join(folder, 'team.yaml'),
      ...servers(),
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => end(bot, 'SIGTERM'));
  return { address: await addressOf(bot), kill: () => end(bot, 'SIGKILL') };
}

/** `DATABASE_URL=… REDIS_URL=… npm run test:browser` plays the same on servers. */
function servers(): Record<string, string> {
  const given = ['DATABASE_URL', 'REDIS_URL', 'SECRET_KEY'].map((name) => [name, process.env[name] ?? '']);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

async function addressOf(bot: ChildProcess): Promise<string> {
  if (!bot.stdout || !bot.stderr) throw new Error('The bot has no output.');
  const said: string[] = [];
  bot.stderr.setEncoding('utf8').on('data', (words: string) => said.push(words));
  for await (const line of createInterface({ input: bot.stdout })) {
    said.push(line);
    const address = readyAddress(line);
    if (address) {
      bot.stdout.resume();
      return address;
    }
  }
  throw new Error(`The bot ended before it was ready:\n${said.join('\n')}`);
}

function readyAddress(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  const { event, address } = JSON.parse(line) as { event?: string; address?: string };
  return event === 'ready' ? address : undefined;
}

async function end(bot: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  const ended = once(bot, 'exit');
  bot.kill(signal);
  await ended;
}
