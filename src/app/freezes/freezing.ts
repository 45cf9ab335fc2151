/** Stops publishing, and says so only when it is true: from then on nothing goes out. */
import { setTimeout as pause } from 'node:timers/promises';
import { refuse } from '../../kit/finding.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import { readScope } from '../../posts/freeze.ts';
import * as audit from '../../store/audit.ts';
import * as freezes from '../../store/freezes.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { cardsIn, reviewChannels } from '../places.ts';
import { wakeForCards } from '../waking.ts';
import { type FreezeView, viewFreeze } from './freeze-view.ts';

/**
 * Begun by nobody from the commit on; answers when what was being handed over at that moment has ended too, or after
 * `PATIENCE`: the view then says what may still come. Throws a `Refusal` for an unknown scope. `open`: what else is to be true
 * in the same transaction.
 */
export async function freeze(
  app: App,
  actor: Actor,
  scope: string,
  reason: string,
  open: typeof freezes.open = freezes.open,
): Promise<FreezeView> {
  const { targets, words } = readScope(scope, {
    targets: Object.keys(app.team.targets),
    groups: app.team.groups,
  });
  if (reason.trim() === '') throw noReason();
  const frozen = await app.database.transaction(async (transaction) => {
    const made = await open(transaction, {
      targets,
      scope: words,
      reason: reason.trim(),
      personId: actor.person.id,
      frozenAt: new Date(app.clock.now()),
    });
    await outbox.want(transaction, cardsIn(reviewChannels(app), subjectOf('freeze', made.id)));
    await audit.append(transaction, {
      ...entryBy(actor, 'freeze.opened', app.clock),
      details: { freeze: made.id, scope: words, targets, reason: made.reason, inFlight: made.inFlight },
    });
    return made;
  });
  const subject = subjectOf('freeze', frozen.id);
  await wakeForCards(app, subject);
  await settled(app, frozen);
  await outbox.markChanged(app.database, subject);
  await wakeForCards(app, subject);
  return viewFreeze(app, frozen.id);
}

async function settled(app: App, frozen: freezes.StoredFreeze): Promise<void> {
  for (let waited = 0; waited < PATIENCE; waited += BETWEEN) {
    if ((await freezes.stillInFlight(app.database, frozen)) === 0) return;
    await pause(BETWEEN);
  }
  app.log.warn({ freeze: frozen.id }, 'a freeze was confirmed while something was still being handed over');
}

function noReason() {
  return refuse(
    'freeze.reason.empty',
    'reason',
    t('A freeze needs a reason; none was given.'),
    t('Say in a few words why, such as "the news of this morning".'),
  );
}

/** ms; longer than a network takes to answer as a rule. */
const PATIENCE = 12_000;
const BETWEEN = 100;
