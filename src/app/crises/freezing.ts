/** `Freeze posts` on the card of a crisis: what `/freeze` does, for all accounts, and told on the card. */
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import * as crises from '../../store/crises.ts';
import * as freezes from '../../store/freezes.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { frozenAnswer } from '../freezes/freeze-card.ts';
import { freeze } from '../freezes/freezing.ts';
import { wakeForOutbox } from '../waking.ts';
import { unknownCrisis } from './acting.ts';
import { subjectOfCrisis } from './climbing.ts';

/** Answers what whoever pulled the handle reads. Throws a `Refusal` where it was frozen from here before. */
export async function freezeFor(
  app: App,
  actor: Actor,
  id: number,
): Promise<ReturnType<typeof frozenAnswer>> {
  const crisis = await crises.find(app.database, id);
  if (!crisis) throw unknownCrisis(id);
  const reason = t('Crisis {id}: {title}', { id: String(id), title: crisis.title });
  const frozen = await freeze(app, actor, '', reason, async (transaction, freezing) => {
    // Whoever presses in the other chat at this moment waits here, and then sees it.
    const held = await crises.findForUpdate(transaction, id);
    const before = held?.freezeId == null ? undefined : await freezes.find(transaction, held.freezeId);
    if (before && before.liftedAt === null) throw frozenAlready();
    const made = await freezes.open(transaction, freezing);
    await crises.noteFreeze(transaction, id, made.id);
    await outbox.markChanged(transaction, subjectOfCrisis(id));
    return made;
  });
  // The card tells also what was still being handed over.
  await outbox.markChanged(app.database, subjectOfCrisis(id));
  await wakeForOutbox(app);
  return frozenAnswer(frozen);
}

function frozenAlready() {
  return refuse(
    'crisis.frozen',
    'id',
    t('Posts are frozen from this card already.'),
    t('/resume ends it, and asks about each post that fell due meanwhile.'),
  );
}
