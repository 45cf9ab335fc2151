/** docs/webhooks.md: what it says is so, and the receivers on it work as they stand there. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/kit/root.ts';
import type { Connection } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/webhook/index.ts';
import { sign } from '../../../src/networks/webhook/sign.ts';
import { intentAt, outside, picture, textOf } from '../servers/outside.ts';

const PAGE = await readFile(join(packageRoot(), 'docs/webhooks.md'), 'utf8');
const SECRET = 'a-secret-of-sixteen-or-more';
const hasPython = spawnSync('python3', ['--version']).status === 0;

const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);

it('the signature on the page is the one that is sent', () => {
  expect(PAGE).toContain(sign('a-secret-of-sixteen', '1700000000', '{"event":"ping"}'));
});

it('the bodies on the page are JSON', () => {
  const events = blocks('json').map((body) => (JSON.parse(body) as { event: string }).event);
  expect(events).toEqual(['publish', 'update', 'delete', 'ping']);
});

describe.each([
  { language: 'js', program: process.execPath, file: 'receiver.mjs', isThere: true },
  { language: 'python', program: 'python3', file: 'receiver.py', isThere: hasPython },
])('the receiver in $language', ({ language, program, file, isThere }) => {
  let folder = '';
  let receiver: ChildProcess;
  let url = '';

  beforeAll(async () => {
    if (!isThere) return;
    folder = await mkdtemp(join(tmpdir(), 'bellwether-receiver-'));
    await writeFile(join(folder, file), blocks(language).join('\n'));
    receiver = spawn(program, [join(folder, file)], {
      env: { ...process.env, PORT: '0', SECRET },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: receiver.stdout as NodeJS.ReadableStream });
    [url] = (await once(lines, 'line')) as [string];
  });
  afterAll(async () => {
    if (!isThere) return;
    receiver.kill();
    await once(receiver, 'exit');
    await rm(folder, { recursive: true, force: true });
  });

  const connect = (secret = SECRET): Connection =>
    network.connect(network.account.parse({ url, secret }), outside());
  const live = async () => (await (await fetch(url)).json()) as Record<string, unknown>[];

  it.skipIf(!isThere)('makes, changes and takes down a thread, each once', async () => {
    const [connection, intent, image] = [connect(), intentAt(), picture('A kite')];
    expect(await connection.identify()).toEqual({ handle: new URL(url).host });
    const first = { text: 'Grüße 🌤️', images: [image] };
    const root = await connection.publish(first, intent, async () => {});
    expect(root.id).toBe(intent.key);
    expect(await connection.publish(first, intent, async () => {})).toEqual(root);
    const thread = { root, parent: root };
    const second = await connection.publish({ ...textOf('Two'), thread }, intentAt(), async () => {});
    await connection.edit?.(root, { text: 'Greetings', images: [image] });
    const bytes = image.bytes.toString('base64');
    expect(await live()).toMatchObject([
      { text: 'Greetings', images: [{ alt: 'A kite', bytes }], sent_at: expect.any(String) },
      { text: 'Two', in_reply_to: root.id },
    ]);
    for (const published of [second, root, root]) await connection.remove(published);
    expect(await live()).toEqual([]);
    await expect(connection.edit?.(root, textOf('Late'))).rejects.toMatchObject({ reason: 'refused' });
  });

  it.skipIf(!isThere)('lets in nobody with another secret, or an old request', async () => {
    await expect(connect('another-secret-of-sixteen').identify()).rejects.toMatchObject({
      reason: 'unauthorized',
    });
    const old = { ...outside(), clock: { now: () => Date.now() - 10 * 60_000, at: () => () => {} } };
    const late = network.connect(network.account.parse({ url, secret: SECRET }), old);
    await expect(late.publish(textOf('Late'), intentAt(), async () => {})).rejects.toMatchObject({
      reason: 'unauthorized',
    });
    expect(await live()).toEqual([]);
  });
});
