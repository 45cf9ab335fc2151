/** Registration of application commands, global and for the guild. */
import {
  changeCommand,
  commandById,
  commandJson,
  listCommands,
  removeCommand,
  replaceCommands,
  upsertCommand,
} from '../../commands/registry.ts';
import { refuse } from '../../errors/discord-error.ts';
import type { CommandBody } from '../../rules/command.ts';
import { type Call, created, noContent, ok, param, type Route } from '../route.ts';

const GLOBAL = '/applications/{application_id}/commands';
const IN_GUILD = '/applications/{application_id}/guilds/{guild_id}/commands';

export const COMMAND_ROUTES: readonly Route[] = [GLOBAL, IN_GUILD].flatMap((path): Route[] => [
  {
    method: 'GET',
    path,
    handle: (call) => ok(listCommands(call.state, scope(call)).map((one) => commandJson(call.state, one))),
  },
  { method: 'PUT', path, handle: replace },
  { method: 'POST', path, handle: create },
  { method: 'GET', path: `${path}/{command_id}`, handle: read },
  { method: 'PATCH', path: `${path}/{command_id}`, handle: change },
  { method: 'DELETE', path: `${path}/{command_id}`, handle: remove },
]);

function replace(call: Call) {
  const commands = replaceCommands(call.state, scope(call), (call.body ?? []) as CommandBody[]);
  return ok(commands.map((command) => commandJson(call.state, command)));
}

function create(call: Call) {
  const { command, created: isNew } = upsertCommand(call.state, scope(call), call.body as CommandBody);
  const json = commandJson(call.state, command);
  return isNew ? created(json) : ok(json);
}

function read(call: Call) {
  return ok(commandJson(call.state, commandById(call.state, param(call, 'command_id'), scope(call))));
}

function change(call: Call) {
  const body = call.body as Partial<CommandBody>;
  return ok(commandJson(call.state, changeCommand(call.state, param(call, 'command_id'), scope(call), body)));
}

function remove(call: Call) {
  removeCommand(call.state, param(call, 'command_id'), scope(call));
  return noContent();
}

/** Null: global. Another app's commands are out of reach (403), as is another guild (403). */
function scope(call: Call): string | null {
  const { application_id: application, guild_id: guild } = call.params;
  if (application !== call.state.application.id) throw refuse('missingAccess');
  if (guild !== undefined && guild !== call.state.guild.id) throw refuse('missingAccess');
  return guild ?? null;
}
