/**
 * Locks a channel by its exception for everybody, and undoes exactly that: what somebody changed meanwhile is left. A
 * thread is locked as such.
 */
import type { REST } from '@discordjs/rest';
import { OverwriteType, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { t } from '../../../kit/t.ts';
import type { ChannelLock, Failed, Locked, Outcome, Overwrite } from '../../moderating.ts';
import { asked } from '../fault.ts';
import type { Guild } from '../guild.ts';
import { attempt, failure } from './attempt.ts';
import { lockedFrom, sameOverwrite } from './locks.ts';
import type { Standings } from './standings.ts';

const channelSchema = z.object({
  permission_overwrites: z
    .array(z.object({ id: z.string(), allow: z.string(), deny: z.string() }))
    .default([]),
  thread_metadata: z.object({ locked: z.boolean() }).optional(),
});

interface Found {
  everybody: Overwrite | undefined;
  /** Undefined: no thread. */
  isThreadLocked: boolean | undefined;
}

export class ChannelLocks {
  private readonly rest: REST;
  private readonly guild: Guild;
  private readonly standings: Standings;

  constructor(rest: REST, guild: Guild, standings: Standings) {
    this.rest = rest;
    this.guild = guild;
    this.standings = standings;
  }

  async lock(channel: string, reason: string): Promise<Locked | Failed> {
    const found = await this.look(channel);
    if ('kind' in found) return found;
    if (found.isThreadLocked !== undefined) return this.lockThread(channel, found.isThreadLocked, reason);
    const before = found.everybody;
    const set = lockedFrom(before);
    const lock = { ...(before ? { before } : {}), set };
    if (sameOverwrite(before, set)) return { kind: 'already', lock };
    const outcome = await this.write(channel, set, reason);
    return 'message' in outcome ? outcome : { kind: 'done', lock };
  }

  async unlock(channel: string, { before, set }: ChannelLock, reason: string): Promise<Outcome> {
    if (!set) return this.setThread(channel, false, reason);
    const found = await this.look(channel);
    if ('kind' in found) return found;
    if (sameOverwrite(found.everybody, before)) return { kind: 'already' };
    if (!sameOverwrite(found.everybody, set)) return changed();
    return this.write(channel, before, reason);
  }

  private async lockThread(channel: string, isLocked: boolean, reason: string): Promise<Locked | Failed> {
    if (isLocked) return { kind: 'already', lock: {} };
    const outcome = await this.setThread(channel, true, reason);
    return 'message' in outcome ? outcome : { kind: 'done', lock: {} };
  }

  private setThread(channel: string, locked: boolean, reason: string): Promise<Outcome> {
    return attempt(
      {
        right: 'manage_threads',
        request: () => this.rest.patch(Routes.channel(channel), { body: { locked }, reason }),
        isDone: async () => (await this.fetch(channel)).isThreadLocked === locked,
      },
      this.standings,
    );
  }

  /** Undefined takes the exception away. Discord's description wants numbers, and its highest bit fits into one. */
  private async write(channel: string, wanted: Overwrite | undefined, reason: string): Promise<Outcome> {
    const guild = await this.guild.id();
    const route = Routes.channelPermission(channel, guild);
    const body = { type: OverwriteType.Role, allow: Number(wanted?.allow), deny: Number(wanted?.deny) };
    return attempt(
      {
        right: 'manage_roles',
        request: () =>
          wanted ? this.rest.put(route, { body, reason }) : this.rest.delete(route, { reason }),
        isDone: async () => sameOverwrite((await this.fetch(channel)).everybody, wanted),
      },
      this.standings,
    );
  }

  private async look(channel: string): Promise<Found | Failed> {
    try {
      return await this.fetch(channel);
    } catch (error) {
      return failure(error);
    }
  }

  private async fetch(channel: string): Promise<Found> {
    const [guild, answer] = await Promise.all([
      this.guild.id(),
      asked(this.rest.get(Routes.channel(channel))),
    ]);
    const { permission_overwrites, thread_metadata } = channelSchema.parse(answer);
    const own = permission_overwrites.find(({ id }) => id === guild);
    return {
      everybody: own && { allow: own.allow, deny: own.deny },
      isThreadLocked: thread_metadata?.locked,
    };
  }
}

function changed(): Failed {
  return {
    kind: 'changed',
    message: t(
      "Somebody changed the channel's permissions since it was locked, so they were left as they are.",
    ),
  };
}
