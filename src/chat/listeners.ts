/**
 * Brings what a chat heard to the listeners that want it. What nobody wants costs a look into a table. Nothing here
 * throws: a listener that fails is logged and counted, and hears what comes next.
 */
import { correlated, type Log } from '../kit/log.ts';
import type { ChatName } from './chat.ts';
import type { Heard, HeardKind } from './heard.ts';
import { type Listener, type Needs, NO_NEEDS, needsOf, placesIn } from './listener.ts';
import { type Limits, ListenerQueue } from './listener-queue.ts';

/** What an adapter needs of them. */
export interface HeardHandler {
  /** What the chat must be asked for now. */
  needs(chat: ChatName): Needs;
  /** Whether anybody wants such an event: asked before anything of it is read. */
  wants(chat: ChatName, kind: HeardKind, about: Glance): boolean;
  handle(event: Heard): void;
  /** Resolves when everything that was handed over is done. */
  idle(): Promise<void>;
}

/** What is told of an event by a look at it. */
export interface Glance {
  channel?: string | undefined;
  parent?: string | undefined;
  /** Whether it is a message that answers one. */
  isAnswer?: boolean;
}

export const NOBODY_LISTENS: HeardHandler = {
  needs: () => NO_NEEDS,
  wants: () => false,
  handle: () => {},
  idle: async () => {},
};

export type Outcome = 'failed' | 'dropped';

export interface ListenersOptions<App, Team> {
  listeners: readonly Listener<App, Team>[];
  app: App;
  /** The team as it is now. */
  team(): Team;
  log: Log;
  /** Told of each event that a listener failed at, or that it was too slow for. */
  counted?(listener: string, outcome: Outcome): void;
  limits?: Limits;
}

export class Listeners<App, Team> implements HeardHandler {
  private readonly options: ListenersOptions<App, Team>;
  private readonly queues: Map<Listener<App, Team>, ListenerQueue>;
  private table = new Map<ChatName, Map<HeardKind, Wish<App, Team>[]>>();
  private tableOf: Team | undefined;

  constructor(options: ListenersOptions<App, Team>) {
    this.options = options;
    this.queues = new Map(options.listeners.map((listener) => [listener, this.queueOf(listener)]));
  }

  needs(chat: ChatName): Needs {
    return needsOf(this.options.listeners, this.options.team(), chat);
  }

  wants(chat: ChatName, kind: HeardKind, about: Glance): boolean {
    for (const wish of this.wishes(chat, kind)) if (fits(wish, about)) return true;
    return false;
  }

  handle(event: Heard): void {
    const about: Glance = {
      channel: 'channel' in event ? event.channel : undefined,
      parent: 'parent' in event ? event.parent : undefined,
      isAnswer: 'replyTo' in event && event.replyTo !== undefined,
    };
    for (const wish of this.wishes(event.chat, event.kind))
      if (fits(wish, about)) this.queues.get(wish.listener)?.add(event);
  }

  async idle(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.idle()));
  }

  private queueOf(listener: Listener<App, Team>): ListenerQueue {
    const { app, log, counted, limits } = this.options;
    const { name } = listener;
    return new ListenerQueue({
      limits,
      run: (event) => correlated(() => listener.run(event, app)),
      failed: (error) => {
        counted?.(name, 'failed');
        log.error({ err: error, listener: name }, 'a listener failed');
      },
      dropped: () => counted?.(name, 'dropped'),
      behind: () => log.error({ listener: name }, 'a listener is too slow: messages go unheard'),
      caughtUp: (dropped) => log.warn({ listener: name, dropped }, 'a listener has caught up'),
    });
  }

  /** Made anew when the team file was read anew. */
  private wishes(chat: ChatName, kind: HeardKind): readonly Wish<App, Team>[] {
    const team = this.options.team();
    if (team !== this.tableOf) {
      this.table.clear();
      this.tableOf = team;
    }
    const known = this.table.get(chat)?.get(kind);
    if (known) return known;
    const made = this.options.listeners.flatMap((listener) => wishOf(listener, team, chat, kind));
    const ofChat = this.table.get(chat) ?? new Map<HeardKind, Wish<App, Team>[]>();
    this.table.set(chat, ofChat.set(kind, made));
    return made;
  }
}

interface Wish<App, Team> {
  listener: Listener<App, Team>;
  /** Undefined: everywhere. */
  channels: ReadonlySet<string> | undefined;
  answersOnly: boolean;
}

function wishOf<App, Team>(
  listener: Listener<App, Team>,
  team: Team,
  chat: ChatName,
  kind: HeardKind,
): Wish<App, Team>[] {
  if (!listener.hears.includes(kind) || !listener.on(team)) return [];
  const places = placesIn(listener, team, chat);
  if (places.length === 0) return [];
  const answersOnly = kind === 'message' && listener.answersOnly === true;
  return [{ listener, channels: places === 'everywhere' ? undefined : new Set(places), answersOnly }];
}

/** What happens to the server as a whole is in every channel. */
function fits<App, Team>(
  { channels, answersOnly }: Wish<App, Team>,
  { channel, parent, isAnswer }: Glance,
): boolean {
  if (answersOnly && !isAnswer) return false;
  if (!channels || channel === undefined) return true;
  return channels.has(channel) || (parent !== undefined && channels.has(parent));
}
