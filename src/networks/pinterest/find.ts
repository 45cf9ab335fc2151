/**
 * Reads a board's Pins back for that of an intent: it says the same in its title, its description and its link
 * (../text-likeness.ts), shows as many pictures, or a video, is younger than the intent (less the difference that two clocks
 * may have), and is known of no other post of ours.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type IsTaken, type Message, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, least, linkLikeness, textLikeness } from '../text-likeness.ts';
import type { PinterestClient } from './client.ts';
import { BOARD, LINK, TITLE } from './fields.ts';

const words = z.string().nullish();
const pinSchema = z.object({
  id: z.string().min(1),
  ...{ title: words, description: words, link: words, created_at: words },
  media: z.object({ media_type: words, items: z.array(z.unknown()).optional() }).nullish(),
});
type Pin = z.infer<typeof pinSchema>;
const pageSchema = z.object({ items: z.array(pinSchema), bookmark: z.string().nullish() });

/** Its id. Throws when it cannot be told which one it is. */
export async function findPin(
  client: PinterestClient,
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<string | undefined> {
  const found = await pick(pinsOn(client, message.fields?.[BOARD] ?? '', intent), {
    ...{ network: 'Pinterest', remedy: LOOK, isTaken },
    idOf: ({ id }) => id,
    likenessOf: (pin) => likenessTo(pin, message, intent),
  });
  return found?.id;
}

/** As many as may be of the intent. In which order they come is told nowhere. */
async function* pinsOn(client: PinterestClient, board: string, intent: Intent): AsyncGenerator<Pin> {
  let bookmark: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ page_size: String(PAGE), ...(bookmark && { bookmark }) });
    const path = `/boards/${encodeURIComponent(board)}/pins?${query}`;
    const told = await client.call({ method: 'GET', status: 200, path, answer: pageSchema });
    yield* told.items;
    bookmark = told.bookmark;
    if (!bookmark || isPast(told.items, intent)) return;
  }
  throw new NetworkError('unreachable', t('Pinterest: too many Pins stand on the board to look through.'), {
    remedy: LOOK,
  });
}

/** Newest first, and the last one is older. */
function isPast(pins: Pin[], intent: Intent): boolean {
  const times = pins.map(madeAt);
  const last = times.at(-1);
  const isFalling = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time));
  return last !== undefined && isFalling && last < intent.at - CLOCKS_DIFFER;
}

function likenessTo(pin: Pin, message: Message, intent: Intent): Likeness {
  const { text, fields = {} } = message;
  const fits = madeAt(pin) >= intent.at - CLOCKS_DIFFER && showsAsMuch(pin, message);
  if (!fits) return 'other';
  const link = linkLikeness(fields[LINK] ?? '', pin.link ?? '');
  return least(
    link,
    textLikeness(fields[TITLE] ?? '', pin.title ?? ''),
    textLikeness(text, pin.description ?? ''),
  );
}

function showsAsMuch({ media }: Pin, { images, video }: Message): boolean {
  const kind = media?.media_type;
  // Of what was pinned just now it may not tell yet.
  if (!kind) return true;
  if (video || kind === 'video') return video !== undefined && kind === 'video';
  if (kind === 'multiple_images') return images.length === (media.items?.length ?? images.length);
  return kind === 'image' ? images.length === 1 : true;
}

/** Epoch ms; without a zone it is UTC. */
function madeAt({ created_at }: Pin): number {
  if (!created_at) return Number.POSITIVE_INFINITY;
  const isZoned = /(?:z|[+-]\d\d:?\d\d)$/i.test(created_at);
  const instant = Date.parse(isZoned ? created_at : `${created_at}Z`);
  return Number.isNaN(instant) ? Number.POSITIVE_INFINITY : instant;
}

const LOOK = t('Look at the board.');
const PAGE = 250;
const MOST_PAGES = 8;
