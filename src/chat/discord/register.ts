/** Registers the commands when they differ from what Discord has: it takes 200 new ones a day. */
import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { asked } from './fault.ts';
import type { Registered } from './registration.ts';

/** For the server when one is given (at once), else for all servers. True when something was written. */
export async function register(
  rest: REST,
  application: string,
  guild: string | undefined,
  wanted: Registered[],
): Promise<boolean> {
  const route = guild
    ? Routes.applicationGuildCommands(application, guild)
    : Routes.applicationCommands(application);
  const body = guild ? wanted.map(({ contexts: _, ...command }) => command) : wanted;
  const present = z.array(z.record(z.string(), z.unknown())).parse(await asked(rest.get(route)));
  if (fingerprint(present) === fingerprint(body)) return false;
  await asked(rest.put(route, { body }));
  return true;
}

/** What we set, in one order, without what Discord adds or leaves out when it is empty. */
function fingerprint(commands: readonly object[]): string {
  return JSON.stringify(commands.map(essence).sort(byName));
}

type Essence = Record<string, unknown>;

function essence(command: object): Essence {
  const given: Essence = { ...command };
  const { options, choices } = given;
  return Object.fromEntries(
    [
      ...OURS.map((name) => [name, given[name]] as const),
      ['required', given.required === true ? true : undefined] as const,
      ['autocomplete', given.autocomplete === true ? true : undefined] as const,
      ['options', Array.isArray(options) && options.length > 0 ? options.map(essence) : undefined] as const,
      ['choices', Array.isArray(choices) && choices.length > 0 ? choices.map(choice) : undefined] as const,
    ].filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}

function choice({ name, value }: Essence): Essence {
  return { name, value };
}

/** An entry of a menu may be called as a command is. */
function byName(one: Essence, other: Essence): number {
  return `${one.name} ${one.type}` < `${other.name} ${other.type}` ? -1 : 1;
}

const OURS = ['type', 'name', 'description', 'contexts', 'max_length'];
