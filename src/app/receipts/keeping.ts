/** What is kept of how a post differs from what was approved: the places, and of long ones their beginning. Pure. */
import { createHash } from 'node:crypto';
import { shortened } from '../../kit/storable.ts';
import { differencesOfTexts } from '../../posts/difference.ts';
import type { PartDrift } from '../../store/receipts.ts';

/** Of what stands there the hash is kept besides: so another change is seen, though it is left out here. */
export function keptOf(drifts: readonly PartDrift[]): PartDrift[] {
  return drifts.flatMap((drift) => placesOf(drift).map((place) => ({ ...place, hash: hashOf(drift.after) })));
}

/** For the audit log, which is kept for ever: where it differs, and the hash of what stands there, in none of its words. */
export function namesOf(drifts: readonly PartDrift[]): { part: number; what: string; shown: string }[] {
  return drifts.map(({ part, what, after }) => ({ part, what, shown: hashOf(after) }));
}

function placesOf(drift: PartDrift): PartDrift[] {
  // Of a part that is gone its number says all.
  if (drift.what === 'part') return [{ ...drift, before: '' }];
  const places = drift.what === 'text' ? differencesOfTexts(drift.before, drift.after) : [drift];
  return places.map(({ before, after }) => ({
    ...drift,
    before: shortened(before, LONGEST),
    after: shortened(after, LONGEST),
  }));
}

function hashOf(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}

/** Characters of what stood there, and of what stands there now. */
export const LONGEST = 200;
