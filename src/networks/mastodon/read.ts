/** What the account's own server shows of a post. */
import type { Given, Reading } from '../live.ts';
import { NetworkError, type Published } from '../network.ts';
import type { MastodonClient } from './client.ts';
import { sourceSchema, statusSchema } from './entities.ts';
import { isGone } from './errors.ts';
import { plainText } from './plain-text.ts';
import { sameWords, wordsOf } from './words.ts';

export async function readStatus(client: MastodonClient, { id }: Published, given: Given): Promise<Reading> {
  const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
  try {
    const { content, media_attachments } = await client.call({ method: 'GET', path, answer: statusSchema });
    const text = (await sourceOf(client, path)) ?? shownAs(content ?? '', given);
    const video = given.video && media_attachments.find(({ type }) => type !== 'image');
    const pictures = media_attachments.filter((one) => one !== video);
    return {
      ...{ text, pictures: pictures.length, alts: pictures.map(altOf) },
      ...(given.video && { video: video ? { alt: altOf(video) } : null }),
    };
  } catch (error) {
    if (isGone(error)) return { gone: '' };
    throw error;
  }
}

function altOf({ description }: { description?: string | null | undefined }): string {
  return description ?? '';
}

/** Undefined: the server tells of none. */
async function sourceOf(client: MastodonClient, path: string): Promise<string | undefined> {
  try {
    return (await client.call({ method: 'GET', path: `${path}/source`, answer: sourceSchema })).text;
  } catch (error) {
    // Not the post itself: it was read just now.
    if (error instanceof NetworkError && error.reason === 'refused') return undefined;
    throw error;
  }
}

function shownAs(html: string, { text }: Given): string {
  return sameWords(wordsOf(html), text) ? text : plainText(html);
}
