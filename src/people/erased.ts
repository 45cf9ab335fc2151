/** What stands where words or a name were, once they are erased. */
import { t } from '../kit/t.ts';

export const ERASED = t('(erased)');

export function erasedName(personId: number): string {
  return t('Erased person {id}', { id: String(personId) });
}
