/** Who somebody is in a workspace, the user groups that they are in now, and how all that has an id is called. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import type { Member } from '../chat.ts';
import { called } from './client.ts';
import { type UserGroup, UserGroups, understood } from './user-groups.ts';

/** How long a change of a person or of a user group may go unseen (ms). */
const KEPT_FOR = 60_000;

const userAnswer = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    tz: z.string().nullish(),
    deleted: z.boolean().optional(),
    team_id: z.string().nullish(),
    enterprise_user: z
      .object({ enterprise_id: z.string().optional(), teams: z.array(z.string()).optional() })
      .nullish(),
    profile: z
      .object({
        display_name: z.string().optional(),
        real_name: z.string().optional(),
        image_192: z.string().optional(),
        image_72: z.string().optional(),
      })
      .optional(),
  }),
});

type User = z.infer<typeof userAnswer>['user'];

const channelAnswer = z.object({ channel: z.object({ name: z.string() }) });

export class Members {
  private readonly client: WebClient;
  private readonly log: Log;
  private readonly users: Kept<User>;
  private readonly groups: Kept<UserGroup[]>;
  private readonly channels: Kept<string>;
  private readonly userGroups: UserGroups;
  /** Why there are no groups, as far as it was told in the log. */
  private refused: string | undefined;

  constructor(client: WebClient, clock: Clock, log: Log) {
    this.client = client;
    this.log = log;
    this.users = new Kept(clock, (user) => this.fetchUser(user));
    this.groups = new Kept(clock, () => this.fetchGroups());
    this.channels = new Kept(clock, (channel) => this.fetchChannel(channel));
    this.userGroups = new UserGroups(client);
  }

  /**
   * Throws `ChatError` when Slack cannot tell now: whoever asks about rights must then grant none. A workspace that
   * has no user groups, or does not show them to the app, is no such case: there everybody is in none.
   */
  async member(user: string): Promise<Member> {
    const [about, groups, own] = await Promise.all([
      this.users.get(user),
      this.groups.get(ALL),
      this.userGroups.installation(),
    ]);
    const picture = about.profile?.image_192 ?? about.profile?.image_72;
    const isOutside = about.deleted || isForeign(about, own);
    return {
      name: calledIn(about) ?? user,
      ...(about.tz && { timeZone: about.tz }),
      ...(about.deleted && { hasLeft: true }),
      ...(picture && { picture }),
      groups: isOutside ? [] : groups.filter((group) => group.users.includes(user)).map((group) => group.id),
    };
  }

  /**
   * Of a person, a channel or a user group. For words to read, which must not fail for a name: whom Slack does not tell
   * stays unnamed.
   */
  async nameOf(id: string): Promise<string> {
    if (/^[CG]/.test(id)) return this.channels.get(id).catch(() => t('a channel'));
    if (id.startsWith('S')) {
      const groups = await this.groups.get(ALL).catch(() => []);
      return groups.find((group) => group.id === id)?.handle ?? t('a group');
    }
    const about = await this.users.get(id).catch(() => undefined);
    return (about && calledIn(about)) ?? t('somebody');
  }

  /** Throws `ChatError`. */
  async peopleIn(wanted: readonly string[]): Promise<string[]> {
    const groups = (await this.groups.get(ALL)).filter((group) => wanted.includes(group.id));
    return [...new Set(groups.flatMap((group) => group.users))];
  }

  private async fetchUser(user: string): Promise<User> {
    return understood(userAnswer, await called(this.client.users.info({ user }))).user;
  }

  private async fetchChannel(channel: string): Promise<string> {
    return understood(channelAnswer, await called(this.client.conversations.info({ channel }))).channel.name;
  }

  private async fetchGroups(): Promise<UserGroup[]> {
    const { groups, refused } = await this.userGroups.told(() => this.teamsOfKnown());
    if (refused !== undefined && refused !== this.refused)
      this.log.warn({ reason: refused }, 'Slack shows no user groups: roles come from the team file alone');
    this.refused = refused;
    return groups;
  }

  /** The workspaces of everybody who was asked about. */
  private async teamsOfKnown(): Promise<string[]> {
    const known = await Promise.allSettled(this.users.kept());
    const teams = known.flatMap((one) => (one.status === 'fulfilled' ? teamsOf(one.value) : []));
    return [...new Set(teams)];
  }
}

/** Of another company, in a channel that both share (Slack Connect): no group of ours is theirs. */
function isForeign(
  { team_id: team, enterprise_user: inOrganisation }: User,
  own: { team_id?: string | undefined; enterprise_id?: string | undefined },
): boolean {
  if (!team || team === own.team_id) return false;
  if (own.enterprise_id === undefined) return own.team_id !== undefined;
  return inOrganisation?.enterprise_id !== undefined && inOrganisation.enterprise_id !== own.enterprise_id;
}

function teamsOf({ team_id: team, enterprise_user: inOrganisation }: User): string[] {
  return [team ?? '', ...(inOrganisation?.teams ?? [])].filter((id) => id.startsWith('T'));
}

function calledIn({ name, real_name, profile }: User): string | undefined {
  return profile?.display_name || real_name || profile?.real_name || name;
}

/** Asks once in a while; who asks meanwhile gets the same answer. A failure is not kept. */
class Kept<T> {
  private readonly clock: Clock;
  private readonly fetch: (key: string) => Promise<T>;
  private readonly answers = new Map<string, { answer: Promise<T>; until: number }>();

  constructor(clock: Clock, fetch: (key: string) => Promise<T>) {
    this.clock = clock;
    this.fetch = fetch;
  }

  get(key: string): Promise<T> {
    const now = this.clock.now();
    const known = this.answers.get(key);
    if (known && known.until > now) return known.answer;
    if (this.answers.size >= MOST_KEPT) this.answers.clear();
    const entry = { answer: this.fetch(key), until: now + KEPT_FOR };
    this.answers.set(key, entry);
    entry.answer.catch(() => {
      if (this.answers.get(key) === entry) this.answers.delete(key);
    });
    return entry.answer;
  }

  kept(): Promise<T>[] {
    return [...this.answers.values()].map(({ answer }) => answer);
  }
}

const ALL = '';
const MOST_KEPT = 5_000;
