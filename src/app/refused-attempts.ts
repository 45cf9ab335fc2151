/** What somebody tried without the right to it stands in the audit log too: so many of each person, and no more. */
import type { AuditEntry } from '../audit/entry.ts';
import { Budget } from '../chat/budget.ts';
import type { RefusedAttempt } from '../chat/refused-attempt.ts';
import * as audit from '../store/audit.ts';
import type { App } from './app.ts';
import { entryBy } from './auditing.ts';

/** Answers what notes an attempt. It never rejects: whoever was refused is told so in any case. */
export function refusedAttempts(app: App): (attempt: RefusedAttempt) => Promise<void> {
  const ofPerson = new Budget(BURST, EVERY);
  const ofAll = new Budget(10 * BURST, EVERY / 10);
  return async (attempt) => {
    const { database, clock, log } = app;
    const now = clock.now();
    const { person, chat } = attempt;
    if (!ofPerson.take(String(person.id), now) || !ofAll.take('', now)) {
      log.warn({ person: person.id, chat, tried: attempt.tried }, 'more was refused than is noted');
      return;
    }
    const entry: AuditEntry = {
      ...entryBy({ person, chat }, 'attempt.refused', clock),
      details: { tried: attempt.tried, about: attempt.about?.slice(0, LONGEST), reasons: attempt.ids },
    };
    await database
      .transaction((transaction) => audit.append(transaction, entry))
      .catch((error) => log.error({ err: error }, 'a refused attempt was not noted'));
  };
}

/** A person's attempts that are noted at once, and ms after which one more is. */
const BURST = 20;
const EVERY = 3 * 60_000;
const LONGEST = 200;
