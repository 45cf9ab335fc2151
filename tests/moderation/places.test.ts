/** Every place where text stands, whom a rule is for, and messages as Discord sends them. */
import { describe, expect, it, test } from 'vitest';
import { readDiscordMessage } from '../../src/moderation/discord-message.ts';
import { conversation, decisionsOn, rulesOf, type Written } from './decide.ts';

const casino = { type: 'words', words: ['casino'] };
const partOf = (message: Written) => decisionsOn(rulesOf(casino), message)[0]?.why.part;

describe('text is found', () => {
  const embed = (of: Written) => ({ content: '', embeds: [{ type: 'rich', ...of }] });
  test.each([
    ['in the content', { content: 'casino' }, 'content'],
    [
      'in a forward (python-discord 3555)',
      { content: '', message_snapshots: [{ message: { content: 'casino' } }] },
      'message_snapshots[0].content',
    ],
    [
      'in an embed of a forward',
      { message_snapshots: [{ message: { content: '', embeds: [{ title: 'casino' }] } }] },
      'message_snapshots[0].embeds[0].title',
    ],
    [
      'in a file of a forward',
      { message_snapshots: [{ message: { attachments: [{ filename: 'casino.png' }] } }] },
      'message_snapshots[0].attachments[0].filename',
    ],
    [
      'in the question of a poll (uqcsbot 239)',
      { poll: { question: { text: 'casino?' }, answers: [] } },
      'poll.question',
    ],
    [
      'in an answer of a poll',
      {
        poll: {
          question: { text: '?' },
          answers: [
            { answer_id: 1, poll_media: { text: 'no' } },
            { answer_id: 2, poll_media: { text: 'casino' } },
          ],
        },
      },
      'poll.answers[1]',
    ],
    ['in the title of an embed (odin-bot 909)', embed({ title: 'casino' }), 'embeds[0].title'],
    ['in its description', embed({ description: 'casino' }), 'embeds[0].description'],
    [
      'in the name of a field',
      embed({ fields: [{ name: 'casino', value: 'x' }] }),
      'embeds[0].fields[0].name',
    ],
    [
      'in the value of a field',
      embed({ fields: [{ name: 'x', value: 'casino' }] }),
      'embeds[0].fields[0].value',
    ],
    ['in its footer', embed({ footer: { text: 'casino' } }), 'embeds[0].footer.text'],
    ['in its author', embed({ author: { name: 'casino' } }), 'embeds[0].author.name'],
    [
      'in the name of a thread (python-discord 2517)',
      { content: '', thread: { id: '9', name: 'casino' } },
      'thread.name',
    ],
    ['in the name of a file', { attachments: [{ filename: 'best-casino.png' }] }, 'attachments[0].filename'],
    [
      'in the alt text of a file',
      { attachments: [{ filename: 'a.png', description: 'a casino' }] },
      'attachments[0].description',
    ],
    ['in a second embed', { embeds: [{ title: 'x' }, { description: 'casino' }] }, 'embeds[1].description'],
  ])('%s', (_, message, part) => {
    expect(partOf(message)).toBe(part);
  });

  it('in components, however nested', () => {
    const components = [{ type: 17, components: [{ type: 10, content: 'a casino' }] }];
    expect(partOf({ content: '', components })).toBe('components[0].components[0].content');
    const button = [{ type: 1, components: [{ type: 2, label: 'Casino', url: 'https://x.example' }] }];
    expect(partOf({ content: '', components: button })).toBe('components[0].components[0].label');
  });

  it('in a preview too, but nobody shouts there', () => {
    const embeds = [{ title: 'CASINO OPENS TODAY', url: 'https://y.example' }];
    const message = { content: 'see https://x.example', embeds };
    expect(partOf(message)).toBe('embeds[0].title');
    expect(decisionsOn(rulesOf({ type: 'caps' }), message)).toEqual([]);
    const only = { type: 'links', mode: 'allow', domains: ['x.example'] };
    expect(decisionsOn(rulesOf(only), message)).toEqual([]);
    expect(decisionsOn(rulesOf({ type: 'links', domains: ['y.example'] }), message)).toHaveLength(1);
    const byApp = { ...message, webhook_id: '9' };
    expect(decisionsOn(rulesOf({ type: 'caps' }), byApp)).toHaveLength(1);
    expect(decisionsOn(rulesOf(only), byApp)).toHaveLength(1);
  });

  it('is no link and no shouting in the name of a file', () => {
    const file = { content: '', attachments: [{ filename: 'SCREENSHOT.of.example.com' }] };
    const rules = rulesOf({ type: 'links' }, { type: 'caps', min_letters: 3, percent: 10 });
    expect(decisionsOn(rules, file)).toEqual([]);
  });

  it('by its span in that place', () => {
    const { why } = decisionsOn(rulesOf(casino), { content: 'ok', embeds: [{ title: 'a casino' }] })[0] ?? {};
    expect(why).toMatchObject({ part: 'embeds[0].title', text: 'a casino', span: [2, 8], matched: 'casino' });
  });

  it('letter by letter where Discord reads no mark-up', () => {
    expect(partOf({ poll: { question: { text: 'ca**si**no' }, answers: [] } })).toBeUndefined();
  });

  it('in an edit of what was harmless (Nino 58)', () => {
    const decided = conversation(rulesOf(casino), [
      { id: '1', content: 'hi' },
      { id: '1', content: 'casino' },
    ]);
    expect(decided.map(({ length }) => length)).toEqual([0, 1]);
  });
});

