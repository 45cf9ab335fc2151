/**
 * A card is what the bot shows in a chat: plain data, built here, rendered by one pure function per chat.
 * Strings are always literal text: the renderers escape them, so nothing that a person wrote can become markup
 * or ping anybody. What is more than text (a time in the reader's zone, a link) is a part of its own.
 */
export interface Card {
  heading: string;
  /** A state, never colour alone: the heading or a block says the same in words. */
  tone: Tone;
  blocks: Block[];
  actions: Action[];
  /** Who is notified of it; nobody where it is absent, whoever is named in it. */
  ping?: Ping;
}

/** By chat, in which they are named above the card when it is sent; an edit notifies nobody. */
export interface Ping {
  /** Chat → user ids. */
  people?: Readonly<Record<string, readonly string[]>>;
  /** Chat → ids of Slack's user groups, of Discord's roles. */
  groups?: Readonly<Record<string, readonly string[]>>;
  /** Whoever is in the channel and there at the moment. */
  here?: boolean;
}

export type Tone = 'neutral' | 'good' | 'waiting' | 'warning' | 'bad';

export type Block =
  | { kind: 'text'; text: Inline }
  /** Small print below: who, when, which checks. */
  | { kind: 'context'; text: Inline }
  | { kind: 'fields'; fields: { label: string; value: Inline }[] }
  /** A person's exact words, shown as they will go out. */
  | { kind: 'quote'; label?: string; text: string }
  | { kind: 'list'; items: Inline[] }
  | { kind: 'image'; url?: string; media?: string; alt: string }
  /** How somebody shows themselves, small, beside a line of text. */
  | { kind: 'portrait'; url: string; text: string; alt: string }
  | { kind: 'divider' };

export type Inline = string | Part | (string | Part)[];

export type Part =
  | { type: 'strong'; text: string }
  | { type: 'code'; text: string }
  | { type: 'link'; url: string; label: string }
  /** Epoch ms; each reader sees it in their own zone. `relative` reads "in 20 minutes". */
  | { type: 'time'; at: number; style: 'full' | 'relative' }
  /** Somebody by their identity in this chat; `name` is shown where the person is not of this chat. */
  | { type: 'person'; name: string; identities: Record<string, string> };

export type Action =
  | {
      kind: 'button';
      /** `action:id` travels in the button; the state behind it is in the store. */
      action: string;
      id: string;
      label: string;
      style: 'default' | 'primary' | 'danger';
      /** Asked before the press counts, where the chat can ask. */
      confirm?: string;
    }
  | {
      kind: 'select';
      action: string;
      id: string;
      /** What stands in it before something is chosen. */
      label: string;
      /** 1 to 25; a label has up to 75 characters, a value up to 100. */
      choices: Choice[];
      /** The value of the one that is chosen. */
      chosen?: string;
    }
  | { kind: 'link'; label: string; url: string };

export interface Choice {
  value: string;
  label: string;
}

export function card(heading: string, parts: Partial<Omit<Card, 'heading'>> = {}): Card {
  return { heading, tone: 'neutral', blocks: [], actions: [], ...parts };
}

export const text = (inline: Inline): Block => ({ kind: 'text', text: inline });
export const context = (inline: Inline): Block => ({ kind: 'context', text: inline });
export const list = (items: Inline[]): Block => ({ kind: 'list', items });
export const divider: Block = { kind: 'divider' };
export const quote = (words: string, label?: string): Block => ({ kind: 'quote', text: words, label });
export const fields = (pairs: Record<string, Inline>): Block => ({
  kind: 'fields',
  fields: Object.entries(pairs).map(([label, value]) => ({ label, value })),
});

export const strong = (words: string): Part => ({ type: 'strong', text: words });
export const code = (words: string): Part => ({ type: 'code', text: words });
export const link = (url: string, label: string): Part => ({ type: 'link', url, label });
export const time = (at: number, style: 'full' | 'relative' = 'full'): Part => ({ type: 'time', at, style });

export function button(
  action: string,
  id: string | number,
  label: string,
  more: { style?: 'default' | 'primary' | 'danger'; confirm?: string } = {},
): Action {
  return {
    kind: 'button',
    action,
    id: String(id),
    label,
    style: more.style ?? 'default',
    confirm: more.confirm,
  };
}

/** The press gets the value that was chosen. */
export function select(
  action: string,
  id: string | number,
  label: string,
  choices: Choice[],
  chosen?: string,
): Action {
  return { kind: 'select', action, id: String(id), label, choices, ...(chosen ? { chosen } : {}) };
}

/** The card for where a picture of somebody cannot be had; undefined where it shows none. */
export function withoutPortraits(shown: Card): Card | undefined {
  const blocks = shown.blocks.filter(({ kind }) => kind !== 'portrait');
  return blocks.length < shown.blocks.length ? { ...shown, blocks } : undefined;
}

/** The parts of a rich text in their order. */
export function parts(inline: Inline): (string | Part)[] {
  return Array.isArray(inline) ? inline : [inline];
}

/** "A, B". */
export function joined(items: readonly Inline[], separator = ', '): (string | Part)[] {
  return items.flatMap((item, index) => (index === 0 ? parts(item) : [separator, ...parts(item)]));
}

/** The whole card as plain text: for notifications, screen readers, logs at debug level, and tests. */
export function plainText(shown: Card): string {
  return [shown.heading, ...shown.blocks.map(plainBlock)].filter((line) => line !== '').join('\n');
}

export function plainInline(inline: Inline): string {
  return parts(inline).map(plainPart).join('');
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'context':
      return plainInline(block.text);
    case 'fields':
      return block.fields.map((field) => `${field.label}: ${plainInline(field.value)}`).join('\n');
    case 'quote':
      return block.label ? `${block.label}: ${block.text}` : block.text;
    case 'list':
      return block.items.map((item) => `• ${plainInline(item)}`).join('\n');
    case 'image':
      return `[${block.alt}]`;
    case 'portrait':
      return block.text;
    case 'divider':
      return '';
  }
}

function plainPart(part: string | Part): string {
  if (typeof part === 'string') return part;
  switch (part.type) {
    case 'strong':
    case 'code':
      return part.text;
    case 'link':
      return `${part.label} (${part.url})`;
    case 'time':
      return new Date(part.at).toISOString();
    case 'person':
      return part.name;
  }
}
