import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEmpty, readInput } from '../src/blocks/inputs.ts';
import { slackText } from '../src/person/typed.ts';
import { Workspace } from '../src/workspace.ts';
import { AUTHOR, BOT, button, client, plain, SOCIAL, section, socketApp, startSlack } from './rig.ts';

const manifest = {
  display_information: { name: 'Bellwether' },
  features: {
    bot_user: { display_name: 'bellwether' },
    slash_commands: [{ command: '/post', description: 'Write a post', usage_hint: 'new text:"…"' }],
    shortcuts: [{ name: 'Reply', type: 'message', callback_id: 'reply', description: 'Answer it' }],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'channels:history', 'reactions:read'] } },
  settings: {
    event_subscriptions: { bot_events: ['message.channels'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

test('with a manifest only its commands, shortcuts, scopes and events are there', async () => {
  const slack = await startSlack({ manifest });
  const heard: string[] = [];
  await socketApp(slack, (app) => {
    app.use(async ({ body, next }) => {
      heard.push('event' in body ? String(body.event.type) : 'other');
      await next();
    });
    app.command('/post', ({ ack }) => ack());
    app.shortcut('reply', ({ ack }) => ack());
  });
  const author = slack.as(AUTHOR);
  expect(await author.command(SOCIAL, '/post')).toMatchObject({ ok: true });
  expect(await author.command(SOCIAL, '/shout')).toMatchObject({ problem: '/shout is not a valid command.' });
  const { ts } = await author.say(SOCIAL, 'hello @bellwether');
  expect(author.messages(SOCIAL).at(-1)?.text).toBe(`hello <@${BOT}>`);
  await author.react(SOCIAL, ts, 'eyes');
  expect(await author.shortcut('reply', SOCIAL, ts)).toMatchObject({ ok: true });
  await expect(author.shortcut('other', SOCIAL, ts)).rejects.toThrow('no "other"');
  expect(heard).toEqual(['other', 'message', 'other']);
  await expect(client(slack).users.list({})).rejects.toThrow('missing_scope');
  expect(slack.snapshot(AUTHOR)).toMatchObject({
    commands: [{ command: '/post', usageHint: 'new text:"…"' }],
    shortcuts: [{ callbackId: 'reply', type: 'message' }],
    appConnected: true,
  });
});

test('a manifest that Slack would not take is refused with every fault', async () => {
  const slack = await startSlack();
  const bad = {
    display_information: { name: 'x'.repeat(36) },
    features: { slash_commands: [{ command: 'post' }] },
  };
  expect(() => slack.install(bad)).toThrow(/display_information\/name[\s\S]*slash_commands\/0/);
});

test('a manifest with a command that is one of Slack’s own is refused', async () => {
  const slack = await startSlack();
  const slash_commands = [{ command: '/away', description: 'Be away' }];
  const taken = { ...manifest, features: { ...manifest.features, slash_commands } };
  expect(() => slack.install(taken)).toThrow('/away has an invalid name');
});

test('what is typed behind a command is marked up only where the app asks for it', async () => {
  const [command] = manifest.features.slash_commands;
  const asks = { ...command, command: '/ask', should_escape: true };
  const features = { ...manifest.features, slash_commands: [command, asks] };
  const slack = await startSlack({ manifest: { ...manifest, features } });
  const heard: string[] = [];
  await socketApp(slack, (app) => {
    app.command(/./, async ({ ack, command: { text } }) => {
      await ack();
      heard.push(text);
    });
  });
  for (const name of ['/post', '/ask']) await slack.as(AUTHOR).command(SOCIAL, name, 'to:@bellwether & all');
  expect(heard).toEqual(['to:@bellwether & all', `to:<@${BOT}> &amp; all`]);
});

test('opening the Home tab tells the app, which fills it', async () => {
  const slack = await startSlack();
  const view = { type: 'home' as const, blocks: [section('Your drafts')] };
  await socketApp(slack, (app) =>
    app.event('app_home_opened', async ({ event, client: web }) => {
      await web.views.publish({ user_id: event.user, view });
    }),
  );
  expect(await slack.as(AUTHOR).openHome()).toMatchObject({ ok: true });
  await slack.until(() => slack.snapshot(AUTHOR).home);
  expect(slack.snapshot(AUTHOR).home).toMatchObject(view.blocks);
});

test('the snapshot is plain JSON with what one person sees', async () => {
  const slack = await startSlack();
  const web = client(slack);
  await web.chat.postMessage({ channel: SOCIAL, text: 'for all', blocks: [section('for all')] });
  await web.chat.postEphemeral({ channel: SOCIAL, user: AUTHOR, text: 'for Ada' });
  const shown = slack.snapshot(AUTHOR);
  expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
  const texts = shown.channels[0]?.messages.map(({ text, ephemeral }) => [text, ephemeral]);
  expect(texts).toEqual([
    ['for all', false],
    ['for Ada', true],
  ]);
  const [, toDismiss] = shown.channels[0]?.messages ?? [];
  slack.as(AUTHOR).dismiss(SOCIAL, String(toDismiss?.ts));
  expect(slack.snapshot(AUTHOR).channels[0]?.messages).toHaveLength(1);
});

test('two local Slacks in one process know nothing of each other', async () => {
  const [first, second] = await Promise.all([startSlack(), startSlack()]);
  await client(first).chat.postMessage({ channel: SOCIAL, text: 'here' });
  expect(second.as(AUTHOR).messages(SOCIAL)).toEqual([]);
  expect(second.traffic().calls).toEqual([]);
});

test('choosing in a message reaches the app with the choice, and only what is offered can be chosen', async () => {
  const slack = await startSlack();
  const chosen: unknown[] = [];
  await socketApp(slack, (app) =>
    app.action('view', async ({ ack, action }) => {
      chosen.push(action);
      await ack();
    }),
  );
  const options = ['week', 'month'].map((value) => ({ text: plain(value.toUpperCase()), value }));
  const select = { type: 'static_select' as const, action_id: 'view', placeholder: plain('View'), options };
  const posted = await client(slack).chat.postMessage({
    channel: SOCIAL,
    text: 'calendar',
    blocks: [{ type: 'actions', elements: [select, button('Other', 'other')] }],
  });
  const ts = String(posted.ts);
  const author = slack.as(AUTHOR);
  await author.choose(SOCIAL, ts, 'view', 'month');
  await author.choose(SOCIAL, ts, 'view', 'WEEK');
  expect(chosen).toMatchObject([
    { type: 'static_select', selected_option: { value: 'month' } },
    { selected_option: { value: 'week' } },
  ]);
  await expect(author.choose(SOCIAL, ts, 'view', 'year')).rejects.toThrow('not among the options');
});

test('typed text never breaks out of its escaping', () => {
  const workspace = new Workspace(
    {
      teamId: 'T',
      name: 'x',
      users: [],
      channels: [],
      userGroups: [],
      app: { appId: 'A', botUserId: 'U', botToken: '', appToken: '', signingSecret: '' },
    },
    0,
  );
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const plainText = slackText(workspace, typed).replace(/<[^<>]*>/g, '');
      expect(plainText).not.toMatch(/[<>]/);
    }),
  );
});

