/** Where people stand on the server: their roles' rights and heights, by Discord's word of at most half a minute ago. */
import type { REST } from '@discordjs/rest';
import { PermissionFlagsBits, RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Clock } from '../../../kit/clock.ts';
import type { Right, Standing } from '../../moderating.ts';
import { asked, refusalCode } from '../fault.ts';
import type { Guild } from '../guild.ts';
import { idSchema } from '../schema.ts';

const serverSchema = z.object({
  id: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), position: z.number(), permissions: z.string() })),
});
const memberSchema = z.object({
  nick: z.string().nullish(),
  roles: z.array(z.string()),
  joined_at: z.string().nullish(),
  communication_disabled_until: z.string().nullish(),
  user: z.object({
    id: z.string(),
    username: z.string(),
    global_name: z.string().nullish(),
    bot: z.boolean().optional(),
  }),
});

type Server = z.infer<typeof serverSchema>;
type Member = z.infer<typeof memberSchema>;

const SERVER_KEPT_MS = 30_000;

export class Standings {
  private readonly rest: REST;
  private readonly guild: Guild;
  private readonly clock: Clock;
  private kept: { until: number; server: Promise<Server> } | undefined;
  private self: string | undefined;

  constructor(rest: REST, guild: Guild, clock: Clock) {
    this.rest = rest;
    this.guild = guild;
    this.clock = clock;
  }

  /** Undefined: no member. Throws `ChatError`. */
  async of(user: string): Promise<Standing | undefined> {
    const route = Routes.guildMember(await this.guild.id(), user);
    try {
      const [member, server] = await Promise.all([asked(this.rest.get(route)), this.server()]);
      return standing(memberSchema.parse(member), server, this.clock.now());
    } catch (error) {
      if (NOBODY.has(refusalCode(error) ?? 0)) return undefined;
      throw error;
    }
  }

  /** Throws `ChatError`. */
  async own(): Promise<Standing> {
    this.self ??= idSchema.parse(await asked(this.rest.get(Routes.user()))).id;
    const own = await this.of(this.self);
    if (!own) throw new Error('The bot is no member of the server.');
    return own;
  }

  private server(): Promise<Server> {
    const now = this.clock.now();
    if (this.kept && this.kept.until > now) return this.kept.server;
    const server = this.fetchServer();
    const kept = { until: now + SERVER_KEPT_MS, server };
    this.kept = kept;
    server.catch(() => {
      if (this.kept === kept) this.kept = undefined;
    });
    return server;
  }

  private async fetchServer(): Promise<Server> {
    return serverSchema.parse(await asked(this.rest.get(Routes.guild(await this.guild.id()))));
  }
}

const NOBODY = new Set<number>([RESTJSONErrorCodes.UnknownMember, RESTJSONErrorCodes.UnknownUser]);

/** Bits by what they let one do. */
const RIGHTS: Record<Right, bigint> = {
  administrator: PermissionFlagsBits.Administrator,
  timeout: PermissionFlagsBits.ModerateMembers,
  kick: PermissionFlagsBits.KickMembers,
  ban: PermissionFlagsBits.BanMembers,
  manage_messages: PermissionFlagsBits.ManageMessages,
  manage_channels: PermissionFlagsBits.ManageChannels,
  manage_roles: PermissionFlagsBits.ManageRoles,
  manage_threads: PermissionFlagsBits.ManageThreads,
  view_audit_log: PermissionFlagsBits.ViewAuditLog,
};

function standing(member: Member, server: Server, now: number): Standing {
  const { user, nick, roles, joined_at, communication_disabled_until: timeout } = member;
  const own = server.roles.filter(({ id }) => id === server.id || roles.includes(id));
  const bits = own.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  const until = timeout ? Date.parse(timeout) : 0;
  return {
    user: user.id,
    name: nick ?? user.global_name ?? user.username,
    isBot: user.bot === true,
    isOwner: user.id === server.owner_id,
    roles,
    position: Math.max(0, ...own.map(({ position }) => position)),
    may: new Set(rightsIn(bits)),
    // Discord leaves one that is over where it was.
    timeoutUntil: until > now ? until : null,
    ...(joined_at ? { joinedAt: Date.parse(joined_at) } : {}),
  };
}

function rightsIn(bits: bigint): Right[] {
  return (Object.keys(RIGHTS) as Right[]).filter((right) => (bits & RIGHTS[right]) !== 0n);
}
