/** What stands in the channel for a message of ours. */
import { z } from 'zod';
import type { Given, Reading } from '../live.ts';
import type { Published } from '../network.ts';
import type { SlackClient } from './client.ts';
import { codeOf } from './errors.ts';
import { timestampOf } from './message.ts';

export async function readMessage(client: SlackClient, published: Published, given: Given): Promise<Reading> {
  const [channel = ''] = published.id.split('/');
  const ts = timestampOf(published);
  // Of a part further down in a thread Slack answers with the whole thread, which begins with another message.
  const window = { channel, ts, oldest: ts, latest: ts, inclusive: true, limit: 2 };
  try {
    const { messages } = await client.call(false, async (slack) =>
      answer.parse(await slack.conversations.replies(window)),
    );
    const found = messages.find((one) => one.ts === ts);
    return found ? shown(found, given) : { gone: '' };
  } catch (error) {
    if (GONE.includes(codeOf(error) ?? '')) return { gone: '' };
    throw error;
  }
}

/** A message of pictures alone has their descriptions for its bare text. */
function shown({ text, blocks }: Found, given: Given): Reading {
  const pictures = blocks.filter(({ type }) => type === 'image').length;
  const rich = blocks.find(({ type }) => type === 'rich_text');
  if (rich) return { text: wordsIn(rich), pictures };
  return { text: pictures > 0 && given.text.trim() === '' ? given.text : unescaped(text), pictures };
}

/** What people read of a rich text. Slack may tell an emoji by its code points. */
function wordsIn(element: unknown): string {
  const { text, url, unicode, elements = [] } = part.parse(element);
  if (unicode !== undefined)
    return String.fromCodePoint(...unicode.split('-').map((point) => Number.parseInt(point, 16)));
  return text ?? url ?? elements.map(wordsIn).join('');
}

function unescaped(text: string): string {
  // An address stands in angle brackets.
  const bare = text.replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1');
  return bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const GONE = ['thread_not_found', 'message_not_found'];
const part = z.object({
  ...{ text: z.string().optional(), url: z.string().optional() },
  unicode: z
    .string()
    .regex(/^[\da-f]{1,6}(?:-[\da-f]{1,6})*$/i)
    .optional(),
  elements: z.array(z.unknown()).optional(),
});
const block = z.looseObject({ type: z.string() });
const message = z.object({
  ts: z.string(),
  text: z.string().default(''),
  blocks: z.array(block).default([]),
});
type Found = z.infer<typeof message>;
const answer = z.object({ messages: z.array(message).default([]) });
