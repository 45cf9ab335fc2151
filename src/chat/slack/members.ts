/** Who somebody is in a workspace, and the user groups that they are in now. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import { t } from '../../kit/t.ts';
import { ChatError, type Member } from '../chat.ts';
import { called } from './client.ts';

/** How long a change of a person or of a user group may go unseen (ms). */
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

type User = z.infer<typeof userAnswer>['user'];
type Groups = z.infer<typeof groupsAnswer>['usergroups'];

export class Members {
  private readonly client: WebClient;
  private readonly users: Kept<User>;
  private readonly groups: Kept<Groups>;

  constructor(client: WebClient, clock: Clock) {
    this.client = client;
    this.users = new Kept(clock, (user) => this.fetchUser(user));
    this.groups = new Kept(clock, () => this.fetchGroups());
  }

  /** Throws `ChatError` when Slack does not tell: whoever asks about rights must then grant none. */
  async member(user: string): Promise<Member> {
    const [about, groups] = await Promise.all([this.users.get(user), this.groups.get(ALL)]);
    return {
      name: calledIn(about) ?? user,
      ...(about.tz && { timeZone: about.tz }),
      groups: about.deleted
        ? []
        : groups.filter((group) => group.users?.includes(user)).map((group) => group.id),
    };
  }

  /** For words to read, which must not fail for a name: somebody whom Slack does not tell stays unnamed. */
  async nameOf(user: string): Promise<string> {
    const about = await this.users.get(user).catch(() => undefined);
    return (about && calledIn(about)) ?? t('somebody');
  }

  /** Throws `ChatError`. */
  async peopleIn(wanted: readonly string[]): Promise<string[]> {
    const groups = (await this.groups.get(ALL)).filter((group) => wanted.includes(group.id));
    return [...new Set(groups.flatMap((group) => group.users ?? []))];
  }

  private async fetchUser(user: string): Promise<User> {
    return understood(userAnswer, await called(this.client.users.info({ user }))).user;
  }

  private async fetchGroups(): Promise<Groups> {
    const answer = await called(this.client.usergroups.list({ include_users: true }));
    return understood(groupsAnswer, answer).usergroups;
  }
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
}

const ALL = '';
const MOST_KEPT = 5_000;

function understood<T>(shape: z.ZodType<T>, answer: unknown): T {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  throw new ChatError('refused', t('Slack answered something unknown.'), { cause: read.error });
}
