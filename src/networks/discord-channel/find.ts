/**
 * Reads a channel back for the message of an intent. It must be the bot's own and younger than the intent (less the
 * difference that two clocks may have). With pictures, their file names carry the key. Without, Discord keeps nothing of
 * ours but the text: it must be the same (../text-likeness.ts), and the nonce too where Discord tells one; it answers what
 * the message answers, and no other post of ours is known by its id.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type Message, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, textLikeness } from '../text-likeness.ts';
import type { DiscordClient } from './client.ts';

interface Place {
  client: DiscordClient;
  channel: string;
  /** The author's id. */
  bot: string;
  /** Another post of ours is known by that id. */
  isOther(id: string): Promise<boolean>;
}

/** The message's id. Throws when there is more since the intent than can be looked through. */
export async function findMessage(
  { client, channel, bot, isOther }: Place,
  message: Message,
  intent: Intent,
): Promise<string | undefined> {
  const found = await pick(messagesSince({ client, channel }, intent.at - CLOCKS_DIFFER), {
    ...{ network: 'Discord', remedy: LOOK, isTaken: isOther },
    idOf: ({ id }) => id,
    likenessOf: (candidate) =>
      candidate.author.id === bot ? likenessTo(candidate, message, intent) : 'other',
  });
  return found?.id;
}

export function fileName(key: string, index: number, contentType: string): string {
  return `${key}-${index + 1}.${contentType.split('/')[1] ?? 'bin'}`;
}

const PAGE = 100;
const MOST_PAGES = 20;

const messageSchema = z.object({
  id: z.string(),
  channel_id: z.string(),
  content: z.string(),
  author: z.object({ id: z.string() }),
  attachments: z.array(z.object({ filename: z.string() })),
  nonce: z.union([z.string(), z.number()]).optional(),
  message_reference: z.object({ message_id: z.string().optional() }).optional(),
});
type Found = z.infer<typeof messageSchema>;

/** Oldest first. */
async function* messagesSince(
  { client, channel }: Pick<Place, 'client' | 'channel'>,
  at: number,
): AsyncGenerator<Found> {
  let after = snowflake(at);
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const messages = await pageAfter(client, channel, after);
    yield* messages;
    const newest = messages.at(-1);
    if (messages.length < PAGE || !newest) return;
    after = newest.id;
  }
  throw new NetworkError('unreachable', t('Discord: too many messages since then to look through.'), {
    remedy: LOOK,
  });
}

const LOOK = t('Look into the channel.');

/** Oldest first. */
async function pageAfter(client: DiscordClient, channel: string, after: string): Promise<Found[]> {
  const query = new URLSearchParams({ after, limit: String(PAGE) });
  const messages = await client.call(false, async (rest) =>
    z.array(messageSchema).parse(await rest.get(`/channels/${channel}/messages`, { query })),
  );
  return messages.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
}

function likenessTo(found: Found, message: Message, intent: Intent): Likeness {
  if (found.attachments.length !== message.images.length) return 'other';
  if (found.attachments.length > 0)
    return found.attachments.every(({ filename }) => filename.startsWith(`${intent.key}-`))
      ? 'same'
      : 'other';
  const sameNonce = found.nonce === undefined || String(found.nonce) === intent.key;
  // What it answers may have been deleted before it came.
  const answered = found.message_reference?.message_id;
  const sameAnswer =
    answered === undefined ||
    (message.answers ?? message.thread?.parent)?.id === `${found.channel_id}/${answered}`;
  return sameNonce && sameAnswer ? textLikeness(message.text, found.content) : 'other';
}

/** Discord's ids carry milliseconds since 2015 (its Snowflake reference). */
function snowflake(instant: number): string {
  return String(BigInt(Math.max(0, instant - DISCORD_EPOCH)) << 22n);
}

const DISCORD_EPOCH = 1_420_070_400_000;