test('a text input holds its lengths for every text', () => {
  const element = { type: 'plain_text_input', min_length: 2, max_length: 5 };
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), (typed) => {
      const reading = readInput(element, typed);
      const fits = typed.length >= 2 && typed.length <= 5;
      if ('problem' in reading) expect(fits || typed === '').toBe(false);
      else expect(isEmpty(element, reading.value) || fits).toBe(true);
    }),
  );
});

const inputs: [object, unknown, unknown][] = [
  [{ type: 'number_input', is_decimal_allowed: false, min_value: '1' }, '3', { value: '3' }],
  [{ type: 'number_input', is_decimal_allowed: false }, '3.5', 'Please enter a whole number.'],
  [{ type: 'number_input', is_decimal_allowed: true, max_value: '3' }, 3.5, 'Please enter 3 or less.'],
  [{ type: 'email_text_input' }, 'ada', 'Please enter an e-mail address.'],
  [{ type: 'url_text_input' }, 'https://example.org', { value: 'https://example.org' }],
  [{ type: 'datepicker' }, '2026-11-22', { selected_date: '2026-11-22' }],
  [{ type: 'timepicker' }, '9:00', 'Please enter a time such as 09:00.'],
  [{ type: 'datetimepicker' }, 1_795_000_000, { selected_date_time: 1_795_000_000 }],
  [{ type: 'users_select' }, 'U1', { selected_user: 'U1' }],
  [{ type: 'multi_users_select', max_selected_items: 1 }, ['U1', 'U2'], 'Please choose at most 1.'],
  [{ type: 'conversations_select' }, 'C1', { selected_conversation: 'C1' }],
  [
    { type: 'checkboxes', options: [{ value: 'a', text: plain('A') }] },
    ['A'],
    { selected_options: [{ value: 'a' }] },
  ],
  [
    { type: 'radio_buttons', options: [{ value: 'a', text: plain('A') }] },
    'b',
    '"b" is not among the options.',
  ],
];

test.each(inputs)('%j takes %j as Slack does', (element, given, expected) => {
  const reading = readInput({ ...element }, given);
  if (typeof expected === 'string') expect(reading).toEqual({ problem: expected });
  else expect(reading).toMatchObject({ value: expected as object });
});
