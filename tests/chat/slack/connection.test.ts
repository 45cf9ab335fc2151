import { type LocalSlack, sign } from '@bellwether/local-slack';
import { expect, test } from 'vitest';
import { createSlackChat } from '../../../src/chat/slack/index.ts';
import { ADA, openNewsroom, SOCIAL, seen, signingSecret } from './rig.ts';

test('a broken connection is a fault until it stands again, and nothing is lost after', async () => {
  const { slack, chat, desk } = await openNewsroom();
  expect(chat.fault()).toBeUndefined();
  slack.faults.next('apps.connections.open', { error: 'internal_error' });
  slack.faults.cutConnections();
  await slack.until(() => slack.connections === 0);
  await expect.poll(() => chat.fault()).toContain('Slack: ');
  await slack.until(() => slack.connections === 1);
  await expect.poll(() => chat.fault()).toBeUndefined();
  await slack.as(ADA).command(SOCIAL, '/note', 'new text:again');
  await seen(slack, ADA, SOCIAL, 'Kept');
  expect(desk.notes).toEqual(['again']);
});

test('when Slack asks for another connection, it gets one at once', async () => {
  const { slack, chat } = await openNewsroom();
  slack.faults.disconnect('refresh_requested');
  await slack.until(() => slack.connections === 0);
  await slack.until(() => slack.connections === 1, 2_000);
  await expect.poll(() => chat.fault()).toBeUndefined();
});

test('a stop finishes what was acknowledged and hears nothing new', async () => {
  const { slack, chat, desk } = await openNewsroom();
  const held = slack.faults.next('users.info', { hold: true });
  await slack.as(ADA).command(SOCIAL, '/note', 'new text:held');
  await held.reached;
  const stopped = chat.stop();
  await slack.until(() => slack.connections === 0);
  held.release();
  await stopped;
  expect(desk.notes).toEqual(['held']);
  await seen(slack, ADA, SOCIAL, 'Kept');
  expect(chat.fault()).toBe('Slack: stopped.');
  expect(await slack.as(ADA).command(SOCIAL, '/note', 'list')).toMatchObject({ ok: false });
});

test('requests that Slack did not sign, or long ago, get 401', async () => {
  const { slack, desk } = await openNewsroom({ mode: 'http' });
  expect(await slack.verifyEventsUrl()).toBe(true);
  for (const fault of ['wrong', 'stale'] as const) {
    slack.faults.nextSignature(fault);
    expect(await slack.as(ADA).command(SOCIAL, '/note', 'new text:x')).toMatchObject({ ok: false });
  }
  const statuses = slack.traffic().deliveries.filter(({ acknowledged }) => !acknowledged);
  expect(statuses).toHaveLength(2);
  expect(desk.notes).toEqual([]);
});

test('before the start and after the stop requests get 503, elsewhere 404', async () => {
  const { chat, url } = await httpRoom();
  const body = 'command=%2Fnote&text=list';
  const timestamp = Math.floor(Date.now() / 1000);
  const post = (address: string) =>
    fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': sign(signingSecret, timestamp, body),
      },
      body,
    }).then((response) => response.status);
  expect(await post(url.replace('/slack/events', '/other'))).toBe(404);
  const unsigned = await fetch(url, { method: 'POST', body });
  expect(unsigned.status).toBe(401);
  await chat.stop();
  expect(chat.fault()).toBe('Slack: not listening.');
  expect(await post(url)).toBe(503);
});

test('a connection that opens and never says hello is dropped, and another one is asked for', async () => {
  const { slack, chat, desk } = await openNewsroom({ options: { helloWithin: 1_000 } });
  slack.faults.muteConnections(2);
  slack.faults.cutConnections();
  await slack.until(() => slack.connections === 0);
  await expect.poll(() => chat.fault()).toContain('Slack opened a connection and said nothing.');
  await slack.until(() => slack.connections === 1);
  await expect.poll(() => chat.fault()).toBeUndefined();
  await slack.as(ADA).command(SOCIAL, '/note', 'new text:heard');
  await seen(slack, ADA, SOCIAL, 'Kept');
  expect(desk.notes).toEqual(['heard']);
});

test.each([
  [
    'opens and never says hello',
    { reason: 'unreachable' },
    (slack: LocalSlack) => slack.faults.muteConnections(),
  ],
  [
    'is limited',
    { reason: 'rate_limited', retryAfter: 7_000 },
    (slack: LocalSlack) => slack.faults.next('apps.connections.open', { status: 429, retryAfter: 7 }),
  ],
  [
    'meets a Slack in trouble',
    { reason: 'unreachable' },
    (slack: LocalSlack) => slack.faults.next('auth.test', { status: 503 }),
  ],
  [
    'is not answered',
    { reason: 'unreachable' },
    (slack: LocalSlack) => slack.faults.next('apps.connections.open', { loseAnswer: 'before' }),
  ],
])(
  'a first connection that %s is no wrong token, and may be tried again',
  async (_how, expected, inTheWay) => {
    let local: LocalSlack | undefined;
    const before = (slack: LocalSlack) => {
      local = slack;
      inTheWay(slack);
    };
    const opened = openNewsroom({ options: { helloWithin: 1_000 }, before });
    await expect(opened).rejects.toMatchObject({ ...expected, isTokenRefused: false });
    expect(local?.connections).toBe(0);
  },
);

test('a start that failed can be made again', async () => {
  const { slack, chat } = await openNewsroom({ options: { helloWithin: 1_000 } });
  await chat.stop();
  slack.faults.muteConnections();
  await expect(chat.start()).rejects.toMatchObject({ reason: 'unreachable' });
  await chat.start();
  expect([slack.connections, chat.fault()]).toEqual([1, undefined]);
});

test('a wrong bot token stops the start and names it', async () => {
  const room = openNewsroom({ options: { botToken: 'xoxb-wrong' } });
  await expect(room).rejects.toThrow(/invalid_auth.*SLACK_BOT_TOKEN/);
  await expect(room).rejects.toMatchObject({ isTokenRefused: true });
});

test('neither token nor secret is refused at once', async () => {
  const { slack } = await openNewsroom();
  const options = { botToken: 'x', apiUrl: slack.apiUrl };
  // @ts-expect-error what else it needs is not looked at before this.
  expect(() => createSlackChat(options, {})).toThrow('SLACK_APP_TOKEN');
});

async function httpRoom() {
  const room = await openNewsroom({ mode: 'http' });
  return { ...room, url: room.url ?? '' };
}
