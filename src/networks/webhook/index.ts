/**
 * Webhook: any system of one's own. Every request is a POST of JSON to the account's address.
 *
 * Headers
 * - `X-Bellwether-Event`: `publish`, `update`, `delete`, or `ping` (is the account set up right? nothing is to be done).
 * - `X-Bellwether-Timestamp`: seconds since 1970. Refuse one that is older than five minutes.
 * - `X-Bellwether-Signature`: `v1=` and the hex HMAC-SHA256, under the shared secret, of `timestamp.body`, the body as
 *   it came. Compare in constant time.
 * - `Idempotency-Key`, with `publish`: the same for every try of one delivery. Keep it for 24 hours at least, and
 *   answer a known key with what was answered at first.
 *
 * Bodies
 * - publish: `{"event":"publish","id":KEY,"text":"…","images":[{"content_type","alt","width","height","bytes":BASE64}],
 *   "sent_at":ISO}`, in a thread with `"in_reply_to":ID` of the post that it answers. Answer 2xx, with
 *   `{"id":"…","url":"…"}` where the post has an id or an address of its own.
 * - update: `{"event":"update","id":ID,"text":"…","images":[…]}`, with the id from the answer, or KEY: the whole content as
 *   at publish, with another text. Set it in place; the same may come twice. Answer 2xx; 404 and 410 say that it is gone.
 * - delete: `{"event":"delete","id":ID}`, with the id from the answer, or KEY. Answer 2xx; 404 and 410 count as done.
 * - ping: `{"event":"ping"}`. Answer 2xx.
 *
 * A refusal is any other 4xx, and `{"error":"…"}` in it is shown to people; 429 and 503 may carry `Retry-After`.
 * A delete is a POST as well, since the address may carry a query and is in any case not ours to take apart.
 */
import type { Network } from '../network.ts';
import { account, type WebhookAccount } from './account.ts';
import { WebhookConnection } from './connection.ts';

export const network: Network<WebhookAccount> = {
  name: 'webhook',
  title: 'Webhook',
  contract: { kind: 'native-key', remembers: 24 * 60 * 60 * 1000 },
  threads: true,
  account,
  connect: (settings, outside) => new WebhookConnection(settings, outside),
};
