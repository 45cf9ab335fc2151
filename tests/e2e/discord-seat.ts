import type { LocalDiscord } from '@bellwether/local-discord';
import type { APIMessage } from 'discord-api-types/v10';
import { matches, notSaid, type Words } from './matching.ts';
import type { Filled, Looking, Place, Seat, Seen } from './seat.ts';
import { DISCORD } from './town.ts';

type Json = Record<string, unknown>;

export class DiscordSeat implements Seat {
  readonly chat = 'discord';
  private readonly discord: LocalDiscord;
  private readonly user: string;

  constructor(discord: LocalDiscord, user: string) {
    this.discord = discord;
    this.user = user;
  }

  async command(command: string, options: Record<string, string> = {}): Promise<void> {
    const outcome = await this.me.command(DISCORD.social, command, options);
    if (!outcome.ok) throw new Error(outcome.problem);
  }

  messages(channel: Place = 'social'): Seen[] {
    const id = channel === 'direct' ? this.me.directChannel() : DISCORD[channel];
    return this.me.messages(id).map(seen);
  }

  async reply(message: Seen, text: string): Promise<void> {
    const said = await this.me.say(message.channel, text, { replyTo: message.id });
    if (!said.ok) throw new Error(said.problem);
  }

  async sees(words: Words, looking: Looking = {}): Promise<Seen> {
    const find = () => matches(this.messages(looking.channel), words, looking);
    try {
      return await this.discord.until(find, looking.patience ?? PATIENCE);
    } catch (error) {
      throw notSaid('Discord', words, this.messages(looking.channel), error);
    }
  }

  async press(message: Seen, action: string): Promise<void> {
    const button = message.buttons.find((one) => one.startsWith(action));
    if (!button) throw new Error(`No ${action} here: ${message.buttons}`);
    const outcome = await this.me.press(message.id, button);
    if (!outcome.ok) throw new Error(outcome.problem);
  }

  async form() {
    const { title, components } = await this.discord.until(() => this.me.modal(), PATIENCE);
    const fields = everyNode(components).filter((node) => typeof node.custom_id === 'string');
    const values = fields.map((node) => [node.custom_id, shownIn(node)]);
    return { title, values: Object.fromEntries(values) as Record<string, string> };
  }

  async submit({ media, ...values }: Filled) {
    const uploads = media === undefined ? [] : [media].flat();
    const files =
      uploads.length > 0 ? { media: uploads.map(({ name, bytes }) => ({ name, data: bytes })) } : {};
    return this.me.submit({ ...values, ...files });
  }

  private get me() {
    return this.discord.as(this.user);
  }
}

/** What stands in a field, or is chosen there. */
function shownIn({ value, options }: Json): string {
  if (typeof value === 'string') return value;
  const chosen = Array.isArray(options) ? options.find((option: Json) => option.default) : undefined;
  return typeof chosen?.value === 'string' ? chosen.value : '';
}

function seen(message: APIMessage): Seen {
  const nodes = everyNode(message.components ?? []);
  const words = nodes.flatMap((node) =>
    [node.content, node.label].filter((part) => typeof part === 'string'),
  );
  return {
    id: message.id,
    channel: message.channel_id,
    // What is escaped reads as what was typed.
    words: [message.content, ...words].join('\n').replace(/\\(?=[^\w\s])/g, ''),
    isPrivate: ((message.flags ?? 0) & 64) !== 0,
    buttons: nodes.flatMap((node) => (typeof node.custom_id === 'string' ? [node.custom_id] : [])),
    pictures: [
      ...nodes.flatMap((node) => (typeof node.description === 'string' ? [node.description] : [])),
      ...message.attachments.map((file) => file.description ?? ''),
    ],
  };
}

function everyNode(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(everyNode);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(everyNode)];
}

const PATIENCE = 15_000;
