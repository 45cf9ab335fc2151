/** One act on Discord, brought to one of the closed set of endings. After a lost answer the truth is asked. */
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { t } from '../../../kit/t.ts';
import type { ChatError } from '../../chat.ts';
import {
  type Failed,
  type Failure,
  holdsRight,
  isAbove,
  type Outcome,
  type Right,
} from '../../moderating.ts';
import { refusalCode, toChatError } from '../fault.ts';
import type { Standings } from './standings.ts';

export interface Act {
  request(): Promise<unknown>;
  /** Whether it is so now. Throws when that cannot be told. */
  isDone(): Promise<boolean>;
  /** Discord's number for a refusal that says that it was so before. */
  already?: number;
  /** What it takes, and whom it is done to: one refusal stands for both. */
  right: Right;
  user?: string;
}

export async function attempt(act: Act, standings: Standings): Promise<Outcome> {
  try {
    await act.request();
    return { kind: 'done' };
  } catch (error) {
    const code = refusalCode(error);
    if (code !== undefined && code === act.already) return { kind: 'already' };
    if (code === RESTJSONErrorCodes.MissingPermissions) return missing(act, standings);
    const failed = toChatError(error);
    return failed.reason === 'unreachable' ? lookedAt(act, failed) : failure(failed);
  }
}

/** What a request that changes nothing failed with. */
export function failure(error: unknown): Failed {
  const failed = toChatError(error);
  const { message } = failed;
  if (failed.reason === 'rate_limited')
    return { kind: 'rate_limited', message, retryAfter: failed.retryAfter ?? RETRY_MS };
  if (failed.reason === 'unreachable') return { kind: 'unreachable', message, retryAfter: RETRY_MS };
  return { kind: KINDS[refusalCode(failed) ?? 0] ?? 'refused', message };
}

const KINDS: Partial<Record<number, Failure>> = {
  [RESTJSONErrorCodes.UnknownChannel]: 'unknown_channel',
  [RESTJSONErrorCodes.UnknownMember]: 'unknown_member',
  [RESTJSONErrorCodes.UnknownUser]: 'unknown_user',
  [RESTJSONErrorCodes.MissingAccess]: 'not_permitted',
  [RESTJSONErrorCodes.MissingPermissions]: 'not_permitted',
};

async function lookedAt(act: Act, failed: ChatError): Promise<Outcome> {
  const { message } = failed;
  try {
    if (await act.isDone()) return { kind: 'done' };
    return { kind: 'unreachable', message, retryAfter: RETRY_MS };
  } catch {
    return { kind: 'lost', message };
  }
}

/** Discord says the same of a right that is missing and of somebody who stands too high. */
async function missing({ right, user }: Act, standings: Standings): Promise<Failed> {
  const [own, other] = await Promise.all([
    standings.own(),
    user === undefined ? undefined : standings.of(user),
  ]).catch(() => []);
  if (own && !holdsRight(own, right)) return notPermitted(right);
  if (own && other && (!isAbove(own, other) || other.may.has('administrator'))) {
    const message = other.isOwner
      ? t('{name} owns the server: nobody can do that to them.', { name: other.name })
      : t(
          "{name} stands as high as the bot or higher. Move the bot's role above theirs in the server's settings.",
          {
            name: other.name,
          },
        );
    return { kind: 'above', message };
  }
  return notPermitted(right);
}

function notPermitted(right: Right): Failed {
  const message = t(
    "The bot lacks the permission {permission}. Give it to the bot's role in the server's settings.",
    {
      permission: PERMISSIONS[right],
    },
  );
  return { kind: 'not_permitted', message };
}

/** As Discord's own settings call them. */
const PERMISSIONS: Record<Right, string> = {
  administrator: 'Administrator',
  timeout: 'Timeout Members',
  kick: 'Kick Members',
  ban: 'Ban Members',
  manage_messages: 'Manage Messages',
  manage_channels: 'Manage Channels',
  manage_roles: 'Manage Roles',
  manage_threads: 'Manage Threads',
  view_audit_log: 'View Audit Log',
};

const RETRY_MS = 1_000;
