import { z } from 'zod';
import { address, secret } from '../address.ts';

export const account = z
  .strictObject({
    url: address('Where posts are sent: https, or plain http on this machine.'),
    secret: secret('Signs every request; the receiver holds the same.').min(16, {
      error: 'is too short to sign with; use 16 characters or more, such as from `openssl rand -hex 32`',
    }),
  })
  .describe("A receiver of one's own, called over HTTP with signed JSON.");

export type WebhookAccount = z.infer<typeof account>;
