/** Signs a request as Slack signs it (v0: HMAC-SHA256 over `v0:timestamp:body`). */
import { createHmac } from 'node:crypto';

/** `timestamp` in epoch seconds. Gives the value of `x-slack-signature`. */
export function sign(signingSecret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}
