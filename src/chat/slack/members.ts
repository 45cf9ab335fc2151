/** Who somebody is in a workspace, and the user groups that they are in now. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import { t } from '../../kit/t.ts';
import { ChatError, type Member } from '../chat.ts';
import { called } from './client.ts';

/** How long a change of a user group may go unseen (ms). */
const KEPT_FOR = 60_000;

const userAnswer = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    tz: z.string().nullish(),
    deleted: z.boolean().optional(),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  }),
});
const groupsAnswer = z.object({
  usergroups: z.array(z.object({ id: z.string(), users: z.array(z.string()).optional() })),
});

type Groups = z.infer<typeof groupsAnswer>['usergroups'];

export class Members {
  private readonly client: WebClient;
  private readonly clock: Clock;
  private kept: { groups: Promise<Groups>; until: number } | undefined;

  constructor(client: WebClient, clock: Clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Throws `ChatError` when Slack does not tell: whoever asks about rights must then grant none. */
  async member(user: string): Promise<Member> {
    const [about, groups] = await Promise.all([this.user(user), this.groups()]);
    const { profile } = about;
    return {
      name: profile?.display_name || about.real_name || profile?.real_name || about.name || user,
      ...(about.tz && { timeZone: about.tz }),
      groups: about.deleted
        ? []
        : groups.filter((group) => group.users?.includes(user)).map((group) => group.id),
    };
  }

  private async user(user: string) {
    return understood(userAnswer, await called(this.client.users.info({ user }))).user;
  }

  private groups(): Promise<Groups> {
    const now = this.clock.now();
    if (this.kept && this.kept.until > now) return this.kept.groups;
    const groups = this.fetchGroups();
    const kept = { groups, until: now + KEPT_FOR };
    this.kept = kept;
    groups.catch(() => {
      if (this.kept === kept) this.kept = undefined;
    });
    return groups;
  }

  private async fetchGroups(): Promise<Groups> {
    const answer = await called(this.client.usergroups.list({ include_users: true }));
    return understood(groupsAnswer, answer).usergroups;
  }
}

function understood<T>(shape: z.ZodType<T>, answer: unknown): T {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  throw new ChatError('refused', t('Slack answered something unknown.'), { cause: read.error });
}
