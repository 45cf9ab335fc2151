/** Asks now and then what the settings of an account keep back, and tells when that begins. */
import { subjectOf } from '../../kit/subject.ts';
import type { Source } from '../../networks/source.ts';
import * as outbox from '../../store/outbox.ts';
import * as sources from '../../store/sources.ts';
import type { App } from '../app.ts';
import { wakeForOutbox } from '../waking.ts';
import { wantSourceCard } from './telling-source.ts';

/** `read` as it stood before it was read. What cannot be told now is asked again later: reading goes on. */
export async function lookForWithheld(
  app: App,
  read: sources.StoredSource,
  source: Source | undefined,
): Promise<void> {
  const now = app.clock.now();
  const asked = read.withheldAskedAt?.getTime();
  if (!source?.withheld || (asked !== undefined && now - asked < EVERY)) return;
  const words = await wordsOf(app, read, source);
  await app.database.transaction(async (transaction) => {
    await sources.noteWithheld(transaction, read, words, now);
    if (words !== null && read.withheld === null) await wantSourceCard(app, transaction, read.name);
    else if (words !== read.withheld) await outbox.markChanged(transaction, subjectOf('source', read.name));
  });
  if (words !== read.withheld) await wakeForOutbox(app);
}

async function wordsOf(app: App, read: sources.StoredSource, source: Source): Promise<string | null> {
  try {
    const withheld = await source.withheld?.();
    return withheld ? `${withheld.fact} ${withheld.remedy}` : null;
  } catch (error) {
    app.log.warn({ err: error, source: read.name }, 'it was not told what the account holds back');
    return read.withheld;
  }
}

/** ms */
const EVERY = 3_600_000;
