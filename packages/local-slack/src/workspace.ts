/** The people, channels, user groups and the one bot of a workspace. */

import { entry, mapOf, refill, type Stateful } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import { newId } from './ids.ts';
import { SlackRefusal } from './refusal.ts';
import type {
  AppCredentials,
  Organisation,
  WorkspaceOptions,
  WorkspaceUser,
  WorkspaceUserGroup,
} from './settings.ts';

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim';

export interface Channel {
  id: string;
  name: string;
  kind: ChannelKind;
  members: Set<string>;
  topic: string;
  /** Epoch seconds. */
  created: number;
  /** It can be read, and nobody writes there any more. */
  isArchived?: boolean;
}

export const SLACKBOT: WorkspaceUser = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  tz: 'America/Los_Angeles',
};

const saved = z.object({ channels: mapOf<Channel>(), newcomers: z.array(entry<WorkspaceUser>()) });

export class Workspace implements Stateful {
  readonly teamId: string;
  readonly name: string;
  readonly app: AppCredentials;
  readonly botId: string;
  readonly users: Map<string, WorkspaceUser>;
  readonly channels = new Map<string, Channel>();
  readonly userGroups: WorkspaceUserGroup[];
  readonly withoutUserGroups: WorkspaceOptions['withoutUserGroups'];
  readonly organisation: Organisation | undefined;
  readonly #created: number;
  readonly #newcomers = new Set<string>();
  botName: string;

  constructor(options: WorkspaceOptions, createdSeconds: number) {
    this.teamId = options.teamId;
    this.name = options.name;
    this.app = options.app;
    this.botId = `B${options.app.botUserId.slice(1)}`;
    this.withoutUserGroups = options.withoutUserGroups;
    this.organisation = options.organisation;
    this.#created = createdSeconds;
    const bot = options.users.find((user) => user.id === options.app.botUserId);
    this.botName = bot?.name ?? 'app';
    this.users = new Map(options.users.filter((user) => user !== bot).map((user) => [user.id, { ...user }]));
    this.userGroups = options.userGroups.map((group) => ({ ...group, users: [...group.users] }));
    for (const { id, name, members, isPrivate, isArchived } of options.channels)
      Object.assign(
        this.#add(id, name, isPrivate ? 'private' : 'public', members),
        isArchived && { isArchived },
      );
  }

  get domain(): string {
    return this.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  }

  isBot(userId: string): boolean {
    return userId === this.app.botUserId;
  }

  nameOf(userId: string): string {
    if (this.isBot(userId)) return this.botName;
    return userId === SLACKBOT.id ? SLACKBOT.name : this.user(userId).name;
  }

  user(userId: string): WorkspaceUser {
    const user = this.users.get(userId);
    if (!user) throw new SlackRefusal('user_not_found');
    return user;
  }

  /** Finds a channel by id, by name with or without `#`, or a person's direct messages by user id. */
  channel(reference: string): Channel {
    const name = reference.replace(/^#/, '');
    const byName = () => [...this.channels.values()].find((channel) => channel.name === name);
    const found = this.channels.get(reference) ?? byName();
    if (found) return found;
    if (this.users.has(reference)) return this.directMessages([reference]);
    throw new SlackRefusal('channel_not_found');
  }

  directMessages(userIds: string[]): Channel {
    const members = [this.app.botUserId, ...userIds];
    const existing = [...this.channels.values()].find(
      ({ kind, members: found }) =>
        (kind === 'im' || kind === 'mpim') &&
        found.size === members.length &&
        members.every((id) => found.has(id)),
    );
    if (existing) return existing;
    for (const userId of userIds) this.user(userId);
    const [first, second] = userIds;
    if (first && !second) return this.#add(`D${first.slice(1)}`, '', 'im', members);
    return this.#add(newId('G'), `mpdm-${userIds.map((id) => this.nameOf(id)).join('--')}`, 'mpim', members);
  }

  /** Refuses a name that is none for a channel, or that another one has. */
  freeName(name: string): string {
    if (!/^[\p{Ll}\p{Lo}\p{N}_-]{1,80}$/u.test(name)) throw new SlackRefusal('invalid_name_specials');
    if ([...this.channels.values()].some((channel) => channel.name === name))
      throw new SlackRefusal('name_taken');
    return name;
  }

  createChannel(name: string, isPrivate: boolean, members: string[]): Channel {
    return this.#add(newId('C'), this.freeName(name), isPrivate ? 'private' : 'public', members);
  }

  channelsOf(userId: string): Channel[] {
    return [...this.channels.values()].filter((channel) => channel.members.has(userId));
  }

  /** Somebody comes into the workspace, and into the public channels that are named. Their id. */
  welcome(name: string, realName: string, channels: readonly string[]): string {
    const id = newId('U');
    this.users.set(id, { id, name, realName, tz: 'UTC' });
    this.#newcomers.add(id);
    for (const reference of channels) this.channel(reference).members.add(id);
    return id;
  }

  /** The channels with who is in them, and who came later; the other people are those of the options. */
  snapshotState(): unknown {
    const newcomers = [...this.#newcomers].flatMap((id) => this.users.get(id) ?? []);
    return { channels: this.channels, newcomers };
  }

  restoreState(value: unknown): void {
    const { channels, newcomers } = saved.parse(value);
    refill(this.channels, channels);
    for (const id of this.#newcomers) this.users.delete(id);
    this.#newcomers.clear();
    for (const user of newcomers) {
      this.users.set(user.id, user);
      this.#newcomers.add(user.id);
    }
  }

  #add(id: string, name: string, kind: ChannelKind, members: string[]): Channel {
    const channel = { id, name, kind, members: new Set(members), topic: '', created: this.#created };
    this.channels.set(id, channel);
    return channel;
  }
}
