/** Which commands a person is offered, and which one their typing means. */

import type { Channel } from '../state/channel.ts';
import { COMMAND_TYPE, type Command, type CommandOption, OPTION_TYPE } from '../state/command.ts';
import { PERMISSION, permissionsOf } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { ClientRefusal } from './outcome.ts';

/** A command with its subcommand already chosen: what the completion list shows. */
export interface CommandPath {
  command: Command;
  /** `post new` */
  name: string;
  description: string;
  /** The group and subcommand on the way, outermost first. */
  steps: CommandOption[];
  /** The values that it takes. */
  options: CommandOption[];
}

const DIRECT_CONTEXT = 1;
const GUILD_CONTEXT = 0;

export function offeredCommands(state: State, userId: string, channel: Channel, type: number): Command[] {
  const inGuild = [...state.commands.values()].filter((command) => command.guildId !== null);
  const all = [...state.commands.values()].filter(
    (command) =>
      command.guildId !== null ||
      !inGuild.some((own) => own.name === command.name && own.type === command.type),
  );
  return all.filter((command) => command.type === type && isOffered(state, userId, channel, command));
}

export function commandPaths(command: Command): CommandPath[] {
  const base = {
    command,
    name: command.name,
    description: command.description,
    steps: [],
    options: command.options,
  };
  return expand(base);
}

/** `typed` is like `post new`. */
export function findCommand(state: State, userId: string, channel: Channel, typed: string): CommandPath {
  const name = typed.trim().replace(/^\//, '').split(/\s+/).join(' ');
  const offered = offeredCommands(state, userId, channel, COMMAND_TYPE.chatInput).flatMap(commandPaths);
  const found = offered.find((path) => path.name === name);
  if (found) return found;
  throw new ClientRefusal(`There is no command /${name} here for this person.`);
}

export function findMenuCommand(
  state: State,
  userId: string,
  channel: Channel,
  name: string,
  type: number,
): Command {
  const found = offeredCommands(state, userId, channel, type).find((command) => command.name === name);
  if (found) return found;
  throw new ClientRefusal(`There is no menu entry "${name}" here for this person.`);
}

function expand(path: CommandPath): CommandPath[] {
  const nested = path.options.filter(
    (option) => option.type === OPTION_TYPE.subcommand || option.type === OPTION_TYPE.group,
  );
  if (nested.length === 0) return [path];
  return nested.flatMap((option) =>
    expand({
      command: path.command,
      name: `${path.name} ${option.name}`,
      description: option.description,
      steps: [...path.steps, option],
      options: option.options ?? [],
    }),
  );
}

function isOffered(state: State, userId: string, channel: Channel, command: Command): boolean {
  const context = channel.recipientId ? DIRECT_CONTEXT : GUILD_CONTEXT;
  if (context === DIRECT_CONTEXT && (command.guildId !== null || !command.dmPermission)) return false;
  if (command.contexts && !command.contexts.includes(context)) return false;
  const permissions = permissionsOf(state, userId, channel);
  if (!(permissions & PERMISSION.UseApplicationCommands)) return false;
  const needed = command.defaultMemberPermissions;
  if (needed === null || context === DIRECT_CONTEXT) return true;
  const isAdministrator = (permissions & PERMISSION.Administrator) !== 0n;
  return isAdministrator || (needed !== 0n && (permissions & needed) === needed);
}
