/** What Bellwether reads from Slack's events, checked at the door; the rest is dropped. */
import { z } from 'zod';

export const written = z.object({
  ts: z.string(),
  /** The message that the thread hangs under. */
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  text: z.string().optional(),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  username: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
});

const callback = { event_id: z.string(), team_id: z.string().optional() };

export const messageEvent = z.object({ ...callback, event: written.extend({ channel: z.string() }) });

export const changedEvent = z.object({
  ...callback,
  event: z.object({
    channel: z.string(),
    message: written,
    previous_message: written.partial().optional(),
  }),
});

export const deletedEvent = z.object({
  ...callback,
  event: z.object({ channel: z.string(), deleted_ts: z.string() }),
});

export const reactionEvent = z.object({
  ...callback,
  event: z.object({
    user: z.string(),
    reaction: z.string(),
    /** A file or a comment has a reaction too, and none of these. */
    item: z.object({ channel: z.string().optional(), ts: z.string().optional() }),
  }),
});

export const membershipEvent = z.object({
  ...callback,
  event: z.object({ channel: z.string(), user: z.string() }),
});

export type Written = z.infer<typeof written>;
