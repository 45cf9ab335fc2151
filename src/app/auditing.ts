/** Entries of the audit log, and a word of where it ends. */
import type { AuditEntry, AuditKind } from '../audit/entry.ts';
import type { Clock } from '../kit/clock.ts';
import type { Actor } from '../people/actor.ts';
import { done, type Outcome } from '../queue/job.ts';
import { head } from '../store/audit.ts';
import type { StoredPost } from '../store/posts.ts';
import type { App } from './app.ts';

/** What was done, when, by whom, from where. */
export function entryBy({ person, chat }: Actor, kind: AuditKind, clock: Clock): AuditEntry {
  return { ...entryOf(kind, clock), person: { id: person.id, name: person.name }, chat };
}

/** Which post an entry is about, and which one that corrects. */
export function aboutPost({ id, corrects }: Pick<StoredPost, 'id' | 'corrects'>) {
  return { post: id, ...(corrects === null ? {} : { corrects }) };
}

/** Of what nobody did. */
export function entryOf(kind: AuditKind, clock: Clock): AuditEntry {
  return { kind, at: new Date(clock.now()).toISOString() };
}

/** A chain that was cut or made anew as a whole shows only by what was written down outside of it. */
export async function noteAuditHead({ database, log }: App): Promise<Outcome> {
  const { sequence, hash } = await head(database);
  if (sequence > 0)
    log.info({ event: 'audit', head: `${sequence}:${hash}` }, 'the audit log ends here for now');
  return done;
}
