import type { LocalSlack, ShownMessage } from '@bellwether/local-slack';
import { matches, notSaid, type Words } from './matching.ts';
import type { Filled, Looking, Place, Seat, Seen } from './seat.ts';

type Json = Record<string, unknown>;

export class SlackSeat implements Seat {
  readonly chat = 'slack';
  private readonly slack: LocalSlack;
  private readonly user: string;
  private direct: string | undefined;

  constructor(slack: LocalSlack, user: string) {
    this.slack = slack;
    this.user = user;
  }

  async command(command: string, options: Record<string, string> = {}): Promise<void> {
    const [word = '', ...rest] = command.split(' ');
    const given = Object.entries(options).map(([name, value]) => `${name}:"${value}"`);
    const outcome = await this.me.command('social', `/${word}`, [...rest, ...given].join(' '));
    if (!outcome.ok) throw new Error(outcome.problem);
  }

  messages(channel: Place = 'social'): Seen[] {
    if (channel === 'direct') this.direct ??= this.me.openDirectMessages();
    return this.me.messages(channel === 'direct' ? (this.direct ?? '') : channel).map(seen);
  }

  async reply(message: Seen, text: string): Promise<void> {
    await this.me.say(message.channel, text, { threadTs: message.id });
  }

  async sees(words: Words, looking: Looking = {}): Promise<Seen> {
    const find = () => matches(this.messages(looking.channel), words, looking);
    // Before anybody listens to changes: to open a channel is one.
    this.messages(looking.channel);
    try {
      return await this.slack.until(find, looking.patience ?? PATIENCE);
    } catch (error) {
      throw notSaid('Slack', words, this.messages(looking.channel), error);
    }
  }

  async press(message: Seen, action: string): Promise<void> {
    const button = message.buttons.find((one) => one.startsWith(action));
    if (!button) throw new Error(`No ${action} here: ${message.buttons}`);
    const outcome = await this.me.press(message.channel, message.id, button);
    if (!outcome.ok) throw new Error(outcome.problem);
  }

  async form() {
    const { title, values } = await this.slack.until(() => this.me.modal(), PATIENCE);
    const typed = Object.entries(values).map(([block, actions]) => {
      const [field] = Object.values(actions);
      const { value: typed, selected_option: chosen } = (field ?? {}) as Json;
      const value = typed ?? (chosen as Json | null | undefined)?.value;
      return [block, typeof value === 'string' ? value : ''];
    });
    return { title, values: Object.fromEntries(typed) as Record<string, string> };
  }

  async submit({ media, ...values }: Filled) {
    const { ok, problem, errors } = await this.me.submit({
      ...values,
      ...(media ? { media: [media].flat() } : {}),
    });
    return { ok, problem: errors ? JSON.stringify(errors) : problem };
  }

  private get me() {
    return this.slack.as(this.user);
  }
}

function seen(message: ShownMessage): Seen {
  const said = saidIn(message.blocks);
  return {
    id: message.ts,
    channel: message.channel,
    words: said.words || message.text,
    isPrivate: message.ephemeral,
    buttons: said.buttons,
    pictures: [...said.pictures, ...message.files.map((file) => String(file.alt_txt ?? ''))],
  };
}

type Said = Pick<Seen, 'words' | 'buttons' | 'pictures'>;

/** Whoever waits looks at all messages after each change, and an edit brings blocks of its own. */
const read = new WeakMap<ShownMessage['blocks'], Said>();

function saidIn(blocks: ShownMessage['blocks']): Said {
  const known = read.get(blocks);
  if (known) return known;
  const nodes = everyNode(blocks);
  const textsOf = (name: string) =>
    nodes.flatMap(({ [name]: value }) => (typeof value === 'string' ? [value] : []));
  const said = {
    words: textsOf('text').join(''),
    buttons: textsOf('action_id'),
    pictures: textsOf('alt_text'),
  };
  read.set(blocks, said);
  return said;
}

function everyNode(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(everyNode);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(everyNode)];
}

const PATIENCE = 15_000;
