/** What a local Discord is built from, and the values that stand in where nothing is said. */

export interface RoleOption {
  id: string;
  name: string;
  /** RGB as one number; 0 is no colour. */
  color?: number;
  position?: number;
  /** Discord's permission bits. */
  permissions?: string | bigint;
}

export interface MemberOption {
  user: {
    id: string;
    username: string;
    global_name?: string | null;
    locale?: string;
    /** The hash of their picture. */
    avatar?: string | null;
  };
  nick?: string | null;
  roles?: readonly string[];
  /** False makes Discord refuse messages to this person (code 50007). Default true. */
  acceptsDirectMessages?: boolean;
}

export interface ChannelOption {
  id: string;
  name: string;
  /** Discord's channel type: 0 text, 4 category, 5 announcement, 15 forum. */
  type?: number;
  topic?: string | null;
  parentId?: string | null;
  overwrites?: readonly OverwriteOption[];
}

export interface OverwriteOption {
  id: string;
  /** 0 a role, 1 a member. */
  type: 0 | 1;
  allow?: string | bigint;
  deny?: string | bigint;
}

export interface GuildOption {
  id: string;
  name: string;
  ownerId: string;
  roles: readonly RoleOption[];
  members: readonly MemberOption[];
  channels: readonly ChannelOption[];
}

export interface ApplicationOption {
  id: string;
  botUserId: string;
  token: string;
  name?: string;
  publicKey?: string;
  /** Permission bits of the app's own role, used when `guild.members` does not list the bot. */
  permissions?: string | bigint;
  /** Privileged intents switched on for the app. Default: members and message content. */
  intents?: { members?: boolean; messageContent?: boolean; presences?: boolean };
}

export interface RateLimitOption {
  /** Requests a second over all routes, interaction callbacks excepted. Discord's is 50. */
  globalPerSecond?: number;
  /** By route, for example `'POST /channels/{channel_id}/messages': { limit: 5, perMs: 5000 }`. */
  routes?: Record<string, { limit: number; perMs: number }>;
}

export interface LocalDiscordOptions {
  /** Epoch milliseconds. Governs ids, timestamps, token life, nonces; never the wait for an answer. */
  clock: { now(): number };
  guild: GuildOption;
  application: ApplicationOption;
  /** `'off'` for benchmarks. Default: Discord's. */
  rateLimits?: 'off' | RateLimitOption;
  /** Real milliseconds that the app has for its first answer. Default 3000. */
  firstAnswerWithinMs?: number;
  /** Milliseconds by `clock` that an interaction's token lives. Default 15 minutes. */
  tokenLivesMs?: number;
  /** Milliseconds between heartbeats that the gateway asks for. Default 41250. */
  heartbeatIntervalMs?: number;
  /** Answers every HTTP request that is not Discord's: the playground's page. */
  fallback?: (request: Request) => Response | Promise<Response>;
}

export interface Timing {
  firstAnswerWithinMs: number;
  tokenLivesMs: number;
  heartbeatIntervalMs: number;
}

export function timingOf(options: LocalDiscordOptions): Timing {
  return {
    firstAnswerWithinMs: options.firstAnswerWithinMs ?? 3_000,
    tokenLivesMs: options.tokenLivesMs ?? 15 * 60_000,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
  };
}
