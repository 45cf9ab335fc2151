import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { createLocalSlack } from '../src/index.ts';
import { AUTHOR, BOT, SOCIAL, socketApp, WORKSPACE } from './rig.ts';

test('it runs below a path of another server', async () => {
  const slack = createLocalSlack({ clock: { now: () => Date.now() }, workspace: WORKSPACE });
  const host = new Hono<{ Bindings: HttpBindings }>().route('/slack', slack.app);
  const listener = getRequestListener(host.fetch);
  const server = createServer((request, response) => void listener(request, response));
  server.on('upgrade', (request, socket, head) => slack.handleUpgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await slack.stop();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  slack.mountedAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/`);
  const app = await socketApp(slack, (bolt) =>
    bolt.command('/post', async ({ ack, respond }) => {
      await ack();
      await respond('from below');
    }),
  );
  expect((await app.client.auth.test()).user_id).toBe(BOT);
  await slack.as(AUTHOR).command(SOCIAL, '/post');
  await slack.until(() => slack.as(AUTHOR).messages(SOCIAL)[0]?.text === 'from below');
});
