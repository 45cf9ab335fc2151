/** What the playground is after a kill, and over a file that is damaged. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actAt, newFolder, restarted, servePlayground } from './served.ts';
import { publishTo } from './tiny-bot.ts';
import { SLACK_SOCIAL } from './tiny-cards.ts';

const social = { channel: SLACK_SOCIAL };

describe('the file', () => {
  test('is not written before anything changes', async () => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    await served.view();
    await served.stop();
    expect(await readdir(folder)).toEqual([]);
  });

  test('has what changed just before the stop, in a folder that was not there', async () => {
    const folder = join(await newFolder(), 'deeper');
    const served = await servePlayground(folder);
    await served.act('slack/say', { ...social, text: 'Last words' });
    const again = await restarted(served, folder);
    expect((await again.view()).slack.channels[0]?.messages).toMatchObject([{ text: 'Last words' }]);
  });

  test.each([
    ['that was cut off', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    ['with one wrong letter', (whole: Buffer) => replaced(whole, 'Gone', 'Gong')],
    ['of another version', (whole: Buffer) => replaced(whole, 'version 4', 'version 9')],
    ['of another kind', () => Buffer.from('SQLite format 3\0')],
    ['that is empty', () => Buffer.alloc(0)],
  ])('%s is set aside, and the start is fresh', async (_, damage) => {
    const folder = await newFolder();
    const path = join(folder, 'playground.state');
    const served = await servePlayground(folder);
    await served.act('slack/say', { ...social, text: 'Gone' });
    await served.stop();
    const damaged = damage(await readFile(path));
    await writeFile(path, damaged);
    const again = await servePlayground(folder);
    expect(again.playground.fresh).toBe(true);
    expect((await again.view()).slack.channels[0]?.messages).toEqual([]);
    expect(await readFile(`${path}.set-aside`)).toEqual(damaged);
    await again.act('slack/say', { ...social, text: 'Anew' });
    const third = await restarted(again, folder);
    expect((await third.view()).slack.channels[0]?.messages).toMatchObject([{ text: 'Anew' }]);
  });
});

describe('after a SIGKILL', () => {
  let folder: string;
  /** By the clock, which was moved. */
  let at: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playground-'));
    const running = await startProcess(folder);
    try {
      const written = holds(folder, 'And this');
      for (const text of ['This', 'And this']) await actAt(running.url, 'slack/say', { ...social, text });
      await written;
      const moved = await actAt(running.url, 'clock', { to: 'morning' });
      // The signature carries the time by the clock that was moved.
      at = Number(moved.now);
      const answer = await publishTo(running.environment, 'Kept', 'key-1', at);
      expect(answer.status).toBe(201);
    } finally {
      await running.kill();
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** As the kill left it: who opens it may write it anew. */
  async function copied(): Promise<string> {
    const copy = await newFolder();
    await cp(folder, copy, { recursive: true });
    return copy;
  }

  test('a post that the account has taken and a moved clock are there, however soon it came', async () => {
    const view = await (await servePlayground(await copied())).view();
    expect(view.posts).toMatchObject([{ text: 'Kept' }]);
    expect(view.now).toBeGreaterThanOrEqual(at);
  });

  test('what was written in a chat is there', async () => {
    const again = await servePlayground(await copied());
    expect(again.playground.fresh).toBe(false);
    expect((await again.view()).slack.channels[0]?.messages).toMatchObject([
      { text: 'This' },
      { text: 'And this' },
    ]);
  });
});

function replaced(whole: Buffer, words: string, others: string): Buffer {
  return Buffer.from(whole.toString('latin1').replace(words, others), 'latin1');
}

async function startProcess(folder: string) {
  const script = join(import.meta.dirname, 'kept-playground.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  const [line] = await once(createInterface({ input: child.stdout }), 'line').catch(async (error) => {
    await kill();
    throw error;
  });
  return { ...(JSON.parse(line) as { url: string; environment: Record<string, string> }), kill };
}

/** Resolves when the file has the words in it. */
async function holds(folder: string, words: string): Promise<void> {
  for await (const { filename } of watch(folder)) {
    if (filename !== 'playground.state') continue;
    if ((await readFile(join(folder, filename))).includes(words)) return;
  }
}
