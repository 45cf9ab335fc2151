import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { card, code, text } from '../../../src/chat/card.ts';
import type { HeardKind } from '../../../src/chat/heard.ts';
import { slackManifest } from '../../../src/chat/slack/index.ts';
import { render } from '../../../src/chat/slack/render.ts';
import { type Described, readSlash } from '../../../src/chat/slack/slash.ts';

const schema = JSON.parse(
  readFileSync(
    new URL('../../../packages/local-slack/specs/slack-manifest.schema.json', import.meta.url),
    'utf8',
  ),
);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const commands: Described[] = [
  { name: 'post new', summary: 'Draft a post', options: {}, form: {} },
  { name: 'post show', summary: 'Show a post', options: {} },
  {
    name: 'report',
    summary: 'The week in figures',
    options: {
      period: { kind: 'text', summary: 'p' },
      scope: { kind: 'text', summary: 's', required: true },
    },
  },
  { name: 'help', summary: 'What there is', options: {} },
];
const groups = [{ name: 'post', summary: 'Posts: draft, approve, publish' }];

test('one Slack command for each first word, with what may follow', () => {
  const { features } = slackManifest({ commands, groups });
  expect(features.slash_commands).toEqual([
    { command: '/help', description: 'What there is', should_escape: true },
    {
      command: '/post',
      description: 'Posts: draft, approve, publish',
      usage_hint: 'new | show',
      should_escape: true,
    },
    {
      command: '/report',
      description: 'The week in figures',
      usage_hint: '[period:…] scope:…',
      should_escape: true,
    },
  ]);
});

test('a name that Slack keeps for itself is not asked for: ours is told by the name of the bot', () => {
  const away = { name: 'away', summary: 'Away', options: { until: { kind: 'when' as const, summary: 'u' } } };
  const { features } = slackManifest({ commands: [...commands, away], groups });
  expect(features.slash_commands[0]).toMatchObject({ command: '/bellwether-away', usage_hint: '[until:…]' });
  for (const slash of ['/bellwether-away', '/away'])
    expect(readSlash(slash, 'until:tomorrow', [away])).toMatchObject({ kind: 'run', name: 'away' });
  expect(readSlash('/bellwether-help', '', commands)).toMatchObject({ kind: 'unclear' });
  const shown = card('How', { blocks: [text([code('/away until:…'), ' and ', code('/help')])] });
  expect(JSON.stringify(render(shown))).toContain('/bellwether-away until:…');
});

test('Slack takes the manifest, for Socket Mode and for requests', () => {
  const needs = { kinds: new Set(['message'] as const), content: false };
  const socket = slackManifest({ commands, groups, needs });
  expect(validate(socket), JSON.stringify(validate.errors)).toBe(true);
  expect(socket.settings.socket_mode_enabled).toBe(true);
  const url = 'https://bellwether.example/slack/events';
  const http = slackManifest({ commands, groups, needs, requestUrl: url });
  expect(validate(http), JSON.stringify(validate.errors)).toBe(true);
  expect(socket.settings.event_subscriptions).toEqual({ bot_events: ['message.channels', 'message.groups'] });
  expect(http.settings.event_subscriptions).toMatchObject({ request_url: url });
  expect(http.settings).toMatchObject({ socket_mode_enabled: false, interactivity: { request_url: url } });
  expect(http.features.slash_commands.every((command) => 'url' in command && command.url === url)).toBe(true);
});

test('it asks to hear what the listeners want and nothing else, with the scopes for it', () => {
  const asks = (...kinds: HeardKind[]) => {
    const { settings, oauth_config } = slackManifest({
      commands,
      groups,
      needs: { kinds: new Set(kinds), content: false },
    });
    const events = settings.event_subscriptions?.bot_events ?? [];
    return { events, scopes: oauth_config.scopes.bot };
  };
  const { scopes: least } = asks();
  expect(least).toEqual(expect.arrayContaining(['channels:read', 'groups:read']));
  expect(asks('audit_entry', 'member_change', 'thread')).toEqual({ events: [], scopes: least });
  expect(asks('edit', 'delete').events).toEqual(['message.channels', 'message.groups']);
  expect(asks('reaction')).toEqual({
    events: ['reaction_added'],
    scopes: [...least, 'reactions:read'].sort(),
  });
  expect(asks('join', 'leave')).toEqual({
    events: ['member_joined_channel', 'member_left_channel'],
    // Asked for in any case, to tell whether a channel is archived.
    scopes: least,
  });
});
