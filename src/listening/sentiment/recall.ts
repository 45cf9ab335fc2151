/** Remembers corrected texts, so that the same words, or nearly the same, are not misread twice. */
import type { Three } from './deciding.ts';
import { BUCKETS, type Grams } from './ngrams.ts';

export interface Remembered {
  grams: Grams;
  /** The place in `LABELS`. */
  label: number;
}

/** Cosines of n-grams: from where texts are alike, and from where they are the same but for a name or a sign. */
const [ALIKE, SAME] = [0.5, 0.97];
/** What likeness adds at most to a score, and by how much the right one leads where the text is the same. */
const [MOST_ADDED, LEAD] = [3, 2];

// One vector, empty between two calls.
const text = new Float32Array(BUCKETS);

/** The scores, moved towards what the likest remembered text was said to be; of two the later one. */
export function recall(scores: Three, grams: Grams, remembered: Iterable<Remembered>): Three {
  const likest = findLikest(grams, remembered);
  if (!likest || likest.likeness < ALIKE) return scores;
  const { label, likeness } = likest;
  const moved: Three = [...scores];
  const added = (MOST_ADDED * (likeness - ALIKE)) / (1 - ALIKE);
  moved[label] = (moved[label] ?? 0) + added;
  if (likeness >= SAME) {
    const others = moved.filter((_, at) => at !== label);
    moved[label] = Math.max(moved[label] ?? 0, Math.max(...others) + LEAD);
  }
  return moved;
}

function findLikest(
  { buckets, values }: Grams,
  remembered: Iterable<Remembered>,
): { label: number; likeness: number } | undefined {
  for (let at = 0; at < buckets.length; at += 1) text[buckets[at] as number] = values[at] as number;
  let likest: { label: number; likeness: number } | undefined;
  for (const { grams, label } of remembered) {
    let likeness = 0;
    for (let at = 0; at < grams.buckets.length; at += 1) {
      likeness += (text[grams.buckets[at] as number] as number) * (grams.values[at] as number);
    }
    if (!likest || likeness >= likest.likeness) likest = { label, likeness };
  }
  for (const bucket of buckets) text[bucket] = 0;
  return likest;
}
