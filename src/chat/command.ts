/**
 * What a person can say and press. A definition names its options, who may use it and what answers; from it
 * come Discord's registration, Slack's manifest and argument parser, the form in both chats, and the help.
 */

import type { Actor } from '../people/actor.ts';
import type { Permission } from '../people/role.ts';
import type { Block, Card } from './card.ts';
import type { MessageReference } from './chat.ts';
import type { Options, RawValues } from './option.ts';

export interface Command<App> {
  /** `post new`: one word, or the group's and its own. The file is called `post-new.ts`. */
  name: string;
  /** One line, up to 100 characters. */
  summary: string;
  options: Options;
  allow: Permission;
  /** Fixed before the work begins, since Discord fixes it at the first answer. */
  answer: 'private' | 'public';
  /** With a form, the bare command opens it: its fields are the options. */
  form?: Form<App>;
  /** On the cards that it answers with. Those of cards that many commands show stand in a group. */
  buttons?: Button<App>[];
  run(call: Call, app: App): Promise<Card>;
}

export interface Form<App> {
  /** Up to 24 characters (Slack's limit). */
  title: string;
  /** Up to 24 characters. */
  submit: string;
  /** What stands in the fields already. Opened by a command, the id is empty. */
  prefill?(press: Press, app: App): Promise<RawValues>;
  preview?: FormPreview<App>;
}

/** What stands below the fields while they are filled in, in a chat whose forms can change meanwhile. */
export interface FormPreview<App> {
  /** Names of the options whose typing changes it. */
  of: string[];
  show(press: Press, app: App): Promise<Block[]>;
}

/** A button on a card. */
export interface Button<App> {
  /** `post.approve`: what the card's button carries before the colon. */
  action: string;
  allow: Permission;
  /** With fields, the press opens a form first, and `press` gets its values. */
  form?: Form<App> & { options: Options };
  /** Undefined says nothing: the card itself, edited in place, is the answer. A card is shown to the presser alone. */
  press(press: Press, app: App): Promise<Card | undefined>;
}

/** A file in commands/ holds a command, or a group's summary with the buttons of its cards. */
export interface Group<App> {
  name: string;
  summary: string;
  buttons: Button<App>[];
}

export interface Call extends Actor {
  /** What was filled in; nothing of it is parsed yet. */
  values: RawValues;
  /** Where it was said. */
  channel: string;
}

export interface Press extends Call {
  /** What the button carries after the colon. */
  id: string;
  /** The message that holds the button, when it is one of the bot's lasting messages. */
  message?: MessageReference;
}

/** Commands and groups apart. */
export function sorted<App>(definitions: (Command<App> | Group<App>)[]): {
  commands: Command<App>[];
  groups: Group<App>[];
} {
  return {
    commands: definitions.filter((definition): definition is Command<App> => !isGroup(definition)),
    groups: definitions.filter((definition) => isGroup(definition)),
  };
}

export function buttonsOf<App>(definitions: (Command<App> | Group<App>)[]): Button<App>[] {
  return definitions.flatMap((definition) => definition.buttons ?? []);
}

export function isGroup<App>(definition: Command<App> | Group<App>): definition is Group<App> {
  return !('run' in definition);
}
