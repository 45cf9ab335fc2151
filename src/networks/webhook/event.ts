/** One event to a receiver of the team's own that is no account of posts: a page, a heartbeat. Signed like a post's. */
import type { Clock } from '../../kit/clock.ts';
import { t } from '../../kit/t.ts';
import { answerError, transportError } from '../http.ts';
import { post } from './post.ts';
import { sign } from './sign.ts';

export interface Receiver {
  url: string;
  secret: string;
}

export interface Event {
  /** `page`, `heartbeat`: in the header and in the body. */
  name: string;
  /** The same for every try of one event: at most 25 characters of `a-z0-9`. */
  key: string;
  body: Record<string, unknown>;
}

/** `deadline`: ms. Throws a `NetworkError`; after one without an answer the event may have arrived. */
export async function sendEvent(
  { url, secret }: Receiver,
  { name, key, body }: Event,
  { clock, deadline }: { clock: Clock; deadline: number },
): Promise<void> {
  const call = {
    ...{ network: t('Webhook'), effect: false, secrets: [secret] },
    remedy: t('Check that the receiver holds the same secret.'),
  };
  const text = JSON.stringify({ event: name, id: key, ...body });
  const timestamp = String(Math.floor(clock.now() / 1000));
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Bellwether',
    'idempotency-key': key,
    'x-bellwether-event': name,
    'x-bellwether-timestamp': timestamp,
    'x-bellwether-signature': sign(secret, timestamp, text),
  };
  const answer = await post(url, { headers, body: text, deadline }).catch((error) => {
    throw transportError(call, error);
  });
  if (answer.status < 200 || answer.status >= 300) throw answerError(call, { ...answer, words: answer.text });
}
