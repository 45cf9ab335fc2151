/** Whether the bot may post in a channel, as far as Slack tells before it does. */
import { z } from 'zod';
import type { SlackClient } from './client.ts';
import { channelFault, codeOf } from './errors.ts';

/** Throws `NetworkError`. An app without the scope to ask is left to what posting says. */
export async function checkChannel(client: SlackClient, channel: string): Promise<void> {
  const told = await client
    .call(false, async (slack) => infoSchema.parse(await slack.conversations.info({ channel })))
    .catch((error: unknown) => {
      if (codeOf(error) === 'missing_scope') return undefined;
      throw error;
    });
  if (!told) return;
  const { is_archived, is_member, is_read_only } = told.channel;
  if (is_archived) throw channelFault('is_archived');
  if (is_member === false) throw channelFault('not_in_channel');
  if (is_read_only) throw channelFault('restricted_action_read_only_channel');
}

const flag = z.boolean().optional();
const infoSchema = z.object({
  channel: z.object({ is_archived: flag, is_member: flag, is_read_only: flag }),
});
