/** The signature of a webhook's request. */
import { createHmac } from 'node:crypto';

/** `v1=` and the hex HMAC-SHA256 of `timestamp.body`. */
export function sign(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}
