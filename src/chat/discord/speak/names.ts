/** Words as their readers see them: how the people, roles and channels are called whose ids stand in them. */
import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Clock } from '../../../kit/clock.ts';
import { t } from '../../../kit/t.ts';
import type { Readable } from '../../chat.ts';
import { accountSchema } from '../schema.ts';

const KEPT_MS = 60_000;
const MOST_KEPT = 1_000;

const rolesSchema = z.array(z.object({ id: z.string(), name: z.string() }));
const channelSchema = z.object({ name: z.string() });

export class Names {
  private readonly rest: REST;
  private readonly clock: Clock;
  private readonly kept = new Map<string, { until: number; name: string | undefined }>();

  constructor(rest: REST, clock: Clock) {
    this.rest = rest;
    this.clock = clock;
  }

  /** Discord tells along who is mentioned in a message; all else is asked for, at most once a minute each. */
  async readable({ text, names, server }: Readable): Promise<string> {
    const roles = idsIn(text, ROLE);
    if (server !== undefined && roles.some((id) => this.known(id) === undefined)) await this.askRoles(server);
    for (const id of idsIn(text, USER)) if (!names[id] && !this.known(id)) await this.askUser(id);
    for (const id of idsIn(text, CHANNEL)) if (!this.known(id)) await this.askChannel(id);
    return text
      .replace(USER, (_, id) => `@${names[id] ?? this.known(id)?.name ?? t('somebody')}`)
      .replace(ROLE, (_, id) => `@${this.known(id)?.name ?? t('a role')}`)
      .replace(CHANNEL, (_, id) => `#${this.known(id)?.name ?? t('a channel')}`)
      .replace(TIME, (_, seconds) => timeWords(Number(seconds)))
      .replace(COMMAND, '$1')
      .replace(EMOJI, '$1');
  }

  private async askUser(id: string): Promise<void> {
    const answer = await this.rest.get(Routes.user(id)).catch(() => undefined);
    const account = accountSchema.safeParse(answer).data;
    this.keep(id, account?.global_name ?? account?.username);
  }

  private async askRoles(server: string): Promise<void> {
    const answer = await this.rest.get(Routes.guildRoles(server)).catch(() => []);
    for (const { id, name } of rolesSchema.safeParse(answer).data ?? []) this.keep(id, name);
  }

  private async askChannel(id: string): Promise<void> {
    const answer = await this.rest.get(Routes.channel(id)).catch(() => undefined);
    this.keep(id, channelSchema.safeParse(answer).data?.name);
  }

  private known(id: string) {
    const known = this.kept.get(id);
    return known && known.until > this.clock.now() ? known : undefined;
  }

  private keep(id: string, name: string | undefined): void {
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(id, { until: this.clock.now() + KEPT_MS, name });
  }
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))];
}

/** Discord shows it in the zone of whoever looks. */
function timeWords(seconds: number): string {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime())
    ? String(seconds)
    : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const TIME = /<t:(-?\d{1,17})(?::[a-zA-Z])?>/g;
const COMMAND = /<(\/[^<>:]+):\d+>/g;
const USER = /<@!?(\d+)>/g;
const ROLE = /<@&(\d+)>/g;
const CHANNEL = /<#(\d+)>/g;
const EMOJI = /<a?(:\w+:)\d+>/g;
