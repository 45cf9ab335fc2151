/** A grant that no renewal keeps alive is about to run out: its owner is asked, and whoever reviews. */
import { subjectOf } from '../../kit/subject.ts';
import * as grants from '../../store/grants.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { WARNED_AHEAD } from '../grant-keeper.ts';
import { cardsIn, reviewChannels } from '../places.ts';
import { ownersPlaces } from '../targets/owner.ts';
import { wakeForCards } from '../waking.ts';

/** Connected again since, or given up: then nobody is asked. */
export async function warnOfEnd(app: App, target: string): Promise<void> {
  const grant = await grants.forTarget(app.database, target);
  if (!grant?.endsAt || grant.endsAt.getTime() - WARNED_AHEAD > app.clock.now()) return;
  if (!app.accounts.get(target)) return;
  const subject = subjectOf('target', target);
  const places = [...reviewChannels(app), ...(await ownersPlaces(app, target))];
  await app.database.transaction(async (transaction) => {
    await outbox.want(transaction, cardsIn(places, subject));
    await outbox.markChanged(transaction, subject);
  });
  await wakeForCards(app, subject);
}
