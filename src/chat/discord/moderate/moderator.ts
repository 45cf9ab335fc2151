/** What a moderator does in Discord, over REST alone. */
import type { REST } from '@discordjs/rest';
import { RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Clock } from '../../../kit/clock.ts';
import {
  type ChannelLock,
  type Deleted,
  type Failed,
  isDone,
  type Locked,
  type Moderator,
  type Outcome,
  type Standing,
} from '../../moderating.ts';
import { asked, refusalCode } from '../fault.ts';
import type { Guild } from '../guild.ts';
import { CHAT } from '../heard.ts';
import { type Act, attempt, failure } from './attempt.ts';
import { ChannelLocks } from './channel-locks.ts';
import { deletionPlan } from './deleting.ts';
import { Standings } from './standings.ts';

const LONGEST_REASON = 512;
const banSchema = z.object({ reason: z.string().nullish() });
const slowmodeSchema = z.object({ rate_limit_per_user: z.number().default(0) });

export class DiscordModerator implements Moderator {
  readonly chat = CHAT;
  private readonly rest: REST;
  private readonly guild: Guild;
  private readonly clock: Clock;
  private readonly standings: Standings;
  private readonly locks: ChannelLocks;

  constructor(rest: REST, guild: Guild, clock: Clock) {
    this.rest = rest;
    this.guild = guild;
    this.clock = clock;
    this.standings = new Standings(rest, guild, clock);
    this.locks = new ChannelLocks(rest, guild, this.standings);
  }

  timeout(user: string, until: number, reason: string): Promise<Outcome> {
    return this.setTimeout(user, until, reason);
  }

  removeTimeout(user: string, reason: string): Promise<Outcome> {
    return this.setTimeout(user, null, reason);
  }

  private setTimeout(user: string, until: number | null, reason: string): Promise<Outcome> {
    const body = { communication_disabled_until: until === null ? null : new Date(until).toISOString() };
    return this.onServer({ right: 'timeout', user }, (guild) => ({
      request: () => this.rest.patch(Routes.guildMember(guild, user), { body, reason: cut(reason) }),
      isDone: async () => (await this.standings.of(user))?.timeoutUntil === until,
    }));
  }

  kick(user: string, reason: string): Promise<Outcome> {
    return this.onServer({ right: 'kick', user }, (guild) => ({
      request: () => this.rest.delete(Routes.guildMember(guild, user), { reason: cut(reason) }),
      isDone: async () => (await this.standings.of(user)) === undefined,
    }));
  }

  ban(user: string, reason: string, deleteMessageSeconds = 0): Promise<Outcome> {
    const body = { delete_message_seconds: deleteMessageSeconds };
    return this.onServer({ right: 'ban', user }, (guild) => ({
      request: () => this.rest.put(Routes.guildBan(guild, user), { body, reason: cut(reason) }),
      isDone: async () => (await this.banOf(user)) !== undefined,
    }));
  }

  /** Discord says of somebody who is not banned and stands above the bot that it lacks the right: asked, too. */
  async unban(user: string, reason: string): Promise<Outcome> {
    const isDone = async () => (await this.banOf(user)) === undefined;
    const outcome = await this.onServer({ right: 'ban', user }, (guild) => ({
      request: () => this.rest.delete(Routes.guildBan(guild, user), { reason: cut(reason) }),
      isDone,
      already: RESTJSONErrorCodes.UnknownBan,
    }));
    if (outcome.kind !== 'above' && outcome.kind !== 'not_permitted') return outcome;
    return (await isDone().catch(() => false)) ? { kind: 'already' } : outcome;
  }

  deleteMessage(channel: string, message: string, reason: string): Promise<Outcome> {
    const route = Routes.channelMessage(channel, message);
    return attempt(
      {
        right: 'manage_messages',
        request: () => this.rest.delete(route, { reason: cut(reason) }),
        isDone: () => this.isGone(route),
        already: RESTJSONErrorCodes.UnknownMessage,
      },
      this.standings,
    );
  }

  async deleteMessages(channel: string, messages: readonly string[], reason: string): Promise<Deleted> {
    const { bulks, single } = deletionPlan(messages, this.clock.now());
    const deleted: Deleted = { gone: [], left: [] };
    for (const ids of bulks) note(deleted, ids, await this.deleteBulk(channel, ids, reason));
    for (const [index, id] of single.entries()) {
      const outcome = await this.deleteMessage(channel, id, reason);
      note(deleted, [id], outcome);
      const rest = single.slice(index + 1);
      if (outcome.kind !== 'rate_limited' || rest.length === 0) continue;
      // The others would be told the same.
      note(deleted, rest, outcome);
      break;
    }
    return deleted;
  }

  private deleteBulk(channel: string, ids: string[], reason: string): Promise<Outcome> {
    const ends = [ids[0], ids.at(-1)].map((id) => Routes.channelMessage(channel, id ?? ''));
    return attempt(
      {
        right: 'manage_messages',
        request: () =>
          this.rest.post(Routes.channelBulkDelete(channel), { body: { messages: ids }, reason: cut(reason) }),
        isDone: async () => (await Promise.all(ends.map((route) => this.isGone(route)))).every(Boolean),
      },
      this.standings,
    );
  }

  slowmode(channel: string, seconds: number, reason: string): Promise<Outcome> {
    const route = Routes.channel(channel);
    return attempt(
      {
        right: 'manage_channels',
        request: () =>
          this.rest.patch(route, { body: { rate_limit_per_user: seconds }, reason: cut(reason) }),
        isDone: async () =>
          slowmodeSchema.parse(await asked(this.rest.get(route))).rate_limit_per_user === seconds,
      },
      this.standings,
    );
  }

  lock(channel: string, reason: string): Promise<Locked | Failed> {
    return this.locks.lock(channel, cut(reason));
  }

  unlock(channel: string, lock: ChannelLock, reason: string): Promise<Outcome> {
    return this.locks.unlock(channel, lock, cut(reason));
  }

  memberOf(user: string): Promise<Standing | undefined> {
    return this.standings.of(user);
  }

  ownStanding(): Promise<Standing> {
    return this.standings.own();
  }

  async banOf(user: string): Promise<{ reason?: string } | undefined> {
    try {
      const found = banSchema.parse(await asked(this.rest.get(Routes.guildBan(await this.guild.id(), user))));
      return found.reason ? { reason: found.reason } : {};
    } catch (error) {
      if (refusalCode(error) === RESTJSONErrorCodes.UnknownBan) return undefined;
      throw error;
    }
  }

  private async isGone(route: `/${string}`): Promise<boolean> {
    try {
      await asked(this.rest.get(route));
      return false;
    } catch (error) {
      if (refusalCode(error) === RESTJSONErrorCodes.UnknownMessage) return true;
      throw error;
    }
  }

  private async onServer(
    about: Pick<Act, 'right' | 'user'>,
    act: (guild: string) => Omit<Act, 'right' | 'user'>,
  ): Promise<Outcome> {
    const guild = this.guild.id();
    // Not to know which server is meant is no lost answer.
    return guild.then(
      (id) => attempt({ ...about, ...act(id) }, this.standings),
      (error: unknown) => failure(error),
    );
  }
}

function note(deleted: Deleted, messages: string[], outcome: Outcome): void {
  if (isDone(outcome)) deleted.gone.push(...messages);
  else deleted.left.push({ messages, outcome });
}

/** What stands in Discord's audit log holds so many characters. */
function cut(reason: string): string {
  const characters = [...reason];
  return characters.length <= LONGEST_REASON
    ? reason
    : `${characters.slice(0, LONGEST_REASON - 1).join('')}…`;
}
