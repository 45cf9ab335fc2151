/** Which command a person meant by `/post new …`, what they gave it, and what to say when neither is clear. */
import { t } from '../../kit/t.ts';
import { type Card, card, code, context, type Inline, list, quote } from '../card.ts';
import type { Options, RawValues } from '../option.ts';
import { readArguments } from './arguments.ts';
import { ownWord } from './names.ts';
import { unescapeText } from './unescape.ts';

/** As much of a command's definition as is needed to read and describe it. */
export interface Described {
  name: string;
  summary: string;
  options: Options;
  form?: object;
}

export type Said =
  | { kind: 'run'; name: string; values: RawValues }
  | { kind: 'form'; name: string }
  /** Not clear enough to do anything; the card lists what there is and keeps what was typed. */
  | { kind: 'unclear'; answer: Card };

/** Bare, a command shows what there is to show, where it has `show`. `slash` is Slack's command with its slash, `text` what stands behind it. */
export function readSlash(slash: string, text: string, commands: readonly Described[]): Said {
  const word = ownWord(slash);
  const typed = text.trim();
  const [sub = '', rest] = splitWord(typed);
  const command = named(commands, `${word} ${sub.toLowerCase()}`);
  if (command) return readCall(command, rest, typed);
  const single = named(commands, word);
  if (single) return readCall(single, typed, typed);
  const shown = typed === '' ? named(commands, `${word} show`) : undefined;
  if (shown && !Object.values(shown.options).some(({ required }) => required)) return readCall(shown, '', '');
  return { kind: 'unclear', answer: unknownSubCommand(word, typed, sub, commands) };
}

/** `text:… to:… [at:…]` */
export function usage(options: Options): string {
  return Object.entries(options)
    .map(([name, option]) => (option.required ? `${name}:…` : `[${name}:…]`))
    .join(' ');
}

function readCall(command: Described, text: string, typed: string): Said {
  if (text === '' && command.form) return { kind: 'form', name: command.name };
  const read = readArguments(text, command.options);
  if ('values' in read) return { kind: 'run', name: command.name, values: read.values };
  return { kind: 'unclear', answer: unclearArguments(command, read.fault, typed) };
}

function splitWord(text: string): [string, string] {
  const space = text.search(/\s/);
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space).trim()];
}

function named(commands: readonly Described[], name: string): Described | undefined {
  return commands.find((command) => command.name === name);
}

function unknownSubCommand(word: string, typed: string, sub: string, commands: readonly Described[]): Card {
  const subs = commands.filter((command) => command.name.startsWith(`${word} `));
  const heading =
    sub === '' ? t('/{word} can do this', { word }) : t('/{word} has no "{sub}"', { word, sub });
  const lines = subs.map((command): Inline => [code(`/${command.name}`), ` ${command.summary}`]);
  return card(heading, {
    tone: sub === '' ? 'neutral' : 'warning',
    blocks: [list(lines), ...keptWords(typed)],
  });
}

function unclearArguments(command: Described, fault: string, typed: string): Card {
  const lines = Object.entries(command.options).map(
    ([name, option]): Inline => [
      code(`${name}:`),
      ` ${option.summary}${option.required ? ` (${t('required')})` : ''}`,
    ],
  );
  return card(t('/{name} was not run', { name: command.name }), {
    tone: 'warning',
    blocks: [
      { kind: 'text', text: fault },
      ...(lines.length > 0 ? [list(lines)] : []),
      ...(command.form ? [context([t('For a form: '), code(`/${command.name}`)])] : []),
      ...keptWords(typed),
    ],
  });
}

/** Slack forgets the text of a command as soon as it is sent. */
function keptWords(typed: string) {
  return typed === '' ? [] : [quote(unescapeText(typed, 'text'), t('You typed'))];
}
