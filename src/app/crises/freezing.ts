/** `Freeze posts` on the card of a crisis: what `/freeze` does, for all accounts, and told on the card. */
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import * as crises from '../../store/crises.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { frozenAnswer } from '../cards/freeze-card.ts';
import { freeze } from '../freezes/freezing.ts';
import { wakeForOutbox } from '../waking.ts';
import { unknownCrisis } from './acting.ts';
import { subjectOfCrisis } from './climbing.ts';
import { viewCrisis } from './viewing.ts';

/** Answers what whoever pulled the handle reads. Throws a `Refusal` where it was frozen from here before. */
export async function freezeFor(
  app: App,
  actor: Actor,
  id: number,
): Promise<ReturnType<typeof frozenAnswer>> {
  const view = await viewCrisis(app, id);
  if (!view) throw unknownCrisis(id);
  if (view.freeze && view.freeze.freeze.liftedAt === null) throw frozenAlready();
  const reason = t('Crisis {id}: {title}', { id: String(id), title: view.crisis.title });
  const frozen = await freeze(app, actor, '', reason);
  await app.database.transaction(async (transaction) => {
    await crises.noteFreeze(transaction, id, frozen.freeze.id);
    await outbox.markChanged(transaction, subjectOfCrisis(id));
  });
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
