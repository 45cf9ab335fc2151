/** The real bot as its own process, with an empty data folder and no token: the playground. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** Gives its address once it is ready. */
export async function startBot(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-first-post-'));
  const { PATH = '', HOME = '' } = process.env;
  const bot = spawn(process.execPath, [join(ROOT, 'dist', 'src', 'main.js')], {
    cwd: folder,
    env: { PATH, HOME, PORT: '0', DATA_DIR: join(folder, 'data'), TEAM_FILE: join(folder, 'team.yaml') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    await stop(bot);
    await rm(folder, { recursive: true, force: true });
  });
  return addressOf(bot);
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

async function stop(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  const ended = once(bot, 'exit');
  bot.kill('SIGTERM');
  await ended;
}
