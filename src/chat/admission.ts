/** Whether what was heard is to be done now: once, and what a dead process had begun not again. */
import type { Card } from './card.ts';
import type { Journal } from './journal.ts';
import type { RawValues } from './option.ts';
import { interruptedCard, missedCard, notTakenCard } from './refusal-cards.ts';

/** `shown`: what is said in the place of its answer; undefined: nothing. */
export type Admission = { isAdmitted: true } | { isAdmitted: false; shown: Card | undefined };

/** `once`: true for the first who asks with an event. */
export async function admit(
  journal: Journal,
  once: (event: string) => Promise<boolean>,
  event: string,
  values: RawValues,
): Promise<Admission> {
  const left = journal.left(event);
  if (left?.stage === 'begun') return { isAdmitted: false, shown: interruptedCard(values) };
  if (left?.stage === 'heard') {
    // Whoever else took it answers it.
    const shown = (await once(event)) ? notTakenCard(values) : undefined;
    return { isAdmitted: false, shown };
  }
  if (left?.stage !== 'taken' && !(await once(event)))
    return { isAdmitted: false, shown: left && interruptedCard(values) };
  if (left?.isLate) return { isAdmitted: false, shown: missedCard(values) };
  journal.reached(event, 'taken');
  return { isAdmitted: true };
}
