/** Discord's limits on application commands, their options, and what completes them. */
import { between, type Limit, type Limits, list, text, WITHOUT_REPEATS } from './words.ts';

const NAME = text(32, 1);
const LONGEST_TEXT = 6000;
const WHOLE: Limit = { type: 'integer', ...between(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) };
const ONE_OR_MORE: Limit = { ...WITHOUT_REPEATS, minItems: 1 };

const COMMAND: Record<string, Limit> = {
  name: { type: 'string', ...NAME },
  name_localizations: translated(NAME),
  description: text(100),
  description_localizations: translated(text(100, 1)),
  options: list(25),
  default_member_permissions: between(0, 18_014_398_509_481_984),
};
const GLOBAL_COMMAND: Record<string, Limit> = {
  ...COMMAND,
  contexts: ONE_OR_MORE,
  integration_types: ONE_OR_MORE,
};
const OPTION: Record<string, Limit> = {
  name: NAME,
  name_localizations: translated(NAME),
  description: text(100, 1),
  description_localizations: translated(text(100, 1)),
};
const WITH_CHOICES: Record<string, Limit> = { ...OPTION, choices: list(25) };
const WITH_OPTIONS: Record<string, Limit> = { ...OPTION, options: list(25) };

export const COMMAND_LIMITS: Limits = {
  RESTPostAPIApplicationCommandsJSONBody: GLOBAL_COMMAND,
  RESTPatchAPIApplicationCommandJSONBody: GLOBAL_COMMAND,
  RESTPostAPIApplicationGuildCommandsJSONBody: COMMAND,
  RESTPatchAPIApplicationGuildCommandJSONBody: COMMAND,
  GlobalCommand: GLOBAL_COMMAND,
  GuildCommand: COMMAND,
  APIApplicationCommandSubcommandGroupOption: WITH_OPTIONS,
  APIApplicationCommandSubcommandOption: WITH_OPTIONS,
  APIApplicationCommandAttachmentOption: OPTION,
  APIApplicationCommandBooleanOption: OPTION,
  APIApplicationCommandChannelOption: { ...OPTION, channel_types: WITHOUT_REPEATS },
  APIApplicationCommandMentionableOption: OPTION,
  APIApplicationCommandRoleOption: OPTION,
  APIApplicationCommandUserOption: OPTION,
  APIApplicationCommandStringOption: {
    ...WITH_CHOICES,
    min_length: between(0, LONGEST_TEXT),
    max_length: between(1, LONGEST_TEXT),
  },
  APIApplicationCommandIntegerOption: {
    ...OPTION,
    choices: {
      ...list(25),
      items: { $ref: '#/definitions/APIApplicationCommandOptionChoice', properties: { value: WHOLE } },
    },
    min_value: { ...WHOLE, type: ['integer', 'null'] },
    max_value: { ...WHOLE, type: ['integer', 'null'] },
  },
  APIApplicationCommandNumberOption: WITH_CHOICES,
  APIApplicationCommandOptionChoice: {
    name: text(100, 1),
    name_localizations: translated(text(100, 1)),
    value: text(LONGEST_TEXT),
  },
  APICommandAutocompleteInteractionResponseCallbackData: {
    choices: { ...list(25), anyOf: [ofValues('string'), ofValues('number')] },
  },
};

/** Choices for one option are all of its kind. */
function ofValues(type: string): Limit {
  return { items: { properties: { value: { type } } } };
}

/** Of one text in each language. */
function translated(limit: Limit): Limit {
  return { maxProperties: 34, additionalProperties: { type: 'string', ...limit } };
}