describe('messages', () => {
  it('are read with nulls and gaps', () => {
    expect(
      readDiscordMessage({ id: 1, content: null, embeds: null, attachments: null, poll: null }),
    ).toMatchObject({ id: '1', parts: [] });
  });
  it('stand in time by their stamp, else by their id', () => {
    expect(readDiscordMessage({ id: '1', timestamp: '2026-11-02T09:00:00Z' }).at).toBe(
      Date.UTC(2026, 10, 2, 9),
    );
    expect(readDiscordMessage({ id: '175928847299117063' }).at).toBe(Date.parse('2016-04-30T11:18:25.796Z'));
  });
  it('are said by whoever uses an app that they installed for themselves (discord-api-docs 7351, 6883)', () => {
    const message = {
      id: '1',
      author: { id: '2', bot: true },
      interaction_metadata: { user: { id: '3', username: 'eve' } },
    };
    expect(readDiscordMessage(message).author).toMatchObject({ id: '3', name: 'eve' });
  });
  test.each([
    ['text', 'x'],
    ['a list', []],
    ['no id', { content: 'x' }],
    ['content of another kind', { id: '1', content: 5 }],
    ['embeds of another kind', { id: '1', embeds: 5 }],
  ])('are refused: %s', (_, value) => {
    expect(() => readDiscordMessage(value)).toThrow();
  });
});

describe('whom a rule is for', () => {
  const message = {
    content: 'casino',
    channel_id: '30',
    author: { id: '20', username: 'Ada' },
    member: { roles: ['10', '11'] },
  };
  test.each([
    ['exempt by role', { exempt: { roles: ['11'] } }, 0],
    ['exempt by channel', { exempt: { channels: ['30'] } }, 0],
    ['exempt by person', { exempt: { users: ['20'] } }, 0],
    ['exempt by author', { exempt: { authors: ['20'] } }, 0],
    ['exempt by name', { exempt: { users: ['@ada'] } }, 0],
    ['exempt by a bare list', { exempt: ['30'] }, 0],
    ['exempt by a number', { exempt: { users: [20] } }, 0],
    ['others exempt', { exempt: { roles: ['12'], channels: ['31'], users: ['21'] } }, 1],
    ['only a role that they have', { only: { roles: ['10'] } }, 1],
    ['only a role that they have not', { only: { roles: ['12'] } }, 0],
    ['only this channel', { only: { channels: ['30'] } }, 1],
    ['only another channel', { only: { channels: ['31'] } }, 0],
    ['only this channel, but exempt', { only: { channels: ['30'] }, exempt: { users: ['20'] } }, 0],
  ] as [string, Written, number][])('%s', (_, rule, count) => {
    expect(decisionsOn(rulesOf({ ...casino, ...rule }), message)).toHaveLength(count);
  });

  it('exempts in a thread by the channel that it is in', () => {
    const inThread = { ...message, channel_id: '99', thread: { id: '99', name: 'x', parent_id: '30' } };
    expect(decisionsOn(rulesOf({ ...casino, exempt: { channels: ['30'] } }), inThread)).toEqual([]);
  });
});

it('lets each rule that hits decide by itself, in the order of the list (YAGPDB 1887)', () => {
  const rules = rulesOf(
    { name: 'b', type: 'caps', min_letters: 3, action: 'warn' },
    { name: 'a', ...casino, action: 'ban', shadow: true },
    { name: 'c', type: 'words', words: ['nothing'], action: 'kick' },
    { name: 'd', ...casino, action: 'hold' },
  );
  const decided = decisionsOn(rules, 'CASINO').map(({ rule, action, shadow }) => [rule, action, shadow]);
  expect(decided).toEqual([
    ['b', 'warn', undefined],
    ['a', 'ban', true],
    ['d', 'hold', undefined],
  ]);
});
