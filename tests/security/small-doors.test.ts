/** Attacks that each need one odd value: in a command, in the environment, in a request, in a cell, in a name. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { listPosts } from '../../src/app/posts/cards/listing.ts';
import { run } from '../../src/cli/run.ts';
import { createLog } from '../../src/kit/log.ts';
import { printable } from '../../src/kit/printable.ts';
import { readWhen } from '../../src/kit/when.ts';
import { isLoopback } from '../../src/main/ground.ts';
import { isPrivate } from '../../src/media/internet.ts';
import type { Person } from '../../src/people/person.ts';
import { createWeb, type Web, type WebOptions } from '../../src/web/web.ts';

test.each(['__proto__', 'constructor', 'toString'])('/post list show:%s is told as unknown', async (show) => {
  await expect(listPosts({} as App, { id: 1 } as Person, { show })).rejects.toMatchObject({
    findings: [{ id: 'list.show.unknown' }],
  });
});

test('a time of any length is refused before it is understood', () => {
  const words = 'next monday or '.repeat(10_000);
  expect(() => readWhen(words, 'Europe/Copenhagen', 0)).toThrow('at most 200 characters');
});

test('a host name that begins with 127. is not this machine', () => {
  expect(['127.0.0.1', '127.8.9.1', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true]);
  expect(['127.evil.example', '127.0.0.1.nip.example', '127.1', '0.0.0.0'].map(isLoopback)).toEqual([
    ...[false, false, false, false],
  ]);
});

test('addresses of a cloud’s own services, and translated ones, are private', () => {
  for (const ip of ['168.63.129.16', '::ffff:0:127.0.0.1', '::ffff:0:7f00:1'])
    expect(isPrivate(ip), ip).toBe(true);
  expect(isPrivate('168.63.129.17')).toBe(false);
});

describe('a terminal', () => {
  test('obeys nothing that stands in what is told', async () => {
    const errors = new PassThrough();
    const output = new PassThrough();
    await run(['\u001b]0;owned\u0007\u009b2J\u202ehelp'], { input: new PassThrough(), output, errors });
    const said = String(errors.read());
    expect(said).toContain('There is no verb');
    for (const obeyed of ['\u001b', '\u0007', '\u009b', '\u202e']) expect(said).not.toContain(obeyed);
  });

  test('keeps lines, tabs and letters of every script', () => {
    expect(printable('Æ\tא\n👩‍💻')).toBe('Æ\tא\n👩‍💻');
  });
});

describe('the web server', () => {
  const started: Web[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((web) => web.stop(0)));
  });

  async function start(more: Partial<WebOptions> = {}): Promise<string> {
    const web = createWeb({
      ...{ host: '127.0.0.1', port: 0, log: createLog('silent') },
      ...{ health: async () => ({ database: 'down at db.internal' }), metrics: async () => 'up 1\n' },
      ...more,
    });
    started.push(web);
    return web.start();
  }

  test('lets no body near a listener that is too large, or does not say how large it is', async () => {
    let heard = 0;
    const listener: NonNullable<WebOptions['mounts']>[number]['listener'] = (_request, response) => {
      heard += 1;
      response.end();
    };
    const address = await start({ mounts: [{ prefix: '/slack/events', mostBytes: 1_000, listener }] });
    const post = (body: string) => fetch(`${address}/slack/events`, { method: 'POST', body });
    expect((await post('x'.repeat(1_001))).status).toBe(413);
    const endless = request(`${address}/slack/events`, { method: 'POST' });
    endless.on('error', () => {});
    endless.write('x');
    const [answer] = (await once(endless, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(411);
    endless.destroy();
    expect(heard).toBe(0);
    expect((await post('x'.repeat(1_000))).status).toBe(200);
  });

  test('tells figures and reasons only to who has the token, where there is one', async () => {
    const metricsToken = 'a-token-of-the-operator';
    const address = await start({ metricsToken });
    const get = async (path: string, token?: string) => {
      const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
      const answer = await fetch(`${address}${path}`, { headers });
      return [answer.status, await answer.text()];
    };
    expect(await get('/metrics')).toEqual([401, expect.not.stringContaining('up 1')]);
    expect(await get('/metrics', 'another')).toEqual([401, expect.not.stringContaining('up 1')]);
    expect(await get('/metrics', metricsToken)).toEqual([200, 'up 1\n']);
    expect(await get('/readyz')).toEqual([503, '{"status":"not ready"}']);
    expect(await get('/readyz', metricsToken)).toEqual([503, expect.stringContaining('db.internal')]);
  });
});
