/** Numbers of crises as people type them. */
import { refuse } from '../../kit/finding.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import * as crises from '../../store/crises.ts';
import type { App } from '../app.ts';

/** "12" or "#12"; nothing, where only one goes on. Throws a `Refusal`. */
export async function crisisMeant(app: App, words: string): Promise<number> {
  const typed = words.trim();
  if (typed !== '') return readCrisisId(typed);
  const [only, ...others] = await crises.goingOn(app.database, 10);
  if (only && others.length === 0) return only.id;
  if (!only) throw refuse('crisis.none', 'id', t('No crisis goes on.'), t('/crisis open begins one.'));
  const ids = [only, ...others].map(({ id }) => String(id)).join(', ');
  throw refuse(
    'crisis.id.missing',
    'id',
    t('Several crises go on: {ids}.', { ids }),
    t('Say which one: id:{id}.', { id: String(only.id) }),
  );
}

export function readCrisisId(words: string): number {
  const found = /^#?(\d{1,15})$/.exec(words.trim());
  if (found) return Number(found[1]);
  throw refuse(
    'crisis.id.unreadable',
    'id',
    t('"{words}" is no number of a crisis.', { words: cut(words, 40) }),
    t('Give its number, such as 12. /crisis list shows them.'),
  );
}
