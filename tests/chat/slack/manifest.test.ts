import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { slackManifest } from '../../../src/chat/slack/index.ts';
import type { Described } from '../../../src/chat/slack/slash.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../src/playground/specs/slack-manifest.schema.json', import.meta.url), 'utf8'),
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

test('Slack takes the manifest, for Socket Mode and for requests', () => {
  const socket = slackManifest({ commands, groups });
  expect(validate(socket), JSON.stringify(validate.errors)).toBe(true);
  expect(socket.settings.socket_mode_enabled).toBe(true);
  const url = 'https://bellwether.example/slack/events';
  const http = slackManifest({ commands, groups, requestUrl: url });
  expect(validate(http), JSON.stringify(validate.errors)).toBe(true);
  expect(http.settings).toMatchObject({ socket_mode_enabled: false, interactivity: { request_url: url } });
  expect(http.features.slash_commands.every((command) => 'url' in command && command.url === url)).toBe(true);
});
