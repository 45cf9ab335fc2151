/** The app's registered commands: replaced, created, changed and removed under Discord's limits. */
import { DiscordError, refuse, refuseInvalid } from '../errors/discord-error.ts';
import { type CommandBody, commandIssues, duplicateCommandIssues } from '../rules/command.ts';
import { COMMAND_TYPE, type Command } from '../state/command.ts';
import type { State } from '../state/state.ts';

const LIMITS: Record<number, number> = {
  [COMMAND_TYPE.chatInput]: 100,
  [COMMAND_TYPE.user]: 15,
  [COMMAND_TYPE.message]: 15,
};

/** `guildId` null: the global commands. */
export function listCommands(state: State, guildId: string | null): Command[] {
  return [...state.commands.values()].filter((command) => command.guildId === guildId);
}

/** Bulk overwrite: what is not named disappears; what keeps its name keeps its id. */
export function replaceCommands(state: State, guildId: string | null, bodies: CommandBody[]): Command[] {
  refuseInvalid([
    ...bodies.flatMap((body, index) => commandIssues(body, [index])),
    ...duplicateCommandIssues(bodies),
  ]);
  for (const type of Object.values(COMMAND_TYPE))
    checkCount(bodies.filter((body) => typeOf(body) === type).length, type);
  const before = listCommands(state, guildId);
  const after = bodies.map((body) =>
    commandFrom(
      state,
      guildId,
      body,
      before.find((known) => same(known, body)),
    ),
  );
  for (const command of before) state.commands.delete(command.id);
  for (const command of after) state.commands.set(command.id, command);
  state.changes.tell('command');
  return after;
}

/** A command of the same name and kind is overwritten. */
export function upsertCommand(state: State, guildId: string | null, body: CommandBody) {
  refuseInvalid(commandIssues(body, []));
  const siblings = listCommands(state, guildId);
  const known = siblings.find((command) => same(command, body));
  if (!known)
    checkCount(siblings.filter((command) => command.type === typeOf(body)).length + 1, typeOf(body));
  const command = commandFrom(state, guildId, body, known);
  state.commands.set(command.id, command);
  state.changes.tell('command');
  return { command, created: !known };
}

export function changeCommand(
  state: State,
  id: string,
  guildId: string | null,
  body: Partial<CommandBody>,
): Command {
  const known = commandById(state, id, guildId);
  const merged = { ...bodyOf(known), ...body };
  refuseInvalid(commandIssues(merged, []));
  const command = commandFrom(state, guildId, merged, known);
  state.commands.set(id, command);
  state.changes.tell('command');
  return command;
}

export function removeCommand(state: State, id: string, guildId: string | null): void {
  commandById(state, id, guildId);
  state.commands.delete(id);
  state.changes.tell('command');
}

export function commandById(state: State, id: string, guildId: string | null): Command {
  const command = state.commands.get(id);
  if (!command || command.guildId !== guildId) throw refuse('unknownCommand');
  return command;
}

function checkCount(count: number, type: number): void {
  if (count > (LIMITS[type] ?? 0)) throw new DiscordError('tooManyCommands');
}

function commandFrom(
  state: State,
  guildId: string | null,
  body: CommandBody,
  known: Command | undefined,
): Command {
  const permissions = body.default_member_permissions;
  return {
    id: known?.id ?? state.ids.next(),
    version: state.ids.next(),
    type: typeOf(body),
    name: body.name,
    description: body.description ?? '',
    options: body.options ?? [],
    defaultMemberPermissions: permissions == null ? null : BigInt(permissions),
    contexts: body.contexts ?? null,
    dmPermission: body.dm_permission ?? true,
    integrationTypes: body.integration_types ?? [0],
    nsfw: body.nsfw ?? false,
    nameLocalizations: body.name_localizations ?? null,
    descriptionLocalizations: body.description_localizations ?? null,
    guildId,
  };
}

function bodyOf(command: Command): CommandBody {
  return {
    name: command.name,
    type: command.type,
    description: command.description,
    options: command.options,
    default_member_permissions: command.defaultMemberPermissions?.toString() ?? null,
    dm_permission: command.dmPermission,
    contexts: command.contexts,
    integration_types: command.integrationTypes,
    nsfw: command.nsfw,
    name_localizations: command.nameLocalizations,
    description_localizations: command.descriptionLocalizations,
  };
}

export function commandJson(state: State, command: Command): Record<string, unknown> {
  return {
    ...bodyOf(command),
    id: command.id,
    application_id: state.application.id,
    version: command.version,
    ...(command.guildId ? { guild_id: command.guildId } : {}),
  };
}

function typeOf(body: CommandBody): number {
  return body.type ?? COMMAND_TYPE.chatInput;
}

function same(command: Command, body: CommandBody): boolean {
  return command.name === body.name && command.type === typeOf(body);
}
