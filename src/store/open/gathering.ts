/**
 * A statement is five messages of PostgreSQL's protocol, and PGlite would take each by itself: five ways into
 * WebAssembly and back. Taken together, a short statement costs a quarter less.
 */
import type { PGlite } from '@electric-sql/pglite';

/** The same database, which takes messages that wait for their Sync together with it. Answers come in their order. */
export function gathering(pglite: PGlite): PGlite {
  let gathered: Uint8Array[] = [];
  const execProtocolStream: PGlite['execProtocolStream'] = async (message, options) => {
    gathered.push(message);
    if (WAITS_FOR_SYNC.has(message[0] ?? 0)) return [];
    const together = gathered;
    gathered = [];
    return pglite.execProtocolStream(together.length === 1 ? message : Buffer.concat(together), options);
  };
  return Object.create(pglite, { execProtocolStream: { value: execProtocolStream } }) as PGlite;
}

/** Parse, Bind, Describe, Execute, Close (PostgreSQL's documentation, "Extended Query"). */
const WAITS_FOR_SYNC = new Set([...'PBDEC'].map((kind) => kind.charCodeAt(0)));
