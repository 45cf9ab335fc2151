/**
 * Reads an account's own posts back. A post is taken for the intent's only if all of this holds:
 * it was made after the intent (less the difference that two clocks may have); by our application, where the instance
 * tells; its media ids are ones that the intent kept; and its source is the text, letter by letter. Rendered
 * HTML is not compared, since it shortens mentions and links. Of several, the first is taken.
 */
import type { mastodon } from 'masto';
import { t } from '../../kit/t.ts';
import { type Intent, type Message, NetworkError } from '../network.ts';
import type { MastodonClient } from './client.ts';
import { mediaIdsOf } from './media.ts';

type Status = mastodon.v1.Status;

export async function findOwn(client: MastodonClient, accountId: string, message: Message, intent: Intent) {
  const recent = await since(client, accountId, intent.at - CLOCKS_DIFFER);
  const candidates = recent.filter((status) => hasMedia(status, message, intent)).reverse();
  if (candidates.length === 0) return undefined;
  const application = await ownApplication(client);
  for (const status of candidates) {
    if (!isBy(status, application)) continue;
    const source = await client.call(false, (rest) => rest.v1.statuses.$select(status.id).source.fetch());
    if (sameText(source.text, message.text)) return status;
  }
  return undefined;
}

const CLOCKS_DIFFER = 2 * 60 * 1000;
const PAGE = 40;
const MOST_PAGES = 10;

/** Newest first. Throws when the account posted more than can be looked through: then nothing can be said. */
async function since(client: MastodonClient, accountId: string, instant: number): Promise<Status[]> {
  return client.call(false, async (rest) => {
    const found: Status[] = [];
    let pages = 0;
    for await (const page of rest.v1.accounts
      .$select(accountId)
      .statuses.list({ limit: PAGE, excludeReblogs: true })) {
      const recent = page.filter((status) => Date.parse(status.createdAt) >= instant);
      found.push(...recent);
      if (recent.length < page.length || page.length === 0) return found;
      pages += 1;
      if (pages === MOST_PAGES) throw tooMany();
    }
    return found;
  });
}

function tooMany(): NetworkError {
  return new NetworkError('unreachable', t('Mastodon: too many posts since then to look through.'), {
    remedy: t('Look at the account.'),
  });
}

function hasMedia(status: Status, message: Message, intent: Intent): boolean {
  const attached = status.mediaAttachments.map(({ id }) => id);
  if (attached.length !== message.images.length) return false;
  const kept = mediaIdsOf(message.images, intent);
  return kept.length === 0 || attached.every((id) => kept.includes(id));
}

async function ownApplication(client: MastodonClient): Promise<string | undefined> {
  try {
    return (await client.call(false, (rest) => rest.v1.apps.verifyCredentials())).name;
  } catch (error) {
    // Tokens of some servers may not ask for it.
    if (error instanceof NetworkError && error.reason === 'unauthorized') return undefined;
    throw error;
  }
}

function isBy(status: Status, application: string | undefined): boolean {
  const name = status.application?.name;
  return application === undefined || !name || name === application;
}

function sameText(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

/** Line ends differ by transport; blanks at either end are no text. */
function normalised(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim();
}
