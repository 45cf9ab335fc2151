/** Whom a card notifies: mentions in a line of their own, and nowhere else. Pure. */
import type { RichTextBlock } from '@slack/web-api';
import type { Ping } from '../../card.ts';
import { SLACK } from '../rich-text.ts';

type Mention = Extract<
  Extract<RichTextBlock['elements'][number], { type: 'rich_text_section' }>['elements'][number],
  { type: 'user' | 'usergroup' | 'broadcast' | 'text' }
>;

/** A block for those who are meant in Slack; none where nobody is. */
export function pingBlocks(ping: Ping | undefined): RichTextBlock[] {
  const mentions: Mention[] = [
    ...idsIn(ping?.people).map((user_id): Mention => ({ type: 'user', user_id })),
    ...idsIn(ping?.groups).map((usergroup_id): Mention => ({ type: 'usergroup', usergroup_id })),
    ...(ping?.here ? [{ type: 'broadcast', range: 'here' } as const] : []),
  ];
  if (mentions.length === 0) return [];
  const spaced = mentions.flatMap((mention, index): Mention[] =>
    index === 0 ? [mention] : [{ type: 'text', text: ' ' }, mention],
  );
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: spaced }] }];
}

function idsIn(named: Ping['people']): string[] {
  return [...new Set(named?.[SLACK] ?? [])];
}
