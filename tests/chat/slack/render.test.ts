import { describe, expect, test } from 'vitest';
import {
  button,
  card,
  code,
  context,
  fields,
  link,
  list,
  type Part,
  quote,
  strong,
  text,
  time,
} from '../../../src/chat/card.ts';
import { render } from '../../../src/chat/slack/render.ts';
import { messageFaults } from './blocks-within-limits.ts';

const AT = Date.UTC(2026, 10, 16, 9, 0);
const ana: Part = { type: 'person', name: 'Ana', identities: { slack: 'U0ANA', discord: '1' } };
const ben: Part = { type: 'person', name: 'Ben', identities: { discord: '2' } };

test('how somebody shows themselves stands beside a line of plain text, and nothing where it is no web address', () => {
  const portrait = (url: string) => ({
    kind: 'portrait' as const,
    url,
    text: '<!here> *Ana*',
    alt: 'Of Ana',
  });
  const shown = card('x', {
    blocks: [portrait('https://a.example/ana.png'), portrait('javascript:alert(1)')],
  });
  expect(render(shown).blocks.slice(1)).toEqual([
    {
      type: 'section',
      text: { type: 'plain_text', text: '<!here> *Ana*', emoji: false },
      accessory: { type: 'image', image_url: 'https://a.example/ana.png', alt_text: 'Of Ana' },
    },
  ]);
});

describe('a card for approval', () => {
  const shown = card('Needs approval', {
    tone: 'waiting',
    blocks: [
      quote('*Not bold* :smile: <!channel>\nsecond line', 'Text'),
      fields({ Where: 'Bluesky, X', When: [time(AT), ' (', time(AT, 'relative'), ')'] }),
      list([
        [strong('Bluesky'), ' 287/300'],
        ['X ', code('301/280'), ' ', link('https://x.com/a|b>c', 'rules')],
      ]),
      { kind: 'divider' },
      { kind: 'image', media: 'hash-1', alt: 'A lighthouse' },
      context(['Asked by ', ana, ' for ', ben, ' ', link('https://a.b/?x=1&y=<2>|3', 'a|b & <c>')]),
    ],
    actions: [
      button('post.approve', 7, 'Approve', { style: 'primary' }),
      button('post.reject', 7, 'Reject', { style: 'danger', confirm: 'Reject this post?' }),
      { kind: 'link', label: 'Calendar', url: 'https://bellwether.example/calendar' },
    ],
  });
  const { blocks, text: plain } = render(shown, { files: new Map([['hash-1', 'F0123456789']]) });

  test('shows the heading with its mark, in plain text', () => {
    expect(blocks[0]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: '⏳ Needs approval', emoji: false },
    });
  });

  test("shows a person's words as they are, in rich text that knows no markup", () => {
    expect(blocks[1]).toEqual({
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'Text', style: { bold: true } }] },
        {
          type: 'rich_text_quote',
          elements: [{ type: 'text', text: '*Not bold* :smile: <!channel>\nsecond line' }],
        },
      ],
    });
  });

  test("shows times in the reader's zone, with a fallback", () => {
    expect(blocks[2]).toMatchObject({
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { text: 'Where: ', style: { bold: true } },
            { text: 'Bluesky, X' },
            { text: '\nWhen: ' },
            {
              type: 'date',
              timestamp: AT / 1000,
              format: '{date_short_pretty} at {time}',
              fallback: '2026-11-16 09:00 UTC',
            },
            { text: ' (' },
            { type: 'date', format: '{ago}' },
            { text: ')' },
          ],
        },
      ],
    });
  });

  test('shows a list with strong, code and links', () => {
    expect(blocks[3]).toMatchObject({
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            { elements: [{ text: 'Bluesky', style: { bold: true } }, { text: ' 287/300' }] },
            {
              elements: [
                { text: 'X ' },
                { text: '301/280', style: { code: true } },
                { text: ' ' },
                { type: 'link', url: 'https://x.com/a|b>c', text: 'rules' },
              ],
            },
          ],
        },
      ],
    });
  });

  test('shows our picture by the id of its file', () => {
    expect(blocks.slice(4, 6)).toEqual([
      { type: 'divider' },
      { type: 'image', slack_file: { id: 'F0123456789' }, alt_text: 'A lighthouse' },
    ]);
  });

  test('names people without a mention, which would notify them, with markup escaped in small print', () => {
    expect(blocks[6]).toEqual({
      type: 'context',
      elements: [
        { type: 'plain_text', text: 'Asked by', emoji: false },
        { type: 'plain_text', text: 'Ana', emoji: false },
        { type: 'plain_text', text: 'for', emoji: false },
        { type: 'plain_text', text: 'Ben', emoji: false },
        { type: 'mrkdwn', text: '<https://a.b/?x=1&amp;y=%3C2%3E%7C3|a¦b &amp; &lt;c&gt;>', verbatim: true },
      ],
    });
  });

  test('carries `action:id` in its buttons, and links apart from them', () => {
    expect(blocks[7]).toEqual({
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'post.approve:7',
          text: { type: 'plain_text', text: 'Approve', emoji: false },
          style: 'primary',
        },
        {
          type: 'button',
          action_id: 'post.reject:7',
          text: { type: 'plain_text', text: 'Reject', emoji: false },
          style: 'danger',
          confirm: {
            title: { type: 'plain_text', text: 'Reject', emoji: false },
            text: { type: 'plain_text', text: 'Reject this post?', emoji: false },
            confirm: { type: 'plain_text', text: 'Reject', emoji: false },
            deny: { type: 'plain_text', text: 'Go back', emoji: false },
            style: 'danger',
          },
        },
        {
          type: 'button',
          action_id: ':2',
          text: { type: 'plain_text', text: 'Calendar', emoji: false },
          url: 'https://bellwether.example/calendar',
        },
      ],
    });
  });

  test('comes with a plain text that can ping nobody', () => {
    expect(plain).toContain('Needs approval\nText: *Not bold* :smile: &lt;!channel&gt;');
    expect(plain).not.toMatch(/<[!@#]/);
  });

  test('is what Slack takes', () => {
    expect(messageFaults(blocks)).toEqual([]);
  });
});

