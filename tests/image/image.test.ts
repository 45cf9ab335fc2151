/** What is in the image, and that the bot runs from it alone. `IMAGE_NODE` starts it by another Node.js than this one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { createLocalDiscord } from '@bellwether/local-discord';
import { createLocalSlack } from '@bellwether/local-slack';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import { packageRoot } from '../../src/kit/root.ts';
import { type Frame, FrameReader, writtenFrame } from '../../src/media/decoder/frames.ts';
import { APPLICATION, GUILD, SLACK_APP, TEAM, WORKSPACE } from '../e2e/town.ts';
import { type Built, buildImage } from './built.ts';
import { environmentOf, wordsOf } from './dockerfile.ts';

const NODE = process.env.IMAGE_NODE ?? process.execPath;
/** Packages in all, and MB. What grows beyond it is to be looked at. */
const MOST_PACKAGES = 280;
const MOST_MEGABYTES = 280;
/** The playground's chats take it from Slack; so do Slack's own libraries. */
const SHARED = '@slack/types';

let image: Built;
let names: string[];
beforeAll(async () => {
  image = await buildImage();
  const { packages } = JSON.parse(
    await readFile(join(image.folder, 'node_modules', '.package-lock.json'), 'utf8'),
  ) as { packages: Record<string, unknown> };
  names = Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, ''));
}, 300_000);
afterAll(() => image?.remove());

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
const manifest = async (...path: string[]): Promise<Manifest> =>
  JSON.parse(await readFile(join(packageRoot(), ...path, 'package.json'), 'utf8'));

async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

describe('in it', () => {
  test('is what the bot runs on, and nothing that builds, checks or tests it', async () => {
    const { dependencies = {}, devDependencies = {} } = await manifest();
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    // Types stand there too, since libraries name those that theirs are told with.
    const built = Object.keys(devDependencies).filter((name) => !name.startsWith('@types/'));
    expect(built.filter((name) => names.includes(name))).toEqual([]);
    // Not named by us, brought along by what is.
    for (const name of ['vite', 'rollup', '@esbuild/linux-x64', 'webpack']) expect(names).not.toContain(name);
  });

  test('is nothing of the playground: neither its packages, nor what it alone needs, nor its code', async () => {
    const own = await readdir(join(packageRoot(), 'packages'));
    const needed = await Promise.all(own.map((one) => manifest('packages', one)));
    const { dependencies = {} } = await manifest();
    const alone = needed
      .flatMap((one) => Object.keys({ ...one.dependencies, ...one.devDependencies }))
      .filter((name) => name !== SHARED && !Object.hasOwn(dependencies, name));
    expect(alone).toContain('react');
    expect(names.filter((name) => name.startsWith('@bellwether/') || alone.includes(name))).toEqual([]);
    for (const file of (await filesOf(join(image.folder, 'dist'))).filter((one) => one.endsWith('.js')))
      expect(await readFile(join(image.folder, 'dist', file), 'utf8'), file).not.toMatch(
        /function startPlayground|class LocalSlack\b/,
      );
  });

  test('stands no source, no test and no secret, and not much in all', async () => {
    const top = await readdir(image.folder);
    expect(top.sort()).toEqual(['dist', 'node_modules', 'package.json', 'src']);
    const files = await filesOf(image.folder);
    const ours = files.filter((file) => !file.startsWith('node_modules/'));
    expect(ours.filter((file) => /\.tsx?$|\.env|team\.yaml|\.npmrc|\.test\./.test(file))).toEqual([]);
    const sizes = await Promise.all(
      files.map((file) => stat(join(image.folder, file)).catch(() => undefined)),
    );
    const megabytes = sizes.reduce((sum, one) => sum + (one?.size ?? 0), 0) / 1e6;
    expect(names.length).toBeLessThan(MOST_PACKAGES);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  });

  test('somebody is named who is not root, by number', () => {
    expect(wordsOf(image.stage, 'USER').at(-1)).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });
});

interface Ran {
  child: ChildProcess;
  said(): string;
}

/** By the image's own command, with its environment. Only where it writes and where it listens are ours. */
function launch(environment: Record<string, string>): Ran {
  const [, ...program] = JSON.parse(wordsOf(image.stage, 'CMD').at(-1) ?? '[]') as string[];
  const child = spawn(NODE, program, {
    cwd: image.folder,
    env: { ...environmentOf(image.stage), HOST: '127.0.0.1', PORT: '0', ...environment },
  });
  let said = '';
  child.stderr.on('data', (words) => {
    said += words;
  });
  return { child, said: () => said };
}

describe('from it', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bellwether-image-data-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('the bot starts on both chats, says that it is ready, writes nowhere but into its data, and stops', async () => {
    const clock = new MovableClock();
    const slack = createLocalSlack({ clock, workspace: WORKSPACE });
    const discord = createLocalDiscord({ clock, guild: GUILD, application: APPLICATION });
    await Promise.all([slack.start(), discord.start(), writeFile(join(folder, 'team.yaml'), TEAM)]);
    const before = await filesOf(image.folder);
    const { child, said } = launch({
      ...{ SLACK_BOT_TOKEN: SLACK_APP.botToken, SLACK_APP_TOKEN: SLACK_APP.appToken },
      ...{ SLACK_API_URL: slack.apiUrl, DISCORD_TOKEN: APPLICATION.token, DISCORD_API_URL: discord.apiUrl },
      ...{ DATA_DIR: join(folder, 'data'), TEAM_FILE: join(folder, 'team.yaml') },
      ...{ ACCOUNT_URL: 'http://127.0.0.1:9/hook', ACCOUNT_SECRET: 'a-secret-of-the-account' },
    });
    const ended = once(child, 'exit');
    try {
      const address = await Promise.race([readyAddress(child), ended.then(() => Promise.reject(said()))]);
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
      await expect.poll(async () => (await fetch(`${address}/readyz`)).status).toBe(200);
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      expect(await filesOf(image.folder)).toEqual(before);
    } finally {
      child.kill('SIGKILL');
      await Promise.all([slack.stop(), discord.stop()]);
    }
  }, 300_000);

  test('pictures are decoded by the program that lies beside the bot', async () => {
    const program = join(image.folder, 'dist', 'src', 'media', 'decoder', 'process.js');
    const child = spawn(NODE, [program, '1500000000'], { env: {} });
    const reader = new FrameReader();
    const answered = new Promise<Frame>((resolve) =>
      child.stdout.on('data', (piece: Buffer) => reader.push(piece).forEach(resolve)),
    );
    const create = { width: 4, height: 3, channels: 3 as const, background: 'teal' };
    const bytes = await sharp({ create }).png().toBuffer();
    for (const part of writtenFrame({ head: { task: 'read' }, bytes })) child.stdin.write(part);
    const told = { outcome: 'picture', contentType: 'image/png', width: 4, height: 3 };
    expect((await answered).head).toEqual(told);
    // It ends with the bot.
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 60_000);

  test('without a token it says that there is no playground in it, and ends', async () => {
    const { child, said } = launch({ DATA_DIR: join(folder, 'none') });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said()).toContain('there is no playground here');
  }, 60_000);
});

async function readyAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('Nothing can be read of it.');
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as { event?: string; address?: string };
    if (told.event === 'ready' && told.address) return told.address;
  }
  throw new Error('It never said that it is ready.');
}
