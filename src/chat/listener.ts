/**
 * Something that the bot listens to besides commands: a file in listeners/. From those that a team switches on
 * follow Discord's intents, Slack's event subscriptions and scopes, and which events are looked at at all.
 */
import type { ChatName } from './chat.ts';
import type { HeardKind, HeardOf } from './heard.ts';

export interface Listener<App, Team, Kind extends HeardKind = HeardKind> {
  /** One or more words with dashes; the file is called so. */
  name: string;
  /** One line, up to 100 characters. */
  summary: string;
  hears: readonly Kind[];
  /**
   * Whether it needs what every message says. Without it Discord tells that of messages that mention or answer the
   * bot alone; with it the app needs the privileged intent for message content.
   */
  content?: boolean;
  /** Of messages, only those that answer one: in its thread, or by a reply to it. The others are not even read. */
  answersOnly?: boolean;
  /** What it does in a chat besides writing: Slack gives a scope for each. */
  acts?: readonly ChatAct[];
  /** Whether this team wants it. */
  on(team: Team): boolean;
  /** Where; everywhere when absent. */
  in?(team: Team): Channels;
  /**
   * Returns at once, with no promise, for what is none of its business: it is called for every message. Those of one
   * channel come one after another. What it throws is logged and counted.
   */
  run(event: HeardOf<Kind>, app: App): Promise<void> | undefined;
}

/** To open, name, people and archive channels; to take people out of them; to pin; to react. */
export type ChatAct = 'channels' | 'pins' | 'reactions';

/** Ids of channels by chat; a thread counts as its channel, and a chat that is not named is not heard. */
export type Channels = 'everywhere' | Readonly<Record<ChatName, readonly string[] | 'everywhere'>>;

/** What a chat must be asked for, so that it tells what the listeners want. */
export interface Needs {
  kinds: ReadonlySet<HeardKind>;
  content: boolean;
  acts?: ReadonlySet<ChatAct>;
}

export const NO_NEEDS: Needs = { kinds: new Set(), content: false };

export function needsOf<App, Team>(
  listeners: readonly Listener<App, Team>[],
  team: Team,
  chat: ChatName,
): Needs {
  const own = listeners.filter(
    (listener) => listener.on(team) && placesIn(listener, team, chat).length !== 0,
  );
  return {
    kinds: new Set(own.flatMap((listener) => listener.hears)),
    content: own.some((listener) => listener.content),
    acts: new Set(own.flatMap((listener) => listener.acts ?? [])),
  };
}

/** The channels of one chat in which a listener hears; none when it does not hear there. */
export function placesIn<App, Team>(
  listener: Listener<App, Team>,
  team: Team,
  chat: ChatName,
): readonly string[] | 'everywhere' {
  const places = listener.in?.(team) ?? 'everywhere';
  return places === 'everywhere' ? places : (places[chat] ?? []);
}
