/**
 * What a person can say and press. A definition names its options, who may use it and what answers; from it
 * come Discord's registration, Slack's manifest and argument parser, the form in both chats, and the help.
 */

import type { Actor } from '../people/actor.ts';
import type { Permission } from '../people/role.ts';
import type { Block, Card } from './card.ts';
import type { MessageReference } from './chat.ts';
import type { Participant } from './heard.ts';
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

/** Where the fields depend on what the button is about; no files are among them. `values`: what stands in them. */
export type FindFields<App> = (press: Press, app: App) => Promise<{ options: Options; values: RawValues }>;

/** A button or a select on a card. */
export interface Button<App> {
  /** `post.approve`: what the card's button carries before the colon. */
  action: string;
  allow: Permission;
  /** With fields, the press opens a form first, and `press` gets its values. */
  form?: Form<App> & { options: Options | FindFields<App> };
  /** Undefined says nothing: the card itself, edited in place, is the answer. A card is shown to the presser alone. */
  press(press: Press, app: App): Promise<Card | undefined>;
}

/** A file in commands/ holds a command, or a group's summary with the buttons of its cards. */
export interface Group<App> {
  name: string;
  summary: string;
  buttons: Button<App>[];
}

/** An entry in the menu of a message or of a person. Slack has menus of messages alone. */
export interface Menu<App> {
  /** As it stands in the menu, up to 24 characters (Slack's limit): `Report`. Its file is `menu-report.ts`. */
  name: string;
  /** One line, up to 100 characters. */
  summary: string;
  menu: 'message' | 'user';
  allow: Permission;
  /** On the cards that it answers with, which the person alone sees. */
  buttons?: Button<App>[];
  run(call: MenuCall, app: App): Promise<Card>;
}

export interface MenuCall extends Call {
  target: MenuTarget;
}

/** What the menu was opened on, as the chat tells it along: no need to read it again, nor a right to. */
export interface MenuTarget {
  /** Who wrote the message, or the person. */
  author: Participant;
  /** A person's menu has none. */
  message?: MessageReference;
  /** `Messenger.readable` makes words of it. */
  text?: string;
  names?: Readonly<Record<string, string>>;
  /** Epoch ms. */
  at?: number;
}

/** What a file in commands/ holds. */
export type Definition<App> = Command<App> | Group<App> | Menu<App>;

export interface Call extends Actor {
  /** What was filled in; nothing of it is parsed yet. */
  values: RawValues;
  /** Where it was said. */
  channel: string;
}

export interface Press extends Call {
  /** What the button carries after the colon. */
  id: string;
  /** What was chosen, where it is a select. */
  choice?: string;
  /** The message that holds the button, when it is one of the bot's lasting messages. */
  message?: MessageReference;
}

/** Each kind apart. */
export function sorted<App>(definitions: Definition<App>[]): Sorted<App> {
  return {
    commands: definitions.filter(isCommand),
    groups: definitions.filter(isGroup),
    menus: definitions.filter(isMenu),
  };
}

export interface Sorted<App> {
  commands: Command<App>[];
  groups: Group<App>[];
  menus: Menu<App>[];
}

export function buttonsOf<App>(definitions: Definition<App>[]): Button<App>[] {
  return definitions.flatMap((definition) => definition.buttons ?? []);
}

export function isCommand<App>(definition: Definition<App>): definition is Command<App> {
  return 'run' in definition && !isMenu(definition);
}

export function isMenu<App>(definition: Definition<App>): definition is Menu<App> {
  return 'menu' in definition;
}

export function isGroup<App>(definition: Definition<App>): definition is Group<App> {
  return !('run' in definition);
}
