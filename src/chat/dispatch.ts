/**
 * From what a chat heard to what it shows: finds the definition, the person and their rights, runs it, and turns
 * every ending into a card. The adapters acknowledge first and then come here; nothing here throws.
 */
import { Refusal } from '../kit/finding.ts';
import { correlated, type Log } from '../kit/log.ts';
import { may, type Person } from '../people/person.ts';
import type { Permission } from '../people/role.ts';
import { Budget } from './budget.ts';
import type { Block, Card } from './card.ts';
import { ChatError, type Identity, type Member, type MessageReference } from './chat.ts';
import {
  type Button,
  buttonsOf,
  type Command,
  type Definition,
  type Form,
  type Group,
  type Menu,
  type MenuTarget,
  type Press,
  sorted,
} from './command.ts';
import type { Options, RawValues } from './option.ts';
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

/** What opened a form travels in it (both ids together at most 90 characters), so that its answer finds the way back. */
export type FormSource = { command: string } | { action: string; id: string };

export interface FormView {
  source: FormSource;
  title: string;
  submit: string;
  options: Options;
  /** What stands in the fields already. */
  values: RawValues;
  /** What stands below them, and the options whose typing changes it. */
  preview?: { of: string[]; blocks: Block[] };
}

export interface DispatcherOptions<App> {
  definitions: Definition<App>[];
  app: App;
  log: Log;
  /** The person behind an identity, with the roles they hold now. Throws when that cannot be told: nobody gets in then. */
  who(identity: Identity, member?: Member): Promise<Person>;
  /** True for the first who asks with this event. */
  once(event: string): Promise<boolean>;
  /** Told of everything that is refused. */
  refused?(attempt: RefusedAttempt): Promise<void>;
}

export class Dispatcher<App> {
  readonly commands: Command<App>[];
  readonly groups: Group<App>[];
  readonly menus: Menu<App>[];
  private readonly buttons: Map<string, Button<App>>;
  private readonly options: DispatcherOptions<App>;
  private readonly budget = new Budget(BURST, EVERY);

  constructor(options: DispatcherOptions<App>) {
    this.options = options;
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
    return this.handle(incoming, command.allow, run, values, name);
  }

  /** An entry of a menu was taken, by its name. Undefined: heard before, say nothing. */
  take(name: string, target: MenuTarget, incoming: Incoming): Promise<Card | undefined> {
    const menu = this.menus.find((one) => one.name === name);
    if (!menu) return Promise.resolve(unknownThing(name));
    const run = (person: Person) =>
      menu.run({ ...callOf(incoming, person), values: {}, target }, this.options.app);
    return this.handle(incoming, menu.allow, run, {}, name);
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
    return this.handle(incoming, button.allow, run, values, action, id);
  }

  /** The form that a bare command or a button opens; a card instead, when this person may not. */
  async openForm(source: FormSource, incoming: Incoming): Promise<FormView | Card | undefined> {
    const found = this.formOf(source);
    if (!found) return unknownThing('action' in source ? source.action : `/${source.command}`);
    let view: FormView | undefined;
    const show = async (person: Person) => {
      const call = { ...callOf(incoming, person), values: {}, id: 'id' in source ? source.id : '' };
      const values = (await found.form.prefill?.(call, this.options.app)) ?? {};
      view = await this.viewOf(source, found, { ...call, values });
      return undefined;
    };
    const [thing, about] = 'command' in source ? [source.command] : [source.action, source.id];
    const refused = await this.handle(incoming, found.allow, show, {}, thing, about);
    return refused ?? view;
  }

  /** The form as it is filled in by now, with its preview. Undefined: there is none, or nothing to say. */
  async previewForm(
    source: FormSource,
    values: RawValues,
    incoming: Incoming,
  ): Promise<FormView | undefined> {
    const found = this.formOf(source);
    if (!found?.form.preview) return undefined;
    const person = await this.options.who(incoming.identity, incoming.member);
    if (!may(person, found.allow)) return undefined;
    const id = 'id' in source ? source.id : '';
    return this.viewOf(source, found, { ...callOf(incoming, person), id, values });
  }

  /** The fields of the form that this source opens. */
  formOf(source: FormSource): Found<App> | undefined {
    if ('command' in source) {
      const command = this.command(source.command);
      return command?.form && { form: command.form, options: inForm(command.options), allow: command.allow };
    }
    const button = this.button(source.action);
    return button?.form && { form: button.form, options: inForm(button.form.options), allow: button.allow };
  }

  private async viewOf(source: FormSource, { form, options }: Found<App>, press: Press): Promise<FormView> {
    const { title, submit, preview } = form;
    const view = { source, title, submit, options, values: press.values };
    if (!preview) return view;
    const blocks = await preview.show(press, this.options.app).catch((error: unknown) => {
      // The form is what was asked for; what is wrong with it is told when it is sent.
      if (!(error instanceof Refusal)) this.options.log.warn({ err: error }, 'a form has no preview');
      return [];
    });
    return { ...view, preview: { of: preview.of, blocks } };
  }

  private handle(
    incoming: Incoming,
    allow: Permission,
    run: (person: Person) => Promise<Card | undefined>,
    values: RawValues,
    thing: string,
    about?: string,
  ): Promise<Card | undefined> {
    return correlated(async () => {
      try {
        // Before anything is asked or stored: what comes in such numbers is no person's doing.
        const { chat, user } = incoming.identity;
        if (!this.budget.take(JSON.stringify([chat, user, thing]), Date.now())) return tooOften(values);
        if (!(await this.options.once(incoming.event))) return undefined;
        const person = await this.recognised(incoming);
        if (person instanceof ChatError) return unrecognised(person, values);
        const attempt = { person, chat, tried: thing, about };
        if (may(person, allow)) return await this.noting(attempt, () => run(person));
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
      if (error instanceof Refusal)
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

/** Of one command or button, by one person; then one every second. */
const BURST = 60;
const EVERY = 1_000;

interface Found<App> {
  form: Form<App>;
  options: Options;
  allow: Permission;
}

function inForm(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, option]) => option.inForm !== false));
}

function callOf(incoming: Incoming, person: Person) {
  return { person, chat: incoming.identity.chat, channel: incoming.channel };
}
