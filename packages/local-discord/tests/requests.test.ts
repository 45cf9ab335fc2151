/** What the checks of requests refuse, let pass, and tell. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownIn } from '../src/http/unknown.ts';
import { issuesIn } from '../src/http/validate.ts';

const MESSAGE = 'POST /channels/{channel_id}/messages';
const ANSWER = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
const COMMANDS = 'PUT /applications/{application_id}/commands';
const MEMBER = 'PATCH /guilds/{guild_id}/members/{user_id}';
const BAN = 'PUT /guilds/{guild_id}/bans/{user_id}';
const CHANNELS = 'POST /guilds/{guild_id}/channels';
const THREAD = 'POST /channels/{channel_id}/messages/{message_id}/threads';
const DELETES = 'POST /channels/{channel_id}/messages/bulk-delete';

const long = (length: number) => 'a'.repeat(length);
const many = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);
const row = (...components: object[]) => ({ components: [{ type: 1, components }] });
const button = (more: object) => row({ type: 2, style: 1, custom_id: 'a', label: 'A', ...more });
const select = (more: object) =>
  row({ type: 3, custom_id: 'a', options: [{ label: 'A', value: 'a' }], ...more });
const modal = (more: object) => ({
  type: 9,
  data: {
    custom_id: 'a',
    title: 'A',
    components: [{ type: 18, label: 'A', component: { type: 4, custom_id: 'b', style: 1 } }],
    ...more,
  },
});
const command = (more: object) => [{ name: 'post', description: 'Posts', ...more }];
const option = (more: object) =>
  command({ options: [{ type: 3, name: 'text', description: 'What', ...more }] });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `${1000 + index}`);

describe('what is within the limits', () => {
  it.each<[string, string, unknown]>([
    ['the longest texts of an embed', MESSAGE, { embeds: [{ title: long(256), description: long(4096) }] }],
    ['a null, which leaves a field out', MESSAGE, { content: null, embeds: null, components: null }],
    ['a button', MESSAGE, button({ label: long(80), custom_id: long(100) })],
    ['a link', MESSAGE, row({ type: 2, style: 5, label: 'A', url: 'https://example.org' })],
    ['a select', MESSAGE, select({ options: ids(25).map((value) => ({ label: value, value })) })],
    ['an id as a number', 'POST /users/@me/channels', { recipient_id: 1234 }],
    ['a form', ANSWER, modal({})],
    ['a deferral', ANSWER, { type: 5, data: { flags: 64 } }],
    [
      'permission bits as digits',
      CHANNELS,
      { name: 'a', permission_overwrites: [{ id: '1', type: 0, allow: '8' }] },
    ],
    ['commands', COMMANDS, option({ choices: ids(25).map((value) => ({ name: value, value })) })],
    ['a timeout', MEMBER, { communication_disabled_until: '2026-11-30T10:00:00.000Z' }],
    ['the end of a timeout', MEMBER, { communication_disabled_until: null }],
  ])('%s passes', (_, route, body) => {
    expect(issuesIn(route, body, {})).toEqual([]);
    expect(unknownIn(route, body, {})).toEqual([]);
  });
});

describe('what is over a limit or of a wrong kind', () => {
  it.each<[string, string, unknown, string]>([
    ['too long a text', MESSAGE, { content: long(4001) }, 'content'],
    ['too long a text in an answer', ANSWER, { type: 4, data: { content: long(2001) } }, 'data.content'],
    ['too long a nonce', MESSAGE, { nonce: long(26) }, 'nonce'],
    ['eleven embeds', MESSAGE, { embeds: many(11, { title: 'a' }) }, 'embeds'],
    ['too long a title of an embed', MESSAGE, { embeds: [{ title: long(257) }] }, 'embeds.0.title'],
    ['26 fields', MESSAGE, { embeds: [{ fields: many(26, { name: 'a', value: 'b' }) }] }, 'embeds.0.fields'],
    ['an address that is none', MESSAGE, { embeds: [{ url: 'example' }] }, 'embeds.0.url'],
    ['a colour beyond white', MESSAGE, { embeds: [{ color: 0x1_00_0000 }] }, 'embeds.0.color'],
    [
      'a field without a value',
      MESSAGE,
      { embeds: [{ fields: [{ name: 'a' }] }] },
      'embeds.0.fields.0.value',
    ],
    ['eleven attachments', MESSAGE, { attachments: many(11, { id: '0' }) }, 'attachments'],
    ['an answer to nothing', MESSAGE, { message_reference: {} }, 'message_reference.message_id'],
    [
      'a forwarded message',
      MESSAGE,
      { message_reference: { message_id: '1', type: 1 } },
      'message_reference.type',
    ],
    ['a mention twice', MESSAGE, { allowed_mentions: { users: ['1', '1'] } }, 'allowed_mentions.users'],
    ['an unknown component', MESSAGE, { components: [{ type: 99 }] }, 'components.0.type'],
    [
      'six buttons',
      MESSAGE,
      row(...many(6, { type: 2, style: 1, custom_id: 'a', label: 'A' })),
      'components.0.components',
    ],
    ['an empty row', MESSAGE, row(), 'components.0.components'],
    ['too long a label', MESSAGE, button({ label: long(81) }), 'components.0.components.0.label'],
    ['too long an id', MESSAGE, button({ custom_id: long(101) }), 'components.0.components.0.custom_id'],
    ['a style that there is not', MESSAGE, button({ style: 9 }), 'components.0.components.0.style'],
    [
      'an emoji without a name',
      MESSAGE,
      button({ emoji: { id: '1' } }),
      'components.0.components.0.emoji.name',
    ],
    [
      '26 choices to select',
      MESSAGE,
      select({ options: many(26, { label: 'A', value: 'a' }) }),
      'components.0.components.0.options',
    ],
    ['to choose 26', MESSAGE, select({ max_values: 26 }), 'components.0.components.0.max_values'],
    ['too long a title of a form', ANSWER, modal({ title: long(46) }), 'data.title'],
    ['a form without fields', ANSWER, modal({ components: [] }), 'data.components'],
    [
      'too long a label in a form',
      ANSWER,
      modal({
        components: [{ type: 18, label: long(46), component: { type: 4, custom_id: 'b', style: 1 } }],
      }),
      'data.components.0.label',
    ],
    [
      'too long a placeholder in the old kind of form',
      ANSWER,
      modal(row({ type: 4, custom_id: 'b', style: 1, label: 'B', placeholder: long(101) })),
      'data.components.0.components.0.placeholder',
    ],
    ['an answer of an unknown kind', ANSWER, { type: 3 }, 'type'],
    [
      '26 completions',
      ANSWER,
      { type: 8, data: { choices: many(26, { name: 'a', value: 'a' }) } },
      'data.choices',
    ],
    ['too long a name of a command', COMMANDS, command({ name: long(33) }), '0.name'],
    ['too long a description', COMMANDS, command({ description: long(101) }), '0.description'],
    ['a command without a name', COMMANDS, [{ description: 'Posts' }], '0.name'],
    [
      '26 options',
      COMMANDS,
      command({ options: many(26, { type: 3, name: 'a', description: 'b' }) }),
      '0.options',
    ],
    [
      'an option without a description',
      COMMANDS,
      option({ description: undefined }),
      '0.options.0.description',
    ],
    ['26 choices', COMMANDS, option({ choices: many(26, { name: 'a', value: 'a' }) }), '0.options.0.choices'],
    [
      'a number as a text',
      COMMANDS,
      option({ choices: [{ name: 'a', value: 1 }] }),
      '0.options.0.choices.0.value',
    ],
    [
      'a fraction as a whole number',
      COMMANDS,
      option({ type: 4, choices: [{ name: 'a', value: 1.5 }] }),
      '0.options.0.choices.0.value',
    ],
    [
      'a language that there is not',
      COMMANDS,
      command({ name_localizations: { xx: 'a' } }),
      '0.name_localizations.xx',
    ],
    ['131 commands', COMMANDS, many(131, command({})[0]), ''],
    ['a time that is none', MEMBER, { communication_disabled_until: 'soon' }, 'communication_disabled_until'],
    ['too long a nickname', MEMBER, { nick: long(33) }, 'nick'],
    ['a role twice', MEMBER, { roles: ['1', '1'] }, 'roles'],
    ['more than a week of messages', BAN, { delete_message_seconds: 604_801 }, 'delete_message_seconds'],
    ['one message to delete in bulk', DELETES, { messages: ids(1) }, 'messages'],
    ['101 messages to delete', DELETES, { messages: ids(101) }, 'messages'],
    [
      'a thread of no length that there is',
      THREAD,
      { name: 'a', auto_archive_duration: 5 },
      'auto_archive_duration',
    ],
    ['a channel without a name', CHANNELS, { type: 0 }, 'name'],
    ['a thread made as a channel', CHANNELS, { name: 'a', type: 11 }, 'type'],
    [
      'too slow a channel',
      'PATCH /channels/{channel_id}',
      { rate_limit_per_user: 21_601 },
      'rate_limit_per_user',
    ],
  ])('%s is refused at its place', (_, route, body, place) => {
    const plain = JSON.parse(JSON.stringify(body));
    expect(issuesIn(route, plain, {}).map(({ path }) => path.join('.'))).toEqual([place]);
  });

  it.each([
    ['GET /channels/{channel_id}/messages', 'limit', '101'],
    ['GET /channels/{channel_id}/messages', 'limit', 'all'],
    ['GET /guilds/{guild_id}/members', 'limit', '1001'],
    ['GET /guilds/{guild_id}/audit-logs', 'action_type', '9999'],
    ['GET /guilds/{guild_id}/bans', 'after', 'anna'],
  ])('%s refuses %s=%s', (route, name, value) => {
    expect(issuesIn(route, undefined, { [name]: value }).map(({ path }) => path)).toEqual([[name]]);
  });

  it('choices that complete an option are all texts or all numbers', () => {
    const data = { choices: ['a', 1].map((value) => ({ name: 'a', value })) };
    expect(issuesIn(ANSWER, { type: 8, data }, {})).not.toEqual([]);
  });

  it('a text of any length is refused from its limit on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), (length) => {
        const issues = issuesIn(MESSAGE, { embeds: [{ title: '👍'.repeat(length) }] }, {});
        expect(issues.length > 0).toBe(length > 256);
      }),
    );
  });
});

describe('what Discord ignores', () => {
  it('is told at its place, and refused nowhere', () => {
    const body = { contents: 'a', embeds: [{ title: 'a', colour: 1 }], ...button({ colour: 1 }) };
    expect(issuesIn(MESSAGE, body, {})).toEqual([]);
    expect(unknownIn(MESSAGE, body, { wait: 'true' })).toEqual([
      '?wait',
      'contents',
      'embeds.0.colour',
      'components.0.components.0.colour',
    ]);
  });
});
