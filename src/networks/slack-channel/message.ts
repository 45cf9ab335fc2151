/** The message that a post becomes. */
import type { ChatPostMessageArguments, ImageBlock, KnownBlock } from '@slack/web-api';
import type { Image, Intent, Message, Published } from '../network.ts';
import { MOST_IN_BLOCKS, MOST_IN_EDIT } from './limits.ts';
import { escaped, richText } from './text.ts';

/** The `event_type` of our messages' metadata. */
export const EVENT_TYPE = 'bellwether_delivery';

/** A text too long for blocks goes out bare: Slack shows it with its links, and `mrkdwn: false` leaves signs alone. */
export function messageOf(
  channel: string,
  message: Message,
  fileIds: string[],
  intent: Intent,
): ChatPostMessageArguments {
  const text = escaped(message.text || message.images.map(altOf).join('\n'));
  const metadata = { event_type: EVENT_TYPE, event_payload: { key: intent.key } };
  const common = { channel, text, metadata, mrkdwn: false, ...inThread(message) };
  const bare = fileIds.length === 0 && message.text.length > MOST_IN_BLOCKS;
  return bare ? common : { ...common, blocks: blocksOf(message, fileIds) };
}

/**
 * The same message with another text. `pictures`: the image blocks that it has. Beside blocks the bare text is what a
 * notification shows, and an edit takes less of it than a new message does.
 */
export function editOf(
  message: Message,
  pictures: ImageBlock[],
): { text: string; blocks: KnownBlock[]; parse: 'none' } {
  const { text, images } = message;
  const shown = escaped(shorten(text || images.map(altOf).join('\n')));
  // By itself an edit would turn names into pings, unlike a new message.
  return { text: shown, parse: 'none', blocks: text === '' ? pictures : [richText(text), ...pictures] };
}

/** `&` grows to five characters. */
function shorten(text: string): string {
  return Array.from(text)
    .slice(0, MOST_IN_EDIT / 5)
    .join('');
}

/** Under what somebody else wrote, or under our own first part. Slack's threads have one level. */
export function inThread({ thread, answers }: Message): { thread_ts: string } | undefined {
  if (answers) return { thread_ts: timestampOf({ id: answers.thread ?? answers.id }) };
  return thread && { thread_ts: timestampOf(thread.root) };
}

/** Of a message that we published. */
export function timestampOf({ id }: Published): string {
  return id.slice(id.indexOf('/') + 1);
}

function blocksOf({ text, images }: Message, fileIds: string[]): KnownBlock[] {
  const pictures = images.map((image, index) => pictureOf(image, fileIds[index] ?? ''));
  return text === '' ? pictures : [richText(text), ...pictures];
}

function pictureOf(image: Image, id: string): ImageBlock {
  return { type: 'image', slack_file: { id }, alt_text: altOf(image) };
}

/** Slack demands an alternative text. */
function altOf({ alt }: Image): string {
  return alt || 'Picture';
}
