/**
 * From what a chat heard to what it shows: finds the definition, the person and their rights, runs it, and turns
 * every ending into a card. The adapters acknowledge first and then come here; nothing here throws.
 */
import { Refusal } from '../kit/finding.ts';
import { correlated, type Log } from '../kit/log.ts';
import { may, type Person } from '../people/person.ts';
import type { Permission } from '../people/role.ts';
import { admit } from './admission.ts';
import { Budget } from './budget.ts';
import type { Card } from './card.ts';
import { ChatError, type Identity, type Member, type MessageReference } from './chat.ts';
import {
  type Button,
  buttonsOf,
  type Command,
  type Definition,
  type Group,
  type Menu,
  type MenuTarget,
  sorted,
} from './command.ts';
import { type FormSource, type FormView, type Found, fieldsOf, viewOf } from './form-view.ts';
import { type Journal, NO_JOURNAL } from './journal.ts';
import { inForm, type Options, type RawValues } from './option.ts';
import {
  failedCard,
  notAllowed,
  refusalCard,
  tooOften,
  unknownThing,
  unrecognised,
} from './refusal-cards.ts';
import type { RefusedAttempt } from './refused-attempt.ts';

/** One thing that a chat heard. */
export interface Incoming {
  identity: Identity;
  channel: string;
  /** The chat's own id of the event: one that comes twice is handled once. */
  event: string;
  /** The person's groups, where the chat tells them with the event: fresher than asking, and no request. */
  member?: Member;
}

export interface DispatcherOptions<App> {
  definitions: Definition<App>[];
  app: App;
  log: Log;
  /** The person behind an identity, with the roles they hold now. Throws when that cannot be told: nobody gets in then. */
  who(identity: Identity, member?: Member): Promise<Person>;
  /** True for the first who asks with this event. */
  once(event: string): Promise<boolean>;
  /** Told of what is refused for want of a right. */
  refused?(attempt: RefusedAttempt): Promise<void>;
  /** Where how far each thing came is kept. */
  journal?: Journal;
}

export class Dispatcher<App> {
  readonly commands: Command<App>[];
  readonly groups: Group<App>[];
  readonly menus: Menu<App>[];
  private readonly buttons: Map<string, Button<App>>;
  private readonly options: DispatcherOptions<App>;
  private readonly journal: Journal;
  private readonly budget = new Budget(BURST, EVERY);

  constructor(options: DispatcherOptions<App>) {
    this.options = options;
    this.journal = options.journal ?? NO_JOURNAL;
    const { commands, groups, menus } = sorted(options.definitions);
    this.commands = commands;
    this.groups = groups;
    this.menus = menus;
    this.buttons = new Map(buttonsOf(options.definitions).map((button) => [button.action, button]));
  }

  command(name: string): Command<App> | undefined {
    return this.commands.find((command) => command.name === name);
  }

  button(action: string): Button<App> | undefined {
    return this.buttons.get(action);
  }

  /** A command was said, or its form was sent. Undefined: heard before, say nothing. */
  run(name: string, values: RawValues, incoming: Incoming): Promise<Card | undefined> {
    const command = this.command(name);
    if (!command) return Promise.resolve(unknownThing(`/${name}`));
    const run = (person: Person) => command.run({ ...callOf(incoming, person), values }, this.options.app);
    return this.handle(incoming, command.allow, run, { values, thing: name });
  }

  /** An entry of a menu was taken, by its name. Undefined: heard before, say nothing. */
  take(name: string, target: MenuTarget, incoming: Incoming): Promise<Card | undefined> {
    const menu = this.menus.find((one) => one.name === name);
    if (!menu) return Promise.resolve(unknownThing(name));
    const run = (person: Person) =>
      menu.run({ ...callOf(incoming, person), values: {}, target }, this.options.app);
    return this.handle(incoming, menu.allow, run, { thing: name });
  }

  /** A button was pressed, something was chosen, or the form that it opened was sent. Undefined: nothing to say. */
  press(
    action: string,
    id: string,
    incoming: Incoming & { message?: MessageReference; values?: RawValues; choice?: string },
  ): Promise<Card | undefined> {
    const button = this.button(action);
    if (!button) return Promise.resolve(unknownThing(action));
    const { message, choice, values = {} } = incoming;
    const run = (person: Person) =>
      button.press({ ...callOf(incoming, person), id, message, choice, values }, this.options.app);
    return this.handle(incoming, button.allow, run, { values, thing: action, about: id });
  }

