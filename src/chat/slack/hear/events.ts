/** Hands Slack's events to the listeners that want them. */
import type { Log } from '../../../kit/log.ts';
import type { HeardHandler } from '../../listeners.ts';
import { SLACK } from '../rich-text.ts';
import { kindOf, readEvent, type Self } from './read.ts';

/** What the cheap look goes by: nobody has checked it yet. */
interface Sent {
  event_id?: unknown;
  event?: {
    type?: unknown;
    subtype?: unknown;
    channel?: unknown;
    item?: { channel?: unknown };
    ts?: unknown;
    thread_ts?: unknown;
  };
}

export interface EventOptions {
  self: Self;
  handler: HeardHandler;
  log: Log;
}

export class SlackEvents {
  private readonly options: EventOptions;
  /** Slack tells an event again when it misses our word for it. */
  private readonly taken = new Set<unknown>();

  constructor(options: EventOptions) {
    this.options = options;
  }

  /** An `event_callback`. Never throws. */
  take(body: Sent): void {
    const { handler, self, log } = this.options;
    const { type, subtype, channel, item, ts, thread_ts } = body.event ?? {};
    const kind = kindOf(String(type), subtype);
    const where = channel ?? item?.channel;
    const channelId = typeof where === 'string' ? where : undefined;
    const isAnswer = thread_ts !== undefined && thread_ts !== ts;
    if (!kind || !handler.wants(SLACK, kind, { channel: channelId, isAnswer })) return;
    if (this.taken.has(body.event_id)) return;
    this.note(body.event_id);
    try {
      const event = readEvent(kind, body, self);
      if (event) handler.handle(event);
    } catch (error) {
      // Its words are nobody's business in a log.
      log.warn({ kind, reason: String(error) }, 'Slack sent an event that is not as described');
    }
  }

  private note(event: unknown): void {
    if (this.taken.size >= MOST_NOTED) this.taken.clear();
    this.taken.add(event);
  }
}

const MOST_NOTED = 10_000;
