/** What the harness and a worker that escalates say to each other. */
import type { EscalationPolicy } from '../../../src/crisis/escalation.ts';
import type { Press } from './plan.ts';

/** Given once, with the start. */
export interface WorkerSettings {
  /** Of a server; without it, the embedded database in `dataDir`. */
  databaseUrl?: string;
  redisUrl?: string;
  dataDir: string;
  /** Of the far side: chats and the gateway. */
  address: string;
}

export type Order =
  /** A new run, or a clock that was set back: everything of before is let go. */
  | { kind: 'begin'; offset: number; policy: EscalationPolicy; byQueue: boolean }
  /** The clock goes that much (ms) before the system's. */
  | { kind: 'clock'; offset: number }
  /** Ends itself before that many more statements. */
  | { kind: 'trap'; statements: number }
  | { kind: 'open'; title: string }
  /** A press that comes too late is no fault. */
  | { kind: 'press'; id: number; press: Press['kind']; by: string }
  /** Does and says all that is due. */
  | { kind: 'work' }
  | { kind: 'audit' }
  /** Of the harness, which has no way of its own into a worker's embedded database. */
  | { kind: 'query'; query: Query }
  | { kind: 'stop' };

export interface Query {
  text: string;
  values: unknown[];
  rowMode?: 'array';
}

export interface Asked {
  id: number;
  order: Order;
}
