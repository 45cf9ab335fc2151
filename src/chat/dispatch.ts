/**
 * From what a chat heard to what it shows: finds the definition, the person and their rights, runs it, and turns
 * every ending into a card. The adapters acknowledge first and then come here; nothing here throws.
 */
import { type Finding, Refusal } from '../kit/finding.ts';
import { correlated, correlationId, type Log } from '../kit/log.ts';
import { t } from '../kit/t.ts';
import type { Person } from '../people/person.ts';
import { holds, type Permission } from '../people/role.ts';
import { type Block, type Card, card, list, quote } from './card.ts';
import type { Identity, Member, MessageReference } from './chat.ts';
import { type Button, type Command, type Form, type Group, sorted } from './command.ts';
import type { Options, RawValues } from './option.ts';

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
}

export interface DispatcherOptions<App> {
  definitions: (Command<App> | Group<App>)[];
  app: App;
  log: Log;
  /** The person behind an identity, with the roles they hold now. Throws when that cannot be told: nobody gets in then. */
  who(identity: Identity, member?: Member): Promise<Person>;
  /** True for the first who asks with this event. */
  once(event: string): Promise<boolean>;
}

export class Dispatcher<App> {
  readonly commands: Command<App>[];
  readonly groups: Group<App>[];
  private readonly buttons: Map<string, Button<App>>;
  private readonly options: DispatcherOptions<App>;

  constructor(options: DispatcherOptions<App>) {
    this.options = options;
    const { commands, groups } = sorted(options.definitions);
    this.commands = commands;
    this.groups = groups;
    this.buttons = new Map(
      options.definitions.flatMap(({ buttons = [] }) => buttons).map((button) => [button.action, button]),
    );
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
    return this.handle(incoming, command.allow, run, values);
  }

  /** A button was pressed, or the form that it opened was sent. Undefined: nothing to say. */
  press(
    action: string,
    id: string,
    incoming: Incoming & { message?: MessageReference; values?: RawValues },
  ): Promise<Card | undefined> {
    const button = this.button(action);
    if (!button) return Promise.resolve(unknownThing(action));
    const { message, values = {} } = incoming;
    const run = (person: Person) =>
      button.press({ ...callOf(incoming, person), id, message, values }, this.options.app);
    return this.handle(incoming, button.allow, run, values);
  }

  /** The form that a bare command or a button opens; a card instead, when this person may not. */
  async openForm(source: FormSource, incoming: Incoming): Promise<FormView | Card | undefined> {
    const found = this.formOf(source);
    if (!found) return unknownThing('action' in source ? source.action : `/${source.command}`);
    let view: FormView | undefined;
    const refused = await this.handle(incoming, found.allow, async (person) => {
      const call = { ...callOf(incoming, person), values: {}, id: 'id' in source ? source.id : '' };
      const values = (await found.form.prefill?.(call, this.options.app)) ?? {};
      view = { source, title: found.form.title, submit: found.form.submit, options: found.options, values };
      return undefined;
    });
    return refused ?? view;
  }

  /** The fields of the form that this source opens. */
  formOf(source: FormSource): { form: Form<App>; options: Options; allow: Permission } | undefined {
    if ('command' in source) {
      const command = this.command(source.command);
      return command?.form && { form: command.form, options: inForm(command.options), allow: command.allow };
    }
    const button = this.button(source.action);
    return button?.form && { form: button.form, options: inForm(button.form.options), allow: button.allow };
  }

  private handle(
    incoming: Incoming,
    allow: Permission,
    run: (person: Person) => Promise<Card | undefined>,
    values: RawValues = {},
  ): Promise<Card | undefined> {
    return correlated(async () => {
      try {
        if (!(await this.options.once(incoming.event))) return undefined;
        const person = await this.options.who(incoming.identity, incoming.member);
        if (!holds(person.roles, allow)) return notAllowed(person, allow, values);
        return await run(person);
      } catch (error) {
        return this.explain(error, values);
      }
    });
  }

  private explain(error: unknown, values: RawValues): Card {
    if (error instanceof Refusal) return refusalCard(error.findings, values);
    this.options.log.error({ err: error }, 'a command failed');
    return card(t('That did not work'), {
      tone: 'bad',
      blocks: [
        {
          kind: 'text',
          text: t(
            'Something failed on our side; nothing was changed. Try again. If it fails again, tell your operator: {id}',
            {
              id: correlationId() ?? '',
            },
          ),
        },
        ...typedWords(values),
      ],
    });
  }
}

/** What was wrong, each with its remedy, and the longer texts that were typed. */
export function refusalCard(findings: Finding[], values: RawValues = {}): Card {
  const lines = findings.map((finding) => `${finding.field}: ${finding.message} ${finding.remedy}`);
  return card(t('Not done yet'), { tone: 'warning', blocks: [list(lines), ...typedWords(values)] });
}

/** From this length on a text is not typed again with pleasure. */
const WORTH_KEEPING = 20;

/** Both chats forget what was typed as soon as it is sent. */
function typedWords(values: RawValues): Block[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && value.trim().length >= WORTH_KEEPING
      ? [quote(value, t('You typed, {name}', { name }))]
      : [],
  );
}

function inForm(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, option]) => option.inForm !== false));
}

function callOf(incoming: Incoming, person: Person) {
  return { person, chat: incoming.identity.chat, channel: incoming.channel };
}

function unknownThing(name: string): Card {
  return card(t('Unknown here'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: t('There is no {name} any more. /help lists what there is.', { name }) }],
  });
}

function notAllowed(person: Person, needed: Permission, values: RawValues): Card {
  const found = person.roles.join(', ') || t('none');
  const why =
    needed === 'member'
      ? t('This is for the team; you have no role in it. An admin can give you one in the team file.')
      : t('This needs the role {needed}; you have {found}. An admin can give it in the team file.', {
          needed,
          found,
        });
  return card(t('Not yours to do'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: why }, ...typedWords(values)],
  });
}
