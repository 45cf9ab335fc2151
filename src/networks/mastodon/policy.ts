/**
 * What the account's own notification policy holds back (since Mastodon 4.3, docs.joinmastodon.org/entities/NotificationPolicy).
 * Older servers and other ones have no such policy and say 404, or something of their own: then nothing is told.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { NetworkError } from '../network.ts';
import type { Withheld } from '../source.ts';
import type { MastodonClient } from './client.ts';
import { isMissing } from './errors.ts';

/** Throws `NetworkError`. */
export async function withheldBy(client: MastodonClient): Promise<Withheld | undefined> {
  const summary = await summaryOf(client);
  if (!summary || summary.pending_requests_count === 0) return undefined;
  const { pending_notifications_count: notifications, pending_requests_count: people } = summary;
  return {
    fact: t(
      'Mastodon holds back {notifications, plural, one {# notification} other {# notifications}} by {people, plural, one {one account} other {# accounts}}, since the filters of this account say so.',
      // It counts no notification where it has lost count of them.
      { notifications: Math.max(notifications, people), people },
    ),
    remedy: t(
      'Answer these at Mastodon (Notifications, Filtered notifications): what is accepted there does not come in here later. Under "Manage notifications from" let others through.',
    ),
  };
}

async function summaryOf(
  client: MastodonClient,
): Promise<z.infer<typeof policySchema>['summary'] | undefined> {
  try {
    const path = '/api/v2/notifications/policy';
    return (await client.call({ method: 'GET', path, answer: policySchema })).summary;
  } catch (error) {
    if (isMissing(error) || isOfAnotherKind(error)) return undefined;
    throw error;
  }
}

/** It answered in full, and no policy. */
function isOfAnotherKind(error: unknown): boolean {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof z.ZodError || cause instanceof SyntaxError;
}

/** The number of accounts ends at 100, and that of notifications may be inexact. */
const policySchema = z.object({
  summary: z.object({
    pending_requests_count: z.int().min(0),
    pending_notifications_count: z.int().min(0),
  }),
});
