/** The card of a source: sent where something is wrong with it, and kept true from then on. */
import { subjectOf } from '../../kit/subject.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { wakeForOutbox } from '../waking.ts';

/** Where the team reviews: it tells what is wrong, and later that it is over. */
export async function tellOfSource(app: App, name: string): Promise<void> {
  await app.database.transaction((transaction) => wantSourceCard(app, transaction, name));
  await wakeForOutbox(app);
}

export async function wantSourceCard({ team }: App, transaction: Transaction, name: string): Promise<void> {
  const subject = subjectOf('source', name);
  await outbox.want(
    transaction,
    Object.entries(team.channels.review).map(
      ([chat, channel]): outbox.WantedMessage => ({
        subject,
        kind: 'card',
        lasting: true,
        to: { chat, channel },
      }),
    ),
  );
}

/** A card that told of it tells now how it is; where none did, nothing is said. */
export async function showSourceChanged(app: App, name: string): Promise<void> {
  await app.database.transaction((transaction) => outbox.markChanged(transaction, subjectOf('source', name)));
  await wakeForOutbox(app);
}
