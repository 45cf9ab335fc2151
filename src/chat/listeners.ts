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
  wants(chat: ChatName, kind: HeardKind, channel?: string, parent?: string): boolean;
  handle(event: Heard): void;
  /** Resolves when everything that was handed over is done. */
  idle(): Promise<void>;
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
  private table = new Map<string, Wish<App, Team>[]>();
  private tableOf: Team | undefined;

  constructor(options: ListenersOptions<App, Team>) {
    this.options = options;
    this.queues = new Map(options.listeners.map((listener) => [listener, this.queueOf(listener)]));
  }

  needs(chat: ChatName): Needs {
    return needsOf(this.options.listeners, this.options.team(), chat);
  }

  wants(chat: ChatName, kind: HeardKind, channel?: string, parent?: string): boolean {
    for (const wish of this.wishes(chat, kind)) if (fits(wish, channel, parent)) return true;
    return false;
  }

  handle(event: Heard): void {
    const channel = 'channel' in event ? event.channel : undefined;
    const parent = 'parent' in event ? event.parent : undefined;
    for (const wish of this.wishes(event.chat, event.kind))
      if (fits(wish, channel, parent)) this.queues.get(wish.listener)?.add(event);
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
    const key = `${chat} ${kind}`;
    const known = this.table.get(key);
    if (known) return known;
    const made = this.options.listeners.flatMap((listener) => wishOf(listener, team, chat, kind));
    this.table.set(key, made);
    return made;
  }
}

interface Wish<App, Team> {
  listener: Listener<App, Team>;
  /** Undefined: everywhere. */
  channels: ReadonlySet<string> | undefined;
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
  return [{ listener, channels: places === 'everywhere' ? undefined : new Set(places) }];
}

/** What happens to the server as a whole is in every channel. */
function fits<App, Team>(
  { channels }: Wish<App, Team>,
  channel: string | undefined,
  parent?: string,
): boolean {
  if (!channels || channel === undefined) return true;
  return channels.has(channel) || (parent !== undefined && channels.has(parent));
}
