/** What Bellwether reads from the gateway's events, checked at the door; the rest is dropped. */
import { z } from 'zod';

const time = z.string().transform((iso) => Date.parse(iso));

const user = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

/** As it stands with a message: without the user. */
const bareMember = z.object({
  nick: z.string().nullish(),
  roles: z.array(z.string()),
  joined_at: time.nullish(),
  communication_disabled_until: time.nullish(),
});

export const messageEvent = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  type: z.number(),
  author: user,
  member: bareMember.optional(),
  webhook_id: z.string().optional(),
  content: z.string(),
  timestamp: time,
  edited_timestamp: time.nullish(),
  mentions: z.array(user).default([]),
  message_reference: z
    .object({
      type: z.number().optional(),
      message_id: z.string().optional(),
      channel_id: z.string().optional(),
    })
    .optional(),
});

export const deleteEvent = z.object({
  channel_id: z.string(),
  guild_id: z.string().optional(),
  /** One message, or several. */
  id: z.string().optional(),
  ids: z.array(z.string()).optional(),
});

export const reactionEvent = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  guild_id: z.string().optional(),
  emoji: z.object({ id: z.string().nullish(), name: z.string().nullish() }),
  member: bareMember.extend({ user: user.optional() }).optional(),
});

export const memberEvent = bareMember.extend({ guild_id: z.string(), user });

export const leaveEvent = z.object({ guild_id: z.string(), user });

export const threadEvent = z.object({
  id: z.string(),
  guild_id: z.string().optional(),
  parent_id: z.string().optional(),
  owner_id: z.string().optional(),
  name: z.string(),
  newly_created: z.boolean().optional(),
});

export const auditEvent = z.object({
  id: z.string(),
  guild_id: z.string().optional(),
  action_type: z.number(),
  user_id: z.string().nullish(),
  target_id: z.string().nullish(),
  reason: z.string().optional(),
  changes: z.array(z.object({ key: z.string(), new_value: z.unknown().optional() })).optional(),
});

export type User = z.infer<typeof user>;
export type BareMember = z.infer<typeof bareMember>;
export type MessageEvent = z.infer<typeof messageEvent>;
