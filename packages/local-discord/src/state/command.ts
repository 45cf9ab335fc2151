/** An application command as it was registered. */

export interface CommandChoice {
  name: string;
  value: string | number;
}

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean | null;
  choices?: CommandChoice[] | null;
  options?: CommandOption[] | null;
  min_value?: number | null;
  max_value?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  autocomplete?: boolean | null;
  channel_types?: number[] | null;
}

export interface Command {
  id: string;
  version: string;
  type: number;
  name: string;
  description: string;
  options: CommandOption[];
  /** Permission bits a person needs; null is everybody, 0 is administrators only. */
  defaultMemberPermissions: bigint | null;
  contexts: number[] | null;
  dmPermission: boolean;
  integrationTypes: number[];
  nsfw: boolean;
  nameLocalizations: Record<string, string> | null;
  descriptionLocalizations: Record<string, string> | null;
  /** Null: registered for every guild and for direct messages. */
  guildId: string | null;
}

export const COMMAND_TYPE = { chatInput: 1, user: 2, message: 3 };
export const OPTION_TYPE = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};
