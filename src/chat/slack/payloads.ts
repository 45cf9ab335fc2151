/** What Slack sends of commands, buttons and forms, checked at the door and kept as far as it is needed. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { viewState } from './view-state.ts';

export const slashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
});

export const blockActions = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  view: z.unknown().optional(),
  container: z.object({ message_ts: z.string().optional(), is_ephemeral: z.boolean().optional() }),
  response_url: z.string().optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

/** An entry of a message's menu was taken. */
export const messageAction = z.object({
  callback_id: z.string(),
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string(),
  channel: z.object({ id: z.string() }),
  message: z.object({
    ts: z.string(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    username: z.string().optional(),
    text: z.string().optional(),
  }),
});

/** Somebody types in a form that wants to know. */
export const viewAction = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  view: z.object({ id: z.string(), private_metadata: z.string(), state: viewState }),
});

export const viewSubmission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    hash: z.string(),
    private_metadata: z.string(),
    state: viewState,
  }),
});

export type SlashCommand = z.infer<typeof slashCommand>;
export type BlockActions = z.infer<typeof blockActions>;
export type ViewAction = z.infer<typeof viewAction>;
export type ViewSubmission = z.infer<typeof viewSubmission>;

/**
 * The id by which a delivery that comes twice is known. Slack gives commands and presses no id of their own, and
 * the envelope's is not told in HTTP mode; but each has a `trigger_id`, made once when the person acted.
 */
export function interactionEvent({ trigger_id }: { trigger_id: string }): string {
  return `slack:${trigger_id}`;
}

/**
 * A form is known by its view, and by what was filled in: pressed twice it counts once, but what somebody sends
 * again with other words, since Slack told them that the first did not arrive, is not lost.
 */
export function submissionEvent({ view }: ViewSubmission): string {
  const filled = createHash('sha256')
    .update(JSON.stringify(view.state.values))
    .digest('base64url')
    .slice(0, 16);
  return `slack:${view.id}:${view.hash}:${filled}`;
}
