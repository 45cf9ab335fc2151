/** Entries of the audit log, and a word of where it ends. */
import { section as auditSection } from '../../config/team/sections/audit.ts';
import type { AuditHead } from '../audit/chain.ts';
import type { AuditEntry, AuditKind } from '../audit/entry.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { sendEvent } from '../networks/webhook/event.ts';
import type { Actor } from '../people/actor.ts';
import { done, type Outcome } from '../queue/job.ts';
import { head } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
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
export async function noteAuditHead(app: App): Promise<Outcome> {
  const { database, log, clock, team } = app;
  const end = await logAuditHead(database, log);
  const { heads } = auditSection.of(team);
  if (end.sequence === 0 || !heads) return done;
  const { sequence, hash } = end;
  const body = { at: new Date(clock.now()).toISOString(), sequence, hash };
  await sendEvent(heads, { name: 'audit', key: `audit${sequence}`, body }, { clock, deadline: DEADLINE });
  return done;
}

/** The line that is to be kept elsewhere. Answers where the log ends. */
export async function logAuditHead(database: Database, log: Log): Promise<AuditHead> {
  const end = await head(database);
  if (end.sequence > 0)
    log.info({ event: 'audit', head: `${end.sequence}:${end.hash}` }, 'the audit log ends here for now');
  return end;
}

/** ms */
const DEADLINE = 10_000;
