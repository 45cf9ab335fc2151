import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { ADA, CLARA, type Served, servePlayground } from './served.ts';
import { DOT } from './tiny-bot.ts';
import { DISCORD_SOCIAL, SLACK_SOCIAL } from './tiny-cards.ts';

const social = { channel: SLACK_SOCIAL };

describe('acting in both chats', () => {
  test('a command in Slack puts a card into both chats, and a press in Discord changes both', async () => {
    const served = await servePlayground();
    await served.bot();
    const said = await served.act('slack/command', { ...social, command: '/post', text: 'new text:"Hello"' });
    expect(said).toMatchObject({ ok: true });
    const asked = await served.until(
      (view) =>
        view.discord.channels[0]?.messages.length === 1 && slackTexts(view).includes('Post 1: in review'),
    );
    const message = asked.discord.channels[0]?.messages[0]?.id;
    expect(await served.act('discord/press', { message, customId: 'approve' })).toMatchObject({ ok: true });
    await served.until((view) => {
      const inDiscord = view.discord.channels[0]?.messages[0]?.content.includes('Post 1: scheduled');
      return inDiscord && slackTexts(view).includes('Post 1: scheduled');
    });
  });

  test('a form keeps its faults by field and closes when it is in order', async () => {
    const served = await servePlayground();
    await served.bot();
    await served.act('slack/command', { ...social, command: '/post', text: 'new' });
    await served.until(({ slack }) => slack.modal);
    const refused = await served.act('slack/submit', { values: { 'text/typed': 'a bad one' } });
    expect(refused).toMatchObject({ ok: false, errors: { text: 'It says bad.' } });
    const files = [{ name: 'dot.png', type: 'image/png', data: DOT }];
    const sent = await served.act('slack/submit', {
      values: { 'text/typed': 'Fine', 'picture/files': { files } },
    });
    expect(sent).toMatchObject({ ok: true });
    const view = await served.until(({ slack }) => !slack.modal && slack.channels[0]?.messages.length);
    expect(slackTexts(view)).toContain('Fine');
  });

  test('says so when the bot does not respond', async () => {
    const served = await servePlayground();
    await served.bot();
    const [inSlack, inDiscord] = await Promise.all([
      served.act('slack/command', { ...social, command: '/post', text: 'silent' }),
      served.act('discord/command', { channel: DISCORD_SOCIAL, command: 'post silent', options: {} }),
    ]);
    expect(inSlack.problem).toContain('operation_timeout');
    expect(inDiscord.problem).toBe('The application did not respond');
  });

  test('a command in Discord takes its options, and its private answer can be put away', async () => {
    const served = await servePlayground();
    await served.bot();
    const body = { channel: DISCORD_SOCIAL, command: 'post new', options: { text: 'Hi' } };
    await served.act('discord/command', body);
    const view = await served.until(({ discord }) => discord.channels[0]?.messages.length);
    const message = view.discord.channels[0]?.messages[0];
    expect(message?.content).toBe('You said Hi');
    await served.act('discord/dismiss', { message: message?.id });
    expect((await served.view()).discord.channels[0]?.messages).toEqual([]);
  });

  test("a message's menu reaches the bot", async () => {
    const served = await servePlayground();
    await served.bot();
    const { ts } = await served.act('slack/say', { ...social, text: 'Quote me' });
    await served.act('slack/shortcut', { ...social, ts, callbackId: 'quote' });
    await served.until((view) => slackTexts(view).includes(`Quoted by <@${ADA}>`));
  });

  test('shows uploads from its own address, and hands out what could run as a download', async () => {
    const served = await servePlayground();
    const picture = { name: 'dot.png', type: 'image/png', data: DOT, alt: 'A dot' };
    const script = { name: 'x.html', type: 'text/html', data: btoa('<script>alert(1)</script>') };
    await served.act('slack/upload', { ...social, text: 'Look', file: picture });
    await served.act('discord/say', { channel: DISCORD_SOCIAL, text: '', files: [picture, script] });
    const { slack, discord } = await served.view();
    const id = slack.channels[0]?.messages[0]?.files[0]?.id;
    const inSlack = await fetch(`${served.url}/files/slack/${id}`);
    expect(inSlack.headers.get('content-type')).toBe('image/png');
    const [shown, handed] = discord.channels[0]?.messages[0]?.attachments ?? [];
    expect(shown).toMatchObject({ description: 'A dot', url: expect.stringMatching(/^\/files\/discord\//) });
    const answer = await fetch(served.url + handed?.url);
    expect(await answer.text()).toContain('<script>');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  });
});

describe('what is refused', () => {
  test.each([
    ['an act that is none', 'slack/fly', {}, 404],
    ['a body that lacks a field', 'slack/say', { text: 'Hi' }, 422],
    ['a message that is not there', 'slack/press', { ...social, ts: '1.000001', actionId: 'approve' }, 409],
  ])('%s', async (_, path, body, status) => {
    const served = await servePlayground();
    const [chat, name] = path.split('/');
    const answer = await post(served, `/api/${chat}/${ADA}/${name}`, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, problem: expect.any(String) });
  });

  test('people whom nobody knows', async () => {
    const served = await servePlayground();
    expect((await fetch(`${served.url}/api/view?slack=U0NOBODY&discord=${CLARA}`)).status).toBe(404);
    expect((await fetch(`${served.url}/api/view`)).status).toBe(422);
  });

  test('requests that reached this machine under a foreign name', async () => {
    const served = await servePlayground();
    const path = `/api/view?slack=${ADA}&discord=${CLARA}`;
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])
      expect([host, (await get(served, path, { host })).status]).toEqual([host, 421]);
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:3210'])
      expect([host, (await get(served, path, { host })).status]).toEqual([host, 200]);
  });

  test('changes that another web site asks for', async () => {
    const served = await servePlayground();
    const say = (headers: Record<string, string>) =>
      post(served, `/api/slack/${ADA}/say`, { ...social, text: 'Hi' }, headers);
    const { host } = new URL(served.url);
    expect((await say({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await say({ origin: 'null' })).status).toBe(403);
    expect((await say({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await say({ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await served.view()).slack.channels[0]?.messages).toHaveLength(1);
  });
});

test('the page allows nothing from outside', async () => {
  const served = await servePlayground();
  const { headers } = await fetch(served.url);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/https?:|\*|unsafe-inline|unsafe-eval/);
});

test('stopping ends the event streams of open pages', async () => {
  const served = await servePlayground();
  const { body } = await fetch(`${served.url}/api/events`);
  const ended = body?.pipeTo(new WritableStream());
  served.playground.closePages();
  await ended;
});

function slackTexts({ slack }: Awaited<ReturnType<Served['view']>>): string {
  return JSON.stringify(slack.channels[0]?.messages.map(({ text, blocks }) => [text, blocks]));
}

function get(served: Served, path: string, headers: Record<string, string>) {
  return exchange(served, 'GET', path, headers, '');
}

function post(served: Served, path: string, body: object, headers: Record<string, string> = {}) {
  return exchange(
    served,
    'POST',
    path,
    { 'content-type': 'application/json', ...headers },
    JSON.stringify(body),
  );
}

/** fetch would not let us write these headers. */
function exchange(
  { url }: Served,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
