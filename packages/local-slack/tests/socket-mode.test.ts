import { expect, test } from 'vitest';
import WebSocket from 'ws';
import {
  APP_TOKEN,
  APPROVER,
  AUTHOR,
  button,
  client,
  OUTSIDER,
  SOCIAL,
  section,
  socketApp,
  startSlack,
} from './rig.ts';

test('a slash command is acknowledged and answered privately', async () => {
  const slack = await startSlack();
  await socketApp(slack, (app) =>
    app.command('/post', async ({ ack, respond, command }) => {
      await ack();
      await respond(`You wrote ${command.text}`);
    }),
  );
  const author = slack.as(AUTHOR);
  const outcome = await author.command('#social', '/post', 'new text:"Hello"');
  expect(outcome.ok).toBe(true);
  expect(outcome.acknowledgedAfterMs).toBeLessThan(3000);
  const answer = await slack.until(() => author.messages('social').find(({ ephemeral }) => ephemeral));
  expect(answer.text).toBe('You wrote new text:"Hello"');
  expect(slack.as(APPROVER).messages(SOCIAL)).toEqual([]);
});

test('the text of an acknowledgement is shown privately', async () => {
  const slack = await startSlack();
  await socketApp(slack, (app) => app.command('/help', ({ ack }) => ack('Here is help')));
  await slack.as(AUTHOR).command(SOCIAL, '/help');
  expect(slack.as(AUTHOR).messages(SOCIAL)).toMatchObject([{ text: 'Here is help', ephemeral: true }]);
});

test('a button press updates the card for everybody', async () => {
  const slack = await startSlack();
  const app = await socketApp(slack, (bolt) =>
    bolt.action('approve', async ({ ack, body, client: web }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.message) throw new Error('not a message button');
      await web.chat.update({
        channel: SOCIAL,
        ts: body.message.ts,
        text: `Approved by <@${body.user.id}>`,
        blocks: [],
      });
    }),
  );
  const posted = await app.client.chat.postMessage({
    channel: '#social',
    text: 'A post',
    blocks: [section('A post'), { type: 'actions', elements: [button('✅ Approve', 'approve')] }],
  });
  const ts = String(posted.ts);
  await slack.as(APPROVER).press(SOCIAL, ts, 'Approve');
  const card = await slack.until(() =>
    slack
      .as(AUTHOR)
      .messages(SOCIAL)
      .find(({ edited }) => edited),
  );
  expect(card).toMatchObject({ ts, text: `Approved by <@${APPROVER}>`, blocks: [] });
});

test('pressing what is not there is an error, and so is a message out of sight', async () => {
  const slack = await startSlack();
  const { ts } = await client(slack).chat.postMessage({ channel: SOCIAL, text: 'no buttons' });
  await expect(slack.as(APPROVER).press(SOCIAL, String(ts), 'approve')).rejects.toThrow(/no "approve" here/);
  await expect(slack.as(OUTSIDER).press(SOCIAL, String(ts), 'approve')).rejects.toThrow('not_in_channel');
});

test('without an acknowledgement the person reads that it failed, and a late one is noted', async () => {
  const slack = await startSlack({ limits: { acknowledgeWithinMs: 60 } });
  let late = () => Promise.resolve();
  await socketApp(slack, (app) =>
    app.command('/slow', async ({ ack }) => {
      late = () => ack('too late');
    }),
  );
  const outcome = await slack.as(AUTHOR).command(SOCIAL, '/slow');
  expect(outcome).toEqual({
    ok: false,
    acknowledgedAfterMs: null,
    problem: '/slow failed with the error "operation_timeout"',
  });
  await late();
  await slack.until(() => slack.traffic().lateAcknowledgements.length > 0);
  const shown = slack.as(AUTHOR).messages(SOCIAL);
  expect(shown.map(({ text }) => text)).toEqual([outcome.problem]);
});

test('an event is delivered again until it is acknowledged', async () => {
  const slack = await startSlack({ limits: { acknowledgeWithinMs: 40, retryDelaysMs: [0, 0, 0] } });
  const seen: unknown[] = [];
  await socketApp(slack, (app) => {
    // Bolt acknowledges events by itself, so the acknowledgement is held back below it.
    app.use(async ({ context, body, next }) => {
      seen.push(['event_id' in body && body.event_id, context.retryNum, context.retryReason]);
      await next();
    });
    app.message(/./, async () => {});
  });
  const socket = await openSocket(slack);
  socket.on('message', () => {});
  for (const text of ['one', 'two']) await slack.as(AUTHOR).say(SOCIAL, text);
  const events = () => slack.traffic().deliveries.filter(({ type }) => type === 'events_api');
  await slack.until(() => events().length === 2);
  expect(events().map(({ acknowledged }) => acknowledged)).toEqual([true, true]);
  expect(events().some(({ attempts }) => attempts > 1)).toBe(true);
  expect(seen).toContainEqual([expect.any(String), 1, 'timeout']);
  socket.close();
});

test('a ticket opens one connection, and only with the app token', async () => {
  const slack = await startSlack();
  await expect(client(slack).apps.connections.open()).rejects.toThrow('not_allowed_token_type');
  const { url } = await client(slack, APP_TOKEN).apps.connections.open();
  const first = new WebSocket(String(url));
  const hello = await new Promise((resolve) => first.once('message', (data) => resolve(String(data))));
  expect(JSON.parse(String(hello))).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: 'A0APP' },
  });
  const second = new WebSocket(String(url));
  const refused = await new Promise((resolve) => second.once('error', resolve));
  expect(String(refused)).toContain('401');
  first.close();
});

test('the app reconnects when it is asked to and when it is cut off', async () => {
  const slack = await startSlack();
  await socketApp(slack, (app) => app.command('/post', ({ ack }) => ack('here')), 300);
  const reconnected = () => {
    let gone = false;
    return slack.until(() => {
      gone ||= slack.connections === 0;
      return gone && slack.connections > 0;
    });
  };
  for (const breakUp of [() => slack.faults.disconnect(), () => slack.faults.cutConnections()]) {
    const back = reconnected();
    breakUp();
    await back;
    expect(await slack.as(AUTHOR).command(SOCIAL, '/post')).toMatchObject({ ok: true });
  }
});

test('with two connections each envelope reaches one of them', async () => {
  const slack = await startSlack();
  const handled: string[] = [];
  for (const name of ['first', 'second'])
    await socketApp(slack, (app) =>
      app.command('/post', async ({ ack }) => {
        handled.push(name);
        await ack();
      }),
    );
  for (let turn = 0; turn < 4; turn += 1) await slack.as(AUTHOR).command(SOCIAL, '/post');
  expect(handled.sort()).toEqual(['first', 'first', 'second', 'second']);
});

test('an interaction can be made to arrive twice', async () => {
  const slack = await startSlack();
  const triggers: string[] = [];
  await socketApp(slack, (app) =>
    app.command('/post', async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack();
    }),
  );
  slack.faults.deliverNextTwice();
  await slack.as(AUTHOR).command(SOCIAL, '/post');
  expect(triggers).toHaveLength(2);
  expect(triggers[0]).toBe(triggers[1]);
});

async function openSocket(slack: Awaited<ReturnType<typeof startSlack>>): Promise<WebSocket> {
  const before = slack.connections;
  const { url } = await client(slack, APP_TOKEN).apps.connections.open();
  const socket = new WebSocket(String(url));
  await slack.until(() => slack.connections > before);
  return socket;
}