describe('small print', () => {
  const elementsOf = (inline: Parameters<typeof context>[0]) =>
    render(card('Small', { blocks: [context(inline)] })).blocks.flatMap((block) =>
      block.type === 'context' ? block.elements : [],
    );

  test('reads as one line where markup would change none of its words', () => {
    expect(elementsOf([ben, ' approved ', time(AT, 'relative')])).toEqual([
      expect.objectContaining({ type: 'mrkdwn', text: expect.stringMatching(/^Ben approved <!date\^/) }),
    ]);
  });

  test.each(['*bold*', ':smile:', '<!channel>', '`code`'])(
    'keeps %s literal, apart from its parts',
    (words) => {
      const elements = elementsOf([words, ' approved ', time(AT, 'relative')]);
      expect(elements[0]).toMatchObject({ type: 'plain_text', text: expect.stringContaining(words) });
      expect(elements).toHaveLength(2);
    },
  );
});

test('the longest text that is sent for review is shown whole, with its buttons', () => {
  const words = 'Every word of this has to be read. '.repeat(229).slice(0, 8_000);
  const shown = card('Post 1: in review', {
    blocks: [
      text('Somebody asks for approval.'),
      quote(words),
      fields({ Where: 'Everywhere', When: [time(AT)] }),
    ],
    actions: [button('post.approve', '1.1', 'Approve')],
  });
  const drawn = JSON.stringify(render(shown).blocks);
  expect(drawn.match(/Every word/g)).toHaveLength(words.match(/Every word/g)?.length ?? 0);
  expect(drawn).toContain('post.approve:1.1');
});
