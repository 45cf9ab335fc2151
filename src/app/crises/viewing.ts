/** A crisis with everything that its card shows. */
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import * as crises from '../../store/crises.ts';
import type { App } from '../app.ts';
import { type FreezeView, viewFreeze } from '../freezes/freeze-view.ts';
import { type NamedPeople, namedPeople } from '../people/person-part.ts';

export interface CrisisView {
  crisis: crises.StoredCrisis;
  people: NamedPeople;
  /** Of the climb of now, the newest last. */
  steps: crises.StoredStep[];
  /** How many levels the policy has. */
  levels: number;
  notes: crises.StoredNote[];
  freeze: FreezeView | undefined;
  /** It is over, and not for too long to be taken up again. */
  canReopen: boolean;
}

export async function viewCrisis(app: App, id: number): Promise<CrisisView | undefined> {
  const db = app.database;
  const crisis = await crises.find(db, id);
  if (!crisis) return undefined;
  const { policy, reopenWithin } = crisisSection.of(app.team);
  const steps = (await crises.stepsOf(db, [id])).get(id) ?? [];
  const notes = await crises.notesOf(db, id, SHOWN);
  const ids = [crisis.openedBy, crisis.acknowledgedBy, crisis.endedBy, ...notes.map((one) => one.personId)];
  return {
    crisis,
    people: await namedPeople(app, ids),
    steps: steps.filter(({ climb }) => climb === crisis.climbNumber),
    levels: policy.levels.length,
    notes,
    freeze: crisis.freezeId === null ? undefined : await viewFreeze(app, crisis.freezeId),
    canReopen: crisis.endedAt !== null && app.clock.now() - crisis.endedAt.getTime() <= reopenWithin,
  };
}

const SHOWN = 5;
