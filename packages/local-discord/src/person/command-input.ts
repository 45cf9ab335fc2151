/** Turns what a person typed into a command's options, refusing what Discord's client refuses. */
import { lengthOf } from '../errors/issue.ts';
import { type CommandOption, OPTION_TYPE } from '../state/command.ts';
import type { State } from '../state/state.ts';
import type { CommandPath } from './command-lookup.ts';
import { type FileInput, isFileInput, takeFile } from './file-input.ts';
import { ClientRefusal } from './outcome.ts';
import type { Resolved } from './resolved.ts';

/** Texts, numbers, truth values, ids of people, roles and channels, or a file. */
export type CommandValues = Record<string, string | number | boolean | FileInput | undefined>;

export interface SentOption {
  name: string;
  type: number;
  value?: string | number | boolean;
  options?: SentOption[];
  focused?: boolean;
}

interface Place {
  state: State;
  channelId: string;
  resolved: Resolved;
}

export async function commandOptions(
  place: Place,
  path: CommandPath,
  values: CommandValues,
): Promise<SentOption[]> {
  refuseStrangers(path, values);
  const sent: SentOption[] = [];
  for (const option of path.options) {
    const value = values[option.name];
    if (value === undefined) refuseMissing(option);
    else sent.push({ name: option.name, type: option.type, value: await checked(place, option, value) });
  }
  return nested(path, sent);
}

/** While typing nothing is checked yet: values go as they are, and one is in focus. */
export function partialOptions(path: CommandPath, values: CommandValues, focused: string): SentOption[] {
  const option = path.options.find((candidate) => candidate.name === focused);
  if (!option?.autocomplete) throw new ClientRefusal(`/${path.name} offers no completion for "${focused}".`);
  const sent = path.options.flatMap((candidate): SentOption[] => {
    const value = values[candidate.name] ?? (candidate === option ? '' : undefined);
    if (value === undefined || isFileInput(value)) return [];
    const inFocus = candidate === option ? { focused: true } : {};
    return [
      {
        name: candidate.name,
        type: candidate.type,
        value: candidate === option ? String(value) : value,
        ...inFocus,
      },
    ];
  });
  return nested(path, sent);
}

function nested(path: CommandPath, values: SentOption[]): SentOption[] {
  return [...path.steps]
    .reverse()
    .reduce<SentOption[]>((options, step) => [{ name: step.name, type: step.type, options }], values);
}

function refuseStrangers(path: CommandPath, values: CommandValues): void {
  const known = path.options.map((option) => option.name);
  const stranger = Object.keys(values).find((name) => values[name] !== undefined && !known.includes(name));
  if (stranger === undefined) return;
  throw new ClientRefusal(
    `/${path.name} has no option "${stranger}". It has: ${known.join(', ') || 'none'}.`,
  );
}

function refuseMissing(option: CommandOption): void {
  if (option.required) throw new ClientRefusal(`This option is required: ${option.name}.`);
}

async function checked(
  place: Place,
  option: CommandOption,
  value: NonNullable<CommandValues[string]>,
): Promise<string | number | boolean> {
  if (option.type === OPTION_TYPE.attachment) return fileId(place, option, value);
  if (isFileInput(value)) throw wrong(option, 'takes no file');
  if (option.type === OPTION_TYPE.boolean) return truth(option, value);
  if (option.type === OPTION_TYPE.string) return text(option, value);
  if (option.type === OPTION_TYPE.integer || option.type === OPTION_TYPE.number) return number(option, value);
  return reference(place, option, String(value));
}

async function fileId(place: Place, option: CommandOption, value: unknown): Promise<string> {
  if (!isFileInput(value)) throw wrong(option, 'takes a file');
  const file = await takeFile(place.state, place.channelId, value);
  place.resolved.attachment(file);
  return file.id;
}

function truth(option: CommandOption, value: unknown): boolean {
  if (value === true || value === 'True' || value === 'true') return true;
  if (value === false || value === 'False' || value === 'false') return false;
  throw wrong(option, 'takes True or False');
}

function text(option: CommandOption, value: string | number | boolean): string {
  const choice = chosen(option, value);
  if (choice !== undefined) return String(choice);
  if (typeof value !== 'string') throw wrong(option, 'takes a text');
  const length = lengthOf(value);
  const { min_length: min, max_length: max } = option;
  if (min != null && length < min) throw wrong(option, `takes at least ${min} characters, not ${length}`);
  if (length > (max ?? 6000)) throw wrong(option, `takes at most ${max ?? 6000} characters, not ${length}`);
  return value;
}

function number(option: CommandOption, value: string | number | boolean): number {
  const choice = chosen(option, value);
  if (choice !== undefined) return Number(choice);
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const whole = option.type === OPTION_TYPE.integer;
  if (typeof amount !== 'number' || !(whole ? Number.isSafeInteger(amount) : Number.isFinite(amount))) {
    throw wrong(option, whole ? 'takes a whole number' : 'takes a number');
  }
  if (option.min_value != null && amount < option.min_value)
    throw wrong(option, `takes at least ${option.min_value}`);
  if (option.max_value != null && amount > option.max_value)
    throw wrong(option, `takes at most ${option.max_value}`);
  return amount;
}

/** By the choice's name, which the person sees, or by its value. Undefined: the option has no choices. */
function chosen(option: CommandOption, value: string | number | boolean): string | number | undefined {
  const choices = option.choices ?? [];
  if (choices.length === 0) return undefined;
  const found =
    choices.find((choice) => choice.value === value) ?? choices.find((choice) => choice.name === value);
  if (found) return found.value;
  throw wrong(option, `takes one of: ${choices.map((choice) => choice.name).join(', ')}`);
}

function reference({ resolved }: Place, option: CommandOption, written: string): string {
  const id = /\d+/.exec(written)?.[0] ?? written;
  if (option.type === OPTION_TYPE.user) resolved.user(id);
  else if (option.type === OPTION_TYPE.role) resolved.role(id);
  else if (option.type === OPTION_TYPE.channel) resolved.channel(id, option.channel_types);
  else if (option.type === OPTION_TYPE.mentionable) resolved.mentionable(id);
  else throw new Error(`The option ${option.name} has the unknown type ${option.type}.`);
  return id;
}

function wrong(option: CommandOption, what: string): ClientRefusal {
  return new ClientRefusal(`The option ${option.name} ${what}.`);
}
