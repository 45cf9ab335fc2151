/** The reviews after freezes: shown until nothing waits for a decision any more. */

import { subjectOf } from '../kit/subject.ts';
import * as freezes from '../store/freezes.ts';
import * as outbox from '../store/outbox.ts';
import type { App } from './app.ts';
import { wakeForCards } from './waking.ts';

/** To be called after anything that decides on a post that was held. */
export async function refreshReviews(app: App): Promise<void> {
  for (const { id, targets } of await freezes.underReview(app.database)) {
    const { count } = await freezes.held(app.database, targets, 1);
    if (count === 0) await freezes.markReviewed(app.database, id, new Date(app.clock.now()));
    await refresh(app, id);
  }
}

/** The cards of freezes that ended while one of these still held tell of it no more. */
export async function refreshEnded(app: App, lifted: freezes.StoredFreeze[]): Promise<void> {
  if (lifted.length === 0) return;
  const since = new Date(Math.min(...lifted.map((one) => one.frozenAt.getTime())));
  for (const { id } of await freezes.endedSince(app.database, since)) await refresh(app, id);
}

/** What falls due while posts are frozen is counted on the freeze's card. */
export async function refreshFreezes(app: App): Promise<void> {
  for (const { id } of await freezes.opened(app.database)) await refresh(app, id);
}

async function refresh(app: App, id: number): Promise<void> {
  const subject = subjectOf('freeze', id);
  await outbox.markChanged(app.database, subject);
  await wakeForCards(app, subject);
}
