import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Grant } from './grant.ts';
import type { PublicMedia } from './public-media.ts';

/** What a connection is given of the outside. */
export interface Outside {
  clock: Clock;
  log: Log;
  /** A session to keep (tokens), sealed at rest; one per account. */
  session: { load(): Promise<string | undefined>; save(value: string): Promise<void> };
  /** Where the network asks for a consent. */
  grant?: Grant;
  /** Absent: nobody can fetch anything from here. */
  publicMedia?: PublicMedia;
  /** How long one request may take, ms; `DEADLINE` of http.ts unless told. */
  deadline?: number;
}
