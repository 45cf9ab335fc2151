/** Reads what a link shows of its page: title, description, picture. From the public internet, and not again for some minutes. */
import type { Clock } from '../kit/clock.ts';
import { Refusal } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { inTurns } from '../kit/turns.ts';
import { fetchBeginning, fetchPublic } from './fetch-public.ts';
import { type Picture, readPicture } from './image.ts';
import { type Internet, publicInternet } from './internet.ts';
import { textOfPage, wordsOfPage } from './page.ts';
import { thumbnailOf } from './thumbnail.ts';

export interface FoundCard {
  title: string;
  description: string;
  picture?: Picture;
}

export interface LinkCards {
  /** Each address with its card, or why there is none, in words. */
  ask(addresses: string[]): Promise<Map<string, FoundCard | { reason: string }>>;
}

export interface LinkCardsOptions {
  clock: Clock;
  internet?: Internet;
  /** ms for all of one question. */
  patience?: number;
}

export function createLinkCards({
  clock,
  internet = publicInternet,
  patience = PATIENCE,
}: LinkCardsOptions): LinkCards {
  const known = new Map<string, { card: Promise<FoundCard | { reason: string }>; until: number }>();
  const turns = inTurns(MOST_AT_ONCE);

  function read(address: string): Promise<FoundCard | { reason: string }> {
    const kept = known.get(address);
    if (kept && clock.now() < kept.until) return kept.card;
    const card = turns(() => cardOf(address, internet)).catch((error: unknown) => ({
      reason: reasonOf(error),
    }));
    known.delete(address);
    known.set(address, { card, until: clock.now() + KEPT });
    const [oldest] = known.keys();
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    // What could not be read may be there the next time.
    void card.then((found) => ('reason' in found ? known.delete(address) : undefined));
    return card;
  }

  return {
    async ask(addresses) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<{ reason: string }>((resolve) => {
        timer = setTimeout(resolve, patience, { reason: t('no answer in time') });
      });
      const asked = addresses.map(async (one) => [one, await Promise.race([read(one), late])] as const);
      return new Map(await Promise.all(asked).finally(() => clearTimeout(timer)));
    },
  };
}

async function cardOf(address: string, internet: Internet): Promise<FoundCard | { reason: string }> {
  const { bytes, contentType, url } = await fetchBeginning(address, MOST_OF_A_PAGE, FIELD, internet);
  if (!/html|xml|^$/i.test(contentType))
    return { reason: t('it is no page ({contentType})', { contentType }) };
  const { title, description, picture } = wordsOfPage(textOfPage(bytes, contentType));
  if (title === '') return { reason: t('its page has no title') };
  const shown =
    picture && URL.canParse(picture, url) ? await pictureAt(new URL(picture, url).href, internet) : undefined;
  return { title, description, ...(shown && { picture: shown }) };
}

/** A card without its picture is still one. */
async function pictureAt(address: string, internet: Internet): Promise<Picture | undefined> {
  try {
    const bytes = await fetchPublic(address, MOST_OF_A_PICTURE, FIELD, internet);
    return await readPicture(await thumbnailOf((await readPicture(bytes, address)).bytes), address);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return (error.findings[0]?.message ?? '').replace(/\.$/, '');
  return error instanceof Error ? error.message : String(error);
}

const FIELD = 'text';
const MOST_OF_A_PAGE = 1_000_000;
const MOST_OF_A_PICTURE = 10_000_000;
/** ms. */
const PATIENCE = 10_000;
const KEPT = 10 * 60_000;
const MOST_KNOWN = 200;
/** A whole spreadsheet of posts may come at once. */
const MOST_AT_ONCE = 4;
