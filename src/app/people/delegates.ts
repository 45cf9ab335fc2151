/** Who is away, and who stands in for them: by `/away`, looked up at each decision. */
import { ChatError } from '../../chat/chat.ts';
import type { Person } from '../../people/person.ts';
import * as absences from '../../store/absences.ts';
import * as people from '../../store/people.ts';
import type { App } from '../app.ts';
import { recogniseStored } from './recognition.ts';

/** Somebody who is away now. */
export interface Away {
  person: people.StoredPerson;
  /** Epoch ms. */
  until: number;
  delegate?: people.StoredPerson;
}

export async function awayNow(app: App): Promise<Away[]> {
  const lasting = await absences.current(app.database, new Date(app.clock.now()));
  const ids = lasting.flatMap(({ personId, delegateId }) => [personId, delegateId ?? personId]);
  const found = new Map((await people.findAll(app.database, ids)).map((person) => [person.id, person]));
  return lasting.flatMap((absence) => {
    const { personId, delegateId, until } = absence;
    const [person, named] = [found.get(personId), found.get(delegateId ?? 0)];
    const delegate = isInTime(app, absence) ? named : undefined;
    return person ? [{ person, until: until.getTime(), ...(delegate ? { delegate } : {}) }] : [];
  });
}

/** Those for whom the person stands in, with the roles that they hold now. One whose chat does not tell gives no right. */
export async function absentFor(app: App, person: Person): Promise<Person[]> {
  const lasting = await absences.ofDelegate(app.database, person.id, new Date(app.clock.now()));
  const stored = await people.findAll(
    app.database,
    lasting.filter((one) => isInTime(app, one)).map((one) => one.personId),
  );
  const known = await Promise.all(stored.map((one) => knownNow(app, one)));
  return known.filter((one) => one !== undefined);
}

/** Also for what was said before the team file allowed less. */
function isInTime(app: App, { since }: absences.StoredAbsence): boolean {
  return app.clock.now() - since.getTime() < longestDelegation(app);
}

/** ms. */
export function longestDelegation({ team }: App): number {
  return team.approval.longestDelegation ?? SIXTY_DAYS;
}

/** Undefined while their chat does not tell. */
export async function knownNow(app: App, stored: people.StoredPerson): Promise<Person | undefined> {
  try {
    return await recogniseStored(app, stored);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    app.log.warn({ err: error, person: stored.id }, 'the rights of somebody who is away cannot be told');
    return undefined;
  }
}

const SIXTY_DAYS = 60 * 86_400_000;
