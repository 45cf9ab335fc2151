/** The team's server: the one that is named, or the bot's only one. */
import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { ChatError } from '../chat.ts';
import { asked } from './fault.ts';
import { idSchema } from './schema.ts';

export class Guild {
  private readonly rest: REST;
  private known: string | undefined;

  constructor(rest: REST, named: string | undefined) {
    this.rest = rest;
    this.known = named;
  }

  /** Throws `ChatError` when it cannot be told which one is meant. */
  async id(): Promise<string> {
    if (this.known) return this.known;
    const guilds = z.array(idSchema).parse(await asked(this.rest.get(Routes.userGuilds())));
    const [only] = guilds;
    if (!only || guilds.length > 1) throw unclearGuild(guilds.length);
    this.known = only.id;
    return only.id;
  }
}

function unclearGuild(count: number): ChatError {
  return new ChatError(
    'refused',
    t(
      'The bot is on {count} Discord servers, so it cannot tell whose roles count. Name the server in the team file.',
      {
        count,
      },
    ),
  );
}
