/** What a delivery is and how it can end, whichever way it travels. */
import type { Json } from '../json.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

export interface Envelope {
  type: EnvelopeType;
  payload: Json;
  /** Set when an event is delivered again. */
  retry?: { attempt: number; reason: string } | undefined;
}

export type Answer =
  | { acknowledged: true; afterMs: number; payload: unknown }
  | {
      acknowledged: false;
      reason: 'timeout' | 'connection_failed' | 'http_error' | 'no_connection' | 'not_interactive';
      status?: number;
    };

export interface Transport {
  send(envelope: Envelope): Promise<Answer>;
  close(): void | Promise<void>;
}
