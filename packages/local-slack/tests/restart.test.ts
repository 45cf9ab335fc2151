/** A local Slack that takes in what another one handed out: the same workspace after a restart. */
import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import type { LocalSlack } from '../src/index.ts';
import { APPROVER, AUTHOR, client, postForm, SOCIAL, socketApp, startSlack, TestClock } from './rig.ts';

async function after(before: LocalSlack, clock: { now(): number } = new TestClock()): Promise<LocalSlack> {
  const slack = await startSlack({ clock });
  slack.restoreState(deserialize(serialize(before.snapshotState())));
  return slack;
}

test('a message keeps its blocks, its metadata, its thread and its reactions', async () => {
  const slack = await startSlack();
  const metadata = { event_type: 'card', event_payload: { post: 7 } };
  const { ts = '' } = await client(slack).chat.postMessage({ channel: SOCIAL, text: 'A card', metadata });
  await slack.as(AUTHOR).say(SOCIAL, 'A reply', { threadTs: ts });
  slack.as(APPROVER).react(SOCIAL, ts, 'wave');
  const again = client(await after(slack));
  const before = client(slack);
  const asked = { channel: SOCIAL, ts, include_all_metadata: true };
  const { messages } = await again.conversations.replies(asked);
  expect(messages).toEqual((await before.conversations.replies(asked)).messages);
  expect(messages).toMatchObject([{ metadata, reactions: [{ name: 'wave' }] }, { text: 'A reply' }]);
});

test('timestamps go on, though the clock went back', async () => {
  const clock = new TestClock();
  const slack = await startSlack({ clock });
  clock.advance(60_000);
  const { ts: first } = await client(slack).chat.postMessage({ channel: SOCIAL, text: 'First' });
  const again = await after(slack);
  const { ts: second } = await client(again).chat.postMessage({ channel: SOCIAL, text: 'Second' });
  expect(Number(second)).toBeGreaterThan(Number(first));
});

test('a form that stood open can be sent, with what was prefilled', async () => {
  const slack = await startSlack();
  await socketApp(slack, (app) => {
    app.command('/post', async ({ ack, command, client: web }) => {
      await ack();
      await web.views.open({ trigger_id: command.trigger_id, view: postForm });
    });
  });
  await slack.as(AUTHOR).command(SOCIAL, '/post', '');
  await slack.until(() => slack.as(AUTHOR).modal());
  const again = await after(slack);
  const sent = new Promise<unknown>((resolve) => {
    void socketApp(again, (app) => {
      app.view('post', async ({ ack, view }) => {
        await ack();
        resolve([view.private_metadata, view.state.values.text?.typed?.value]);
      });
    });
  });
  await again.until(() => again.connections === 1);
  expect(await again.as(AUTHOR).submit({ 'text/typed': 'Hello' })).toMatchObject({ ok: true });
  expect(await sent).toEqual(['kept', 'Hello']);
});

test('a response_url is good for what is left of its five answers', async () => {
  const slack = await startSlack();
  const given = new Promise<string>((resolve) => {
    void socketApp(slack, (app) => {
      app.command('/post', async ({ ack, command }) => {
        await ack();
        resolve(command.response_url);
      });
    });
  });
  await slack.until(() => slack.connections === 1);
  await slack.as(AUTHOR).command(SOCIAL, '/post', '');
  const { pathname } = new URL(await given);
  const answer = async ({ apiUrl }: LocalSlack, text: string) => {
    const place = apiUrl.replace('/api/', pathname);
    return (await fetch(place, { method: 'POST', body: JSON.stringify({ text }) })).status;
  };
  expect([await answer(slack, '1'), await answer(slack, '2')]).toEqual([200, 200]);
  const again = await after(slack, { now: () => Date.now() });
  for (const text of ['3', '4', '5']) expect(await answer(again, text)).toBe(200);
  expect(await answer(again, '6')).toBe(404);
  expect(again.as(AUTHOR).messages(SOCIAL)).toHaveLength(5);
});

test('what is no state of a Slack is refused', async () => {
  const slack = await startSlack();
  expect(() => slack.restoreState({})).toThrow();
  expect(() => slack.restoreState({ ...(slack.snapshotState() as object), messages: [] })).toThrow();
});
