/**
 * The events that wait for one listener. Those of one channel are handled one after another, several channels at the
 * same time, so that a slow listener holds up nothing but itself. When more wait than it may hold, the oldest message
 * or reaction goes; what tells of a sanction or of a person goes only when there is nothing else but ten times as much.
 */
import type { Heard } from './heard.ts';

export interface Limits {
  /** Events that may wait. */
  waiting: number;
  /** Channels at the same time. */
  atOnce: number;
}

export const DEFAULT_LIMITS: Limits = { waiting: 2_000, atOnce: 8 };

export interface ListenerQueueOptions {
  limits?: Limits;
  run(event: Heard): Promise<void> | undefined;
  failed(error: unknown): void;
  /** An event was let go unheard. */
  dropped(event: Heard): void;
  /** The first of several was let go. */
  behind(): void;
  /** Nothing waits any more; so many were let go. */
  caughtUp(dropped: number): void;
}

/** The events of one channel, or of a server as a whole, oldest first. */
interface Lane {
  name: string;
  waiting: Set<Heard>;
}

export class ListenerQueue {
  private readonly options: ListenerQueueOptions;
  private readonly limits: Limits;
  private readonly lanes = new Map<string, Lane>();
  /** Lanes that wait for their turn. */
  private readonly ready: Lane[] = [];
  private readonly droppable = new Map<Heard, Lane>();
  private readonly others = new Map<Heard, Lane>();
  private running = 0;
  private lost = 0;
  private whenIdle: (() => void)[] = [];

  constructor(options: ListenerQueueOptions) {
    this.options = options;
    this.limits = options.limits ?? DEFAULT_LIMITS;
  }

  add(event: Heard): void {
    const name = laneOf(event);
    const lane = this.lanes.get(name);
    if (lane) this.wait(event, lane);
    else if (this.running < this.limits.atOnce) {
      const work = this.start(event);
      // Most are of no interest to the listener, and done by now.
      if (work) this.follow(work, this.open(name));
    } else {
      const opened = this.open(name);
      this.ready.push(opened);
      this.wait(event, opened);
    }
  }

  idle(): Promise<void> {
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => this.whenIdle.push(resolve));
  }

  private open(name: string): Lane {
    const lane = { name, waiting: new Set<Heard>() };
    this.lanes.set(name, lane);
    return lane;
  }

  private wait(event: Heard, lane: Lane): void {
    lane.waiting.add(event);
    this.kindred(event).set(event, lane);
    this.makeRoom();
  }

  private makeRoom(): void {
    const { waiting } = this.limits;
    if (this.droppable.size + this.others.size <= waiting) return;
    const [oldest] = this.droppable;
    if (oldest) this.drop(...oldest);
    else if (this.others.size > waiting * MOST_TIMES) {
      const [other] = this.others;
      if (other) this.drop(...other);
    }
  }

  private drop(event: Heard, lane: Lane): void {
    lane.waiting.delete(event);
    this.kindred(event).delete(event);
    if (this.lost === 0) this.options.behind();
    this.lost += 1;
    this.options.dropped(event);
  }

  /** Undefined: done already. */
  private start(event: Heard): Promise<void> | undefined {
    try {
      return this.options.run(event);
    } catch (error) {
      this.options.failed(error);
      return undefined;
    }
  }

  private follow(work: Promise<void>, lane: Lane): void {
    this.running += 1;
    void work
      .catch((error: unknown) => this.options.failed(error))
      .then(() => {
        this.running -= 1;
        this.next(lane);
      });
  }

  /** Goes on with a channel whose event is done: behind the channels that wait. */
  private next(lane: Lane): void {
    this.ready.push(lane);
    while (this.running < this.limits.atOnce) {
      const turn = this.ready.shift();
      if (!turn) break;
      this.goOn(turn);
    }
    if (this.running > 0) return;
    if (this.lost > 0) this.options.caughtUp(this.lost);
    this.lost = 0;
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  private goOn(lane: Lane): void {
    for (const event of lane.waiting) {
      lane.waiting.delete(event);
      this.kindred(event).delete(event);
      const work = this.start(event);
      if (work) {
        this.follow(work, lane);
        return;
      }
    }
    this.lanes.delete(lane.name);
  }

  private kindred({ kind }: Heard): Map<Heard, Lane> {
    return kind === 'message' || kind === 'reaction' ? this.droppable : this.others;
  }
}

function laneOf(event: Heard): string {
  return `${event.chat} ${('channel' in event && event.channel) || ''}`;
}

const MOST_TIMES = 10;
