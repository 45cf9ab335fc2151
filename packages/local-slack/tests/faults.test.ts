import { LogLevel, WebClient, WebClientEvent } from '@slack/web-api';
import { expect, test } from 'vitest';
import { AUTHOR, client, SOCIAL, socketApp, startSlack, TestClock } from './rig.ts';

test('after a burst a channel takes about a message a second, and WebClient waits as told', async () => {
  const slack = await startSlack({ limits: { messageBurst: 2 } });
  // Else the first message may take so long that the third finds a place.
  slack.warmUp();
  const waits: number[] = [];
  const patient = new WebClient('xoxb-local-1', {
    slackApiUrl: slack.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 1, minTimeout: 0 },
  });
  patient.on(WebClientEvent.RATE_LIMITED, (seconds) => waits.push(seconds));
  for (const text of ['1', '2', '3']) await patient.chat.postMessage({ channel: SOCIAL, text });
  expect(waits).toEqual([1]);
  expect(
    slack
      .as(AUTHOR)
      .messages(SOCIAL)
      .map(({ text }) => text),
  ).toEqual(['1', '2', '3']);
  const { calls } = slack.traffic();
  expect(calls.filter(({ status }) => status === 429)).toHaveLength(1);
});

test('planned faults: status, error, an answer lost before or after the effect, a cut answer', async () => {
  const slack = await startSlack();
  const web = client(slack);
  const post = (text: string) => web.chat.postMessage({ channel: SOCIAL, text });
  slack.faults.next('chat.postMessage', { status: 503 });
  await expect(post('status')).rejects.toMatchObject({ statusCode: 503 });
  slack.faults.next('chat.postMessage', { error: 'fatal_error' });
  await expect(post('error')).rejects.toThrow('fatal_error');
  slack.faults.next('chat.postMessage', { loseAnswer: 'before' });
  await expect(post('before')).rejects.toThrow();
  slack.faults.next('chat.postMessage', { loseAnswer: 'after' });
  await expect(post('after')).rejects.toThrow();
  slack.faults.next('chat.postMessage', { cut: true });
  await expect(post('cut')).rejects.toThrow();
  await post('fine');
  const shown = slack.as(AUTHOR).messages(SOCIAL);
  expect(shown.map(({ text }) => text)).toEqual(['after', 'cut', 'fine']);
  expect(slack.traffic().counts['chat.postMessage']).toBe(6);
});

test('a call can be held until the test lets it go', async () => {
  const slack = await startSlack();
  const held = slack.faults.next('chat.postMessage', { hold: true });
  const posting = client(slack).chat.postMessage({ channel: SOCIAL, text: 'held' });
  await held.reached;
  expect(slack.as(AUTHOR).messages(SOCIAL)).toEqual([]);
  held.release();
  await posting;
  expect(slack.as(AUTHOR).messages(SOCIAL)).toHaveLength(1);
});

test('a response_url is good for five answers and for half an hour', async () => {
  const clock = new TestClock();
  const slack = await startSlack({ clock });
  const urls: string[] = [];
  await socketApp(slack, (app) =>
    app.command('/post', async ({ ack, command }) => {
      urls.push(command.response_url);
      await ack();
    }),
  );
  await slack.as(AUTHOR).command(SOCIAL, '/post');
  await slack.as(AUTHOR).command(SOCIAL, '/post');
  const answer = async (url: string | undefined, body: object) => {
    const response = await fetch(String(url), { method: 'POST', body: JSON.stringify(body) });
    return [response.status, await response.text()];
  };
  for (let use = 1; use <= 5; use += 1)
    expect(await answer(urls[0], { text: `${use}` })).toEqual([200, 'ok']);
  expect(await answer(urls[0], { text: '6' })).toEqual([404, expect.stringContaining('used_url')]);
  clock.advance(30 * 60_000 + 1);
  expect(await answer(urls[1], { text: 'late' })).toEqual([404, expect.stringContaining('expired_url')]);
  expect(slack.as(AUTHOR).messages(SOCIAL)).toHaveLength(5);
});

test('a private answer with a button is replaced and deleted through its response_url only', async () => {
  const slack = await startSlack();
  const app = await socketApp(slack, (bolt) => {
    bolt.action('more', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'more of it', replace_original: true, blocks: [card('less')] });
    });
    bolt.action('less', async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
  });
  const card = (actionId: string) => ({
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, text: { type: 'plain_text' as const, text: actionId }, action_id: actionId },
    ],
  });
  const author = slack.as(AUTHOR);
  const posted = await app.client.chat.postEphemeral({
    channel: SOCIAL,
    user: AUTHOR,
    text: 'private',
    blocks: [card('more')],
  });
  const ts = String(posted.message_ts);
  await author.press(SOCIAL, ts, 'more');
  await slack.until(() => author.messages(SOCIAL)[0]?.text === 'more of it');
  await author.press(SOCIAL, ts, 'less');
  await slack.until(() => author.messages(SOCIAL).length === 0);
});
