/** What a bot can do of a moderator's work in Slack: delete its own messages, and take people out of channels. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { t } from '../../../kit/t.ts';
import { ChatError } from '../../chat.ts';
import type { Deleted, Failed, Failure, Locked, Moderator, Outcome, Standing } from '../../moderating.ts';
import { called, refusalCode, toChatError } from '../client.ts';
import { SLACK } from '../rich-text.ts';

const userSchema = z.object({
  user: z.object({
    id: z.string(),
    name: z.string().optional(),
    real_name: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    is_primary_owner: z.boolean().optional(),
    profile: z.object({ display_name: z.string().optional() }).optional(),
  }),
});
const membersSchema = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});
const identitySchema = z.object({ user_id: z.string() });

const RETRY_MS = 1_000;
const PAGE = 1_000;

export class SlackModerator implements Moderator {
  readonly chat = SLACK;
  private readonly client: WebClient;

  constructor(client: WebClient) {
    this.client = client;
  }

  async timeout(): Promise<Outcome> {
    return unsupported(
      t('Slack has no timeouts. Take the person out of the channel, or ask an admin of the workspace.'),
    );
  }

  async removeTimeout(): Promise<Outcome> {
    return unsupported(t('Slack has no timeouts.'));
  }

  async kick(user: string, _reason: string, channel?: string): Promise<Outcome> {
    if (channel === undefined)
      return unsupported(
        t('A bot can take somebody out of a channel in Slack, and out of the workspace only an admin can.'),
      );
    return attempt(
      () => this.client.conversations.kick({ channel, user }),
      async () => !(await this.isIn(channel, user)),
      'not_in_channel',
    );
  }

  async ban(): Promise<Outcome> {
    return unsupported(t('Slack lets only an admin of the workspace deactivate somebody.'));
  }

  async unban(): Promise<Outcome> {
    return unsupported(t('Slack lets only an admin of the workspace activate somebody again.'));
  }

  deleteMessage(channel: string, message: string): Promise<Outcome> {
    return attempt(
      () => this.client.chat.delete({ channel, ts: message }),
      async () => !(await this.stands(channel, message)),
      'message_not_found',
    );
  }

  async deleteMessages(channel: string, messages: readonly string[]): Promise<Deleted> {
    const deleted: Deleted = { gone: [], left: [] };
    for (const message of new Set(messages)) {
      const outcome = await this.deleteMessage(channel, message);
      if ('message' in outcome) deleted.left.push({ messages: [message], outcome });
      else deleted.gone.push(message);
    }
    return deleted;
  }

  async slowmode(): Promise<Outcome> {
    return unsupported(t('Slack has no slow mode.'));
  }

  async lock(): Promise<Locked | Failed> {
    return unsupported(
      t(
        'Slack lets a bot lock no channel. An admin can limit who posts there, in the settings of the channel.',
      ),
    );
  }

  async unlock(): Promise<Outcome> {
    return unsupported(t('Slack lets a bot lock no channel.'));
  }

  /** Slack has no heights but those of owners and admins, and nothing that a bot may do by them. */
  async memberOf(user: string): Promise<Standing | undefined> {
    try {
      const { user: about } = userSchema.parse(await called(this.client.users.info({ user })));
      return about.deleted ? undefined : standing(about);
    } catch (error) {
      if (error instanceof ChatError && refusalCode(error) === 'user_not_found') return undefined;
      throw error;
    }
  }

  async ownStanding(): Promise<Standing> {
    const { user_id: user } = identitySchema.parse(await called(this.client.auth.test()));
    return {
      user,
      name: user,
      isBot: true,
      isOwner: false,
      roles: [],
      position: 0,
      may: new Set(),
      timeoutUntil: null,
    };
  }

  async banOf(): Promise<undefined> {
    return undefined;
  }

  private async isIn(channel: string, user: string): Promise<boolean> {
    let cursor: string | undefined;
    do {
      const answer = await called(this.client.conversations.members({ channel, limit: PAGE, cursor }));
      const { members, response_metadata } = membersSchema.parse(answer);
      if (members.includes(user)) return true;
      cursor = response_metadata?.next_cursor;
    } while (cursor);
    return false;
  }

  private async stands(channel: string, ts: string): Promise<boolean> {
    const window = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 };
    const { messages = [] } = await called(this.client.conversations.history(window));
    return messages.some((message) => message.ts === ts);
  }
}

async function attempt(
  request: () => Promise<unknown>,
  isDone: () => Promise<boolean>,
  already: string,
): Promise<Outcome> {
  try {
    await called(request());
    return { kind: 'done' };
  } catch (error) {
    const failed = toChatError(error);
    const code = refusalCode(failed);
    if (code === already) return (await isDone().catch(() => true)) ? { kind: 'already' } : notThere();
    return failed.reason === 'unreachable' ? lookedAt(isDone, failed) : failure(failed, code);
  }
}

async function lookedAt(isDone: () => Promise<boolean>, { message }: ChatError): Promise<Outcome> {
  try {
    if (await isDone()) return { kind: 'done' };
    return { kind: 'unreachable', message, retryAfter: RETRY_MS };
  } catch {
    return { kind: 'lost', message };
  }
}

function failure(failed: ChatError, code: string | undefined): Failed {
  const { message } = failed;
  if (failed.reason === 'rate_limited')
    return { kind: 'rate_limited', message, retryAfter: failed.retryAfter ?? RETRY_MS };
  if (code === 'cant_delete_message')
    return unsupported(
      t(
        'Slack lets a bot delete its own messages alone. Whoever wrote it, or an admin of the workspace, can.',
      ),
    );
  return { kind: KINDS[code ?? ''] ?? 'refused', message };
}

const KINDS: Record<string, Failure | undefined> = {
  channel_not_found: 'unknown_channel',
  user_not_found: 'unknown_user',
  missing_scope: 'not_permitted',
  restricted_action: 'not_permitted',
  cant_kick_self: 'refused',
  cant_kick_from_general: 'refused',
};

/** Slack says the same of a bot that is not in the channel. */
function notThere(): Failed {
  return { kind: 'not_permitted', message: t('Invite the bot into the channel: /invite @bellwether.') };
}

function unsupported(message: string): Failed {
  return { kind: 'unsupported', message };
}

function standing(about: z.infer<typeof userSchema>['user']): Standing {
  const { id, name, real_name, profile, is_bot, is_admin, is_owner, is_primary_owner } = about;
  return {
    user: id,
    name: profile?.display_name || real_name || name || id,
    isBot: is_bot === true,
    isOwner: is_primary_owner === true,
    roles: [],
    position: is_owner ? 2 : is_admin ? 1 : 0,
    may: new Set(is_admin || is_owner ? (['administrator'] as const) : []),
    timeoutUntil: null,
  };
}
