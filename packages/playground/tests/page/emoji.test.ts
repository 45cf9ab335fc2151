import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message } from 'slack-blocks-to-jsx';
import { expect, test } from 'vitest';
import { emojiOf } from '../../src/page/slack/emoji.ts';

/** As a card's text is drawn. */
function drawn(text: string): string {
  const blocks: Block[] = [{ type: 'section', text: { type: 'mrkdwn', text } }];
  const given = { blocks, name: '', logo: '', theme: 'light' as const, withoutWrapper: true };
  return renderToStaticMarkup(createElement(Message, { ...given, hooks: { emoji: emojiOf } })).replace(
    /<[^>]*>/g,
    '',
  );
}

test.each([
  ['Seen at 15:57:07, by hand', 'Seen at 15:57:07, by hand'],
  ['2026-11-30T15:57:07Z', '2026-11-30T15:57:07Z'],
  ['a:no_such_emoji:b', 'a:no_such_emoji:b'],
  ['It is out :tada:', 'It is out 🎉'],
])('%s', (text, words) => {
  expect(drawn(text)).toBe(words);
});
