/**
 * What may follow in a slash command. Slack itself offers commands with their hints; sub-commands are read from the
 * hint (`new | show | list`), and options from what the same bot registered in Discord.
 */
import type { DiscordSnapshot, SlackSnapshot } from '../../view.ts';
import type { Suggestion } from '../parts/suggestion.ts';

/** Discord knows what each command takes, and the bot is the same. */
export type KnownCommands = DiscordSnapshot['channels'][number]['commands'];

export interface Completion extends Suggestion {
  /** The whole text when it is taken, and where the caret then stands. */
  text: string;
  caret: number;
}

type Option = KnownCommands[number]['options'][number];
const STRING = 3;
const FILE = 11;

export function completionsFor(
  typed: string,
  commands: SlackSnapshot['commands'],
  known: KnownCommands,
): Completion[] {
  const slash = /^\/(\S*)$/.exec(typed);
  if (slash) return commandsLike(typed, commands);
  const [, command = '', rest = ''] = /^(\/\S+)\s+(.*)$/s.exec(typed) ?? [];
  const found = commands.find((one) => one.command === command);
  if (!found) return [];
  const subCommands = subCommandsIn(found.usageHint);
  if (subCommands.length === 0) return optionsLike(typed, rest, optionsOf(known, command.slice(1)));
  const [, sub = '', behind = ''] = /^(\S+)\s+(.*)$/s.exec(rest) ?? [];
  if (sub) return optionsLike(typed, behind, optionsOf(known, `${command.slice(1)} ${sub}`));
  return subCommands
    .filter((name) => name.startsWith(rest) && name !== rest)
    .map((name) =>
      completed(name, detailOf(known, `${command.slice(1)} ${name}`), `${command} ${name} `, true),
    );
}

function commandsLike(typed: string, commands: SlackSnapshot['commands']): Completion[] {
  return commands
    .filter(({ command }) => command.startsWith(typed))
    .map(({ command, description, usageHint }) =>
      // Whole is a command that needs no sub-command: Enter sends it.
      completed(
        command,
        description,
        `${command} `,
        command !== typed || subCommandsIn(usageHint).length > 0,
      ),
    );
}

/** `new | show | list` are sub-commands; `[code:…]` is none. */
function subCommandsIn(hint: string): string[] {
  const words = hint.split('|').map((word) => word.trim());
  return words.every((word) => /^[\w-]+$/.test(word)) ? words : [];
}

function optionsLike(typed: string, args: string, options: Option[]): Completion[] {
  if (isInsideQuotes(args)) return [];
  const word = /\S*$/.exec(args)?.[0] ?? '';
  const before = typed.slice(0, typed.length - word.length);
  const [, named, part = ''] = /^(\w+):(.*)$/.exec(word) ?? [];
  if (named)
    return choicesLike(
      before,
      options.find(({ name }) => name === named),
      part,
    );
  const used = [...args.matchAll(/(\w+):/g)].map((match) => match[1]);
  return options
    .filter(({ name, type }) => type !== FILE && name.startsWith(word) && !used.includes(name))
    .map((option) => optionCompletion(before, option));
}

function optionCompletion(before: string, { name, description, type, choices }: Option): Completion {
  const quoted = type === STRING && !choices?.length;
  const completion = completed(`${name}:`, description, `${before}${name}:${quoted ? '""' : ''}`, false);
  return quoted ? { ...completion, caret: completion.text.length - 1 } : completion;
}

function choicesLike(before: string, option: Option | undefined, part: string): Completion[] {
  return (option?.choices ?? [])
    .filter(({ value }) => String(value).startsWith(part) && String(value) !== part)
    .map(({ name, value }) => completed(String(value), name, `${before}${option?.name}:${value} `, false));
}

function isInsideQuotes(args: string): boolean {
  return (args.match(/"/g)?.length ?? 0) % 2 === 1;
}

function optionsOf(known: KnownCommands, name: string): Option[] {
  return known.find((command) => command.name === name)?.options ?? [];
}

function detailOf(known: KnownCommands, name: string): string {
  return known.find((command) => command.name === name)?.description ?? '';
}

function completed(label: string, detail: string, text: string, eager: boolean): Completion {
  return { label, detail, text, caret: text.length, eager };
}
