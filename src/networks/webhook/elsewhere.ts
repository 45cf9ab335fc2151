/** The answer of a receiver that does its work and then names another place for it: spreadsheet scripts do so. */
import type { IncomingMessage } from 'node:http';
import { ask, type Internet, publicInternet, redirectOf } from '../../media/internet.ts';
import { type Posted, read as readText } from './post.ts';

/**
 * What stands where a POST is answered with 301, 302 or 303, read by GET within `patience` ms, unsigned: it is not another
 * request to the receiver. From the public internet alone, and from the receiver's own host. Undefined: it is no such
 * answer, or nothing there says that the work is done. A page may be one to sign in at; it counts where 303 says that it
 * is the answer.
 */
export async function answerElsewhere(
  answer: Posted,
  address: string,
  patience: number,
): Promise<Posted | undefined> {
  const place = SEE.has(answer.status) ? placeOf(answer, address) : undefined;
  if (!place) return undefined;
  try {
    const found = await get(place, new URL(address).hostname, performance.now() + patience);
    const isAnswer = answer.status === SEE_OTHER || !/^\uFEFF?\s*</.test(found.text);
    return found.status >= 200 && found.status < 300 && isAnswer ? found : undefined;
  } catch {
    return undefined;
  }
}

const SEE_OTHER = 303;
/** 307 and 308 want the same request once more, at another place. */
const SEE = new Set([301, 302, SEE_OTHER]);
const MOST_REDIRECTS = 5;

function placeOf({ headers }: Posted, address: string): URL | undefined {
  const location = headers.get('location');
  return location !== null && URL.canParse(location, address) ? new URL(location, address) : undefined;
}

/** `home`: the host of the receiver, which the operator has named. `end`: of all of it, by the steady clock. */
async function get(first: URL, home: string, end: number): Promise<Posted> {
  let url = first;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!/^https?:$/.test(url.protocol)) break;
    const deadline = Math.max(1, Math.ceil(end - performance.now()));
    const response = await ask(
      url,
      { method: 'GET', deadline },
      url.hostname === home ? anywhere : publicInternet,
    );
    const next = redirectOf(response, url);
    if (next === undefined) return readWithin(response, end);
    response.destroy();
    url = new URL(next);
  }
  throw new Error('It forwards too often, or to no web address.');
}

async function readWithin(response: IncomingMessage, end: number): Promise<Posted> {
  const timer = setTimeout(() => response.destroy(new Error('no answer in time')), end - performance.now());
  return readText(response).finally(() => clearTimeout(timer));
}

const anywhere: Internet = { ...publicInternet, closed: () => false };
