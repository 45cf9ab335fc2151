/** Ends freezes. What fell due meanwhile is reviewed: it goes out, moves or is dropped by a person's word alone. */
import { Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { writeWhen } from '../../kit/when.ts';
import type { Actor } from '../../people/actor.ts';
import { liesWithin, overlaps, readScope, type Scope } from '../../posts/freeze.ts';
import * as audit from '../../store/audit.ts';
import * as freezes from '../../store/freezes.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { refreshEnded, refreshReviews } from '../freeze-reviews.ts';
import { type NamedPeople, namedPeople } from '../people/person-part.ts';
import { type FreezeView, viewFreeze } from './freeze-view.ts';

export interface Resumed {
  lifted: FreezeView[];
  /** Open still: they touch the scope, and stop more than it. */
  wider: freezes.StoredFreeze[];
  people: NamedPeople;
}

/**
 * Lifts every open freeze that lies within the scope. A wider one stays: to open one account must not open others.
 * Throws a `Refusal` when there is none to lift.
 */
export async function resumeScope(app: App, actor: Actor, words: string, reason: string): Promise<Resumed> {
  const scope = readScope(words, { targets: Object.keys(app.team.targets), groups: app.team.groups });
  const open = await freezes.opened(app.database);
  const touched = open.filter((one) => overlaps(one.targets, scope.targets));
  if (touched.length === 0) throw nothingFrozen(open);
  const within = touched.filter((one) => liesWithin(one.targets, scope.targets));
  const wider = touched.filter((one) => !within.includes(one));
  const people = await namedPeople(
    app,
    wider.map((one) => one.personId),
  );
  if (within.length === 0) throw tooWide(scope, wider, people, actor);
  const ids = within.map((one) => one.id);
  return { lifted: await resume(app, actor, ids, reason), wider, people };
}

/** Those that somebody else has lifted already are shown as they stand. */
export async function resume(app: App, actor: Actor, ids: number[], reason: string): Promise<FreezeView[]> {
  const lifted = await app.database.transaction(async (transaction) => {
    const by = { personId: actor.person.id, at: new Date(app.clock.now()) };
    const lifted = await freezes.lift(transaction, ids, by);
    const entries = lifted.map(({ id, scope }) => ({
      ...entryBy(actor, 'freeze.lifted', app.clock),
      details: { freeze: id, scope, reason: reason.trim() || undefined },
    }));
    await audit.append(transaction, ...entries);
    return lifted;
  });
  await refreshReviews(app);
  await refreshEnded(app, lifted);
  return Promise.all(ids.map((id) => viewFreeze(app, id)));
}

function nothingFrozen(open: freezes.StoredFreeze[]) {
  const scopes = open.map((one) => one.scope).join('; ');
  return refuse(
    'freeze.none',
    'scope',
    open.length === 0 ? t('Nothing is frozen.') : t('That is not frozen; this is: {scopes}.', { scopes }),
    open.length === 0
      ? t('/post list shows what is scheduled.')
      : t('Name one of them, or leave it empty, which resumes all of them.'),
  );
}

function tooWide(
  scope: Scope,
  wider: freezes.StoredFreeze[],
  people: NamedPeople,
  { person }: Actor,
): Refusal {
  return new Refusal(
    wider.map(({ targets, scope: frozen, personId, frozenAt, reason }) => ({
      ...{ id: 'freeze.wider', level: 'error' as const, field: 'scope' },
      message: t(
        '{who} froze {frozen}, {at}: {reason}. That stops more than {scope}, so it was not lifted.',
        {
          ...{ who: people.get(personId)?.name ?? t('Somebody'), reason, scope: scope.words },
          frozen: targets === null ? t('everything') : frozen,
          at: writeWhen(frozenAt.getTime(), person.timeZone),
        },
      ),
      remedy: t(
        'Resume on its card lifts all of it, /resume scope:all every freeze. To open {scope} alone, /freeze the others by name first.',
        { scope: scope.words },
      ),
    })),
  );
}