  /** The form that a bare command or a button opens; a card instead, when this person may not. */
  async openForm(source: FormSource, incoming: Incoming): Promise<FormView | Card | undefined> {
    const found = this.formOf(source);
    if (!found) return unknownThing('action' in source ? source.action : `/${source.command}`);
    let view: FormView | undefined;
    const draw = async (person: Person) => {
      const call = { ...callOf(incoming, person), values: {}, id: 'id' in source ? source.id : '' };
      const { options, values } = await fieldsOf(found, call, this.options.app);
      view = await viewOf(source, found.form, options, { ...call, values }, this.options);
      return undefined;
    };
    const [thing, about] = 'command' in source ? [source.command] : [source.action, source.id];
    const refused = await this.handle(incoming, found.allow, draw, { thing, about, changes: false });
    return refused ?? view;
  }

  /** The form as it is filled in by now, with its preview. Undefined: there is none, or nothing to say. */
  async previewForm(
    source: FormSource,
    values: RawValues,
    incoming: Incoming,
  ): Promise<FormView | undefined> {
    const found = this.formOf(source);
    if (!found?.form.preview || typeof found.options === 'function') return undefined;
    const person = await this.options.who(incoming.identity, incoming.member);
    if (!may(person, found.allow)) return undefined;
    const id = 'id' in source ? source.id : '';
    const press = { ...callOf(incoming, person), id, values };
    return viewOf(source, found.form, found.options, press, this.options);
  }

  /** The fields of the form that this source opens. Undefined: they depend on what it is about, or there is none. */
  optionsOf(source: FormSource): Options | undefined {
    const options = this.formOf(source)?.options;
    return typeof options === 'function' ? undefined : options;
  }

  private formOf(source: FormSource): Found<App> | undefined {
    if ('command' in source) {
      const command = this.command(source.command);
      return command?.form && { form: command.form, options: inForm(command.options), allow: command.allow };
    }
    const button = this.button(source.action);
    if (!button?.form) return undefined;
    const { options } = button.form;
    const fields = typeof options === 'function' ? options : inForm(options);
    return { form: button.form, options: fields, allow: button.allow };
  }

  private handle(
    incoming: Incoming,
    allow: Permission,
    run: (person: Person) => Promise<Card | undefined>,
    { values = {}, thing, about, changes = true }: Handled,
  ): Promise<Card | undefined> {
    return correlated(async () => {
      try {
        // Before anything is asked or stored: what comes in such numbers is no person's doing.
        const { chat, user } = incoming.identity;
        if (!this.budget.take(JSON.stringify([chat, user, thing]), Date.now())) return tooOften(values);
        const { event } = incoming;
        const admission = await admit(this.journal, this.options.once, event, values);
        if (!admission.isAdmitted) return admission.shown;
        const person = await this.recognised(incoming);
        if (person instanceof ChatError) return unrecognised(person, values);
        const attempt = { person, chat, tried: thing, about };
        if (may(person, allow)) {
          if (changes) this.journal.reached(event, 'begun');
          return await this.noting(attempt, () => run(person));
        }
        await this.options.refused?.({ ...attempt, ids: ['permission'] });
        return notAllowed(person, allow, values);
      } catch (error) {
        return this.explain(error, values);
      }
    });
  }

  private async noting<T>(attempt: Omit<RefusedAttempt, 'ids'>, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof Refusal && error.findings.some(({ forbidden }) => forbidden))
        await this.options.refused?.({ ...attempt, ids: error.findings.map(({ id }) => id) });
      throw error;
    }
  }

  /** A chat that does not tell who may is not the person's fault and not ours: it says what to do itself. */
  private async recognised({ identity, member }: Incoming): Promise<Person | ChatError> {
    try {
      return await this.options.who(identity, member);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      this.options.log.warn({ err: error }, 'the chat does not tell who somebody is');
      return error;
    }
  }

  private explain(error: unknown, values: RawValues): Card {
    if (error instanceof Refusal) return refusalCard(error.findings, values);
    this.options.log.error({ err: error }, 'a command failed');
    return failedCard(values);
  }
}

interface Handled {
  /** What was typed, for the answer to a refusal. */
  values?: RawValues;
  /** What is counted: a command's or a button's name. */
  thing: string;
  /** What the button carries. */
  about?: string;
  /** False where it only shows something, and may be done again. */
  changes?: boolean;
}

/** Of one command or button, by one person; then one every second. */
const BURST = 60;
const EVERY = 1_000;

function callOf(incoming: Incoming, person: Person) {
  return { person, chat: incoming.identity.chat, channel: incoming.channel };
}
