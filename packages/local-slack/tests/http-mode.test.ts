import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { sign } from '../src/index.ts';
import {
  AUTHOR,
  button,
  client,
  httpApp,
  postForm,
  SIGNING_SECRET,
  SOCIAL,
  section,
  startSlack,
} from './rig.ts';

test('commands, buttons, forms and events arrive signed and are acknowledged', async () => {
  const slack = await startSlack();
  const heard: string[] = [];
  await httpApp(slack, (app) => {
    app.command('/post', ({ ack }) => ack('Taken'));
    app.action('open', async ({ ack, body, client: web }) => {
      await ack();
      if (body.type === 'block_actions')
        await web.views.open({ trigger_id: body.trigger_id, view: postForm });
    });
    app.view('post', ({ ack }) => ack({ response_action: 'errors', errors: { text: 'Too short' } }));
    app.message(/hello/, async ({ message }) => {
      heard.push(message.ts);
    });
  });
  expect(await slack.verifyEventsUrl()).toBe(true);
  const author = slack.as(AUTHOR);
  expect(await author.command(SOCIAL, '/post', 'a=b&c "d"')).toMatchObject({ ok: true });
  expect(author.messages(SOCIAL)).toMatchObject([{ text: 'Taken', ephemeral: true }]);
  const blocks = [section('card'), { type: 'actions', elements: [button('Open', 'open')] }];
  const { ts } = await client(slack).chat.postMessage({ channel: SOCIAL, text: 'card', blocks });
  await author.press(SOCIAL, String(ts), 'open');
  await slack.until(() => author.modal());
  expect(await author.submit({ text: 'hi' })).toMatchObject({ errors: { text: 'Too short' } });
  const said = await author.say(SOCIAL, 'hello there');
  expect(said).toMatchObject({ ok: true, acknowledgedAfterMs: expect.any(Number) });
  expect(heard).toEqual([said.ts]);
});

test.each(['wrong', 'stale'] as const)('a request with a %s signature is refused by Bolt', async (fault) => {
  const slack = await startSlack();
  await httpApp(slack, (app) => app.command('/post', ({ ack }) => ack('Taken')));
  slack.faults.nextSignature(fault);
  const outcome = await slack.as(AUTHOR).command(SOCIAL, '/post');
  expect(outcome.problem).toBe('/post failed with the error "dispatch_failed"');
  expect(await slack.as(AUTHOR).command(SOCIAL, '/post')).toMatchObject({ ok: true });
});

test('an event that meets a server error comes again with its number and reason', async () => {
  const slack = await startSlack({ limits: { retryDelaysMs: [0, 0] } });
  const seen: unknown[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    seen.push([body.event_id, request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
    response.writeHead(seen.length === 1 ? 500 : 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  slack.setEventsUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const said = await slack.as(AUTHOR).say(SOCIAL, 'hello');
  expect(said).toMatchObject({ ok: true, acknowledgedAfterMs: null, problem: 'dispatch_failed' });
  await slack.until(() => slack.traffic().deliveries.length > 0);
  expect(slack.traffic().deliveries).toMatchObject([{ name: 'message', attempts: 2, acknowledged: true }]);
  const [first] = seen as string[][];
  expect(seen).toEqual([
    [first?.[0], undefined, undefined],
    [first?.[0], '1', 'http_error'],
  ]);
});

test('nobody at the request URL is a failed dispatch', async () => {
  const slack = await startSlack({ limits: { retryDelaysMs: [] } });
  slack.setEventsUrl('http://127.0.0.1:9/slack/events');
  expect(await slack.as(AUTHOR).command(SOCIAL, '/post')).toMatchObject({ ok: false });
  expect(await slack.verifyEventsUrl()).toBe(false);
});

test('the signature is the one in the documented scheme', () => {
  // Worked out with OpenSSL: printf 'v0:1531420618:a=b' | openssl dgst -sha256 -hmac signing-secret
  expect(sign(SIGNING_SECRET, 1531420618, 'a=b')).toBe(
    'v0=534a69eb9725989acbe07361467148449715c0d41e1277153e7434eabd8e414c',
  );
});
