/**
 * The commands as Discord registers them. Pure. `post new` becomes the sub-command `new` of `/post`.
 *
 * In a command with a form no option is required: Discord would not let anybody say it bare, and bare is how the
 * form opens. What is missing then is told by the command itself, as it must be in the other chat anyway.
 */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { buttonsOf, type Command, type Group, type Menu } from '../command.ts';
import type { Option, Options } from '../option.ts';
import { formFault } from './form.ts';
import { LIMITS } from './limits.ts';

type Said = RESTPostAPIChatInputApplicationCommandsJSONBody;
export type Registered = Said | RESTPostAPIContextMenuApplicationCommandsJSONBody;

/** Throws with everything that Discord would not take. */
export function registrationOf<App>(commands: Command<App>[], groups: Group<App>[]): Said[];
export function registrationOf<App>(
  commands: Command<App>[],
  groups: Group<App>[],
  menus: Menu<App>[],
): Registered[];
export function registrationOf<App>(
  commands: Command<App>[],
  groups: Group<App>[],
  menus: Menu<App>[] = [],
): Registered[] {
  const faults = [...faultsIn(commands, groups), ...menuFaults(menus)];
  if (faults.length > 0) throw new Error(`Discord cannot take these commands:\n${faults.join('\n')}`);
  const names = [...new Set(commands.map((command) => firstWord(command.name)))].sort();
  return [...names.map((name) => registered(name, commands, groups)), ...menus.map(menuEntry)];
}

function menuEntry<App>({ name, menu }: Menu<App>): Registered {
  const type = menu === 'message' ? ApplicationCommandType.Message : ApplicationCommandType.User;
  return { type, name, contexts: [InteractionContextType.Guild, InteractionContextType.BotDM] };
}

function registered<App>(name: string, commands: Command<App>[], groups: Group<App>[]): Said {
  const type = ApplicationCommandType.ChatInput;
  const contexts = [InteractionContextType.Guild, InteractionContextType.BotDM];
  const alone = commands.find((command) => command.name === name);
  if (alone) return { type, name, description: alone.summary, contexts, options: optionsOf(alone) };
  const members = commands.filter((command) => firstWord(command.name) === name);
  const description = groups.find((group) => group.name === name)?.summary ?? members[0]?.summary ?? name;
  return { type, name, description, contexts, options: members.map(subCommand) };
}

function subCommand<App>(command: Command<App>): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: command.name.slice(command.name.indexOf(' ') + 1),
    description: command.summary,
    options: optionsOf(command),
  };
}

/** Discord wants required options first. */
function optionsOf<App>(command: Command<App>): APIApplicationCommandBasicOption[] {
  const options = Object.entries(command.options).map(([name, option]) =>
    optionOf(name, option, !command.form && (option.required ?? false)),
  );
  return options.toSorted((one, other) => Number(other.required) - Number(one.required));
}

function optionOf(name: string, option: Option, required: boolean): APIApplicationCommandBasicOption {
  const common = { name, description: option.summary, required };
  switch (option.kind) {
    case 'text':
      return { ...common, ...textType(option), type: ApplicationCommandOptionType.String };
    case 'when':
      return { ...common, type: ApplicationCommandOptionType.String };
    case 'choice':
      return { ...common, type: ApplicationCommandOptionType.String, choices: choicesOf(option) };
    case 'person':
      return { ...common, type: ApplicationCommandOptionType.User };
    case 'channel':
      return { ...common, type: ApplicationCommandOptionType.Channel };
    case 'file':
      return { ...common, type: ApplicationCommandOptionType.Attachment };
    case 'number':
      return { ...common, type: ApplicationCommandOptionType.Number };
  }
}

function textType(option: Option) {
  return {
    ...(option.maxLength ? { max_length: Math.min(option.maxLength, LIMITS.commandText) } : {}),
    ...(option.choices ? { autocomplete: true as const } : {}),
  };
}

function choicesOf(option: Option) {
  return (option.choices ?? []).map(({ value, label }) => ({ name: label, value }));
}

function faultsIn<App>(commands: Command<App>[], groups: Group<App>[]): string[] {
  const ofButtons = buttonsOf<App>([...commands, ...groups]).flatMap((button) =>
    button.form && typeof button.form.options !== 'function'
      ? (prefixedFault(button.action, formFault(button.form.options)) ?? [])
      : [],
  );
  return [...commands.flatMap(commandFaults), ...ofButtons];
}

function commandFaults<App>(command: Command<App>): string[] {
  const words = command.name.split(' ');
  const found = [
    words.length > 2 || !words.every((word) => NAME.test(word))
      ? 'its name must be one or two words in lower case'
      : undefined,
    summaryFault(command.summary),
    Object.keys(command.options).length > LIMITS.options
      ? `it has more than ${LIMITS.options} options`
      : undefined,
    ...optionFaults(command.options),
    command.form ? formFault(command.options) : undefined,
  ];
  return found.flatMap((fault) => prefixedFault(`/${command.name}`, fault) ?? []);
}

function optionFaults(options: Options): (string | undefined)[] {
  return Object.entries(options).flatMap(([name, option]) => [
    NAME.test(name) ? undefined : `"${name}" is no name for an option`,
    prefixedFault(name, summaryFault(option.summary)),
    option.kind === 'choice' && (option.choices?.length ?? 0) > LIMITS.choices
      ? `${name} has more than ${LIMITS.choices} choices`
      : undefined,
  ]);
}

function menuFaults<App>(menus: Menu<App>[]): string[] {
  const tooMany = (['message', 'user'] as const).filter(
    (kind) => menus.filter(({ menu }) => menu === kind).length > LIMITS.menus,
  );
  return [
    ...tooMany.map((kind) => `the menu of a ${kind} takes ${LIMITS.menus} entries`),
    ...menus
      .filter(({ name }) => name.length < 1 || name.length > LIMITS.menuName)
      .map(({ name }) => `"${name}" is no name for an entry of a menu`),
  ];
}

function summaryFault(summary: string): string | undefined {
  return summary.length >= 1 && summary.length <= LIMITS.summary
    ? undefined
    : `its summary must have 1 to ${LIMITS.summary} characters and has ${summary.length}`;
}

function prefixedFault(subject: string, fault: string | undefined): string | undefined {
  return fault && `${subject}: ${fault}`;
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? name;
}

const NAME = /^[-_\p{Ll}\p{N}]{1,32}$/u;
