/** Opens the journal of what the chats hear, in the folder of this process. */
import type { Environment } from '../../config/env.ts';
import type { App } from '../app/app.ts';
import type { Closing } from '../assembly/closing.ts';
import type { Journal } from '../chat/journal.ts';
import type { Seal } from '../kit/seal.ts';
import { FileJournal } from '../store/journal/journal.ts';

export function openJournal(
  { dataDir, databaseUrl }: Environment,
  { clock, log }: App,
  seal: Seal,
  closing: Closing,
): Journal {
  // The embedded database keeps every other process out of its folder.
  const journal = new FileJournal({ dataDir, isSole: !databaseUrl, seal, clock, log });
  journal.start();
  closing.add(async () => journal.stop());
  return journal;
}
