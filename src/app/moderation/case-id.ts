/** Which case is meant. */
import { type Refusal, refuse } from '../../kit/finding.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';

/** What a button carries, or a person typed. Throws a `Refusal`. */
export function readCaseId(words: string): number {
  const found = /^#?(\d{1,15})$/.exec(words.trim());
  if (found) return Number(found[1]);
  throw refuse(
    'case.id.unreadable',
    'id',
    t('"{words}" is no number of a case.', { words: cut(words, 40) }),
    t('/mod cases lists them with their numbers.'),
  );
}

export function unknownCase(id: number): Refusal {
  return refuse(
    'case.unknown',
    'id',
    t('There is no case {id}.', { id: String(id) }),
    t('/mod cases lists them.'),
  );
}
