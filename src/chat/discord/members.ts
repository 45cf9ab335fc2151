/** Who somebody is on the team's server: their name there and their roles, as Discord knows them now. */
import type { REST } from '@discordjs/rest';
import { CDNRoutes, ImageFormat, RouteBases, Routes } from 'discord-api-types/v10';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { ChatError, type Member } from '../chat.ts';
import { asked, isLastingRefusal } from './fault.ts';
import type { Guild } from './guild.ts';
import { accountSchema, memberSchema } from './schema.ts';

const KEPT_MS = 60_000;
const MOST_KEPT = 1_000;

export class Members {
  private readonly known = new Map<string, { until: number; member: Member }>();
  private readonly rest: REST;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly guild: Guild;
  private isRefusalTold = false;

  constructor(rest: REST, guild: Guild, { clock, log }: { clock: Clock; log: Log }) {
    this.rest = rest;
    this.guild = guild;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Kept for a minute. Throws `ChatError` when it cannot be told now: nobody gets in on a guess. A bot that may not
   * look members up at all is no such case: there everybody is without roles.
   */
  async member(user: string): Promise<Member> {
    const known = this.known.get(user);
    if (known && known.until > this.clock.now()) return known.member;
    const member = await this.fetch(user);
    this.keep(user, member);
    return member;
  }

  /** One by one, so that Discord's limits are kept; who has left is in none. Throws `ChatError`. */
  async peopleIn(groups: readonly string[], known: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const user of new Set(known))
      if ((await this.groupsOf(user)).some((group) => groups.includes(group))) found.push(user);
    return found;
  }

  private async groupsOf(user: string): Promise<string[]> {
    try {
      return (await this.member(user)).groups;
    } catch (error) {
      if (error instanceof ChatError && error.reason === 'gone') return [];
      throw error;
    }
  }

  private async fetch(user: string): Promise<Member> {
    try {
      return await this.onServer(user);
    } catch (error) {
      if (!isLastingRefusal(error)) throw error;
      if (!this.isRefusalTold)
        this.log.warn({ err: error }, 'Discord shows no roles: those of the team file count alone');
      this.isRefusalTold = true;
      return { name: await this.accountName(user), groups: [] };
    }
  }

  private async onServer(user: string): Promise<Member> {
    const guild = await this.guild.id();
    const {
      nick,
      roles,
      avatar,
      user: account,
    } = memberSchema.parse(await asked(this.rest.get(Routes.guildMember(guild, user))));
    const picture = pictureOf(guild, user, avatar, account.avatar);
    return {
      name: nick ?? account.global_name ?? account.username,
      groups: roles,
      ...(picture && { picture }),
    };
  }

  private async accountName(user: string): Promise<string> {
    const account = accountSchema.parse(await asked(this.rest.get(Routes.user(user))));
    return account.global_name ?? account.username;
  }

  private keep(user: string, member: Member): void {
    this.known.delete(user);
    this.known.set(user, { until: this.clock.now() + KEPT_MS, member });
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KEPT && oldest !== undefined) this.known.delete(oldest);
  }
}

/** The one for this server before that of the account. A moving one is taken as it stands still. */
function pictureOf(
  guild: string,
  user: string,
  here: string | null | undefined,
  everywhere: string | null | undefined,
): string | undefined {
  if (here) return RouteBases.cdn + CDNRoutes.guildMemberAvatar(guild, user, here, ImageFormat.PNG);
  return everywhere ? RouteBases.cdn + CDNRoutes.userAvatar(user, everywhere, ImageFormat.PNG) : undefined;
}
