/** Remembers corrected texts, so that the same words, or nearly the same, are not misread twice. */
import type { Three } from './deciding.ts';
import type { Grams } from './ngrams.ts';

export interface Remembered {
  grams: Grams;
  /** The place in `LABELS`. */
  label: number;
}

/** Cosines of n-grams: from where texts are alike, and from where they are the same but for a name or a sign. */
const [ALIKE, SAME] = [0.5, 0.97];
/** What likeness adds at most to a score, and by how much the right one leads where the text is the same. */
const [MOST_ADDED, LEAD] = [3, 2];

export class Memory {
  private readonly remembered: Remembered[];
  /** For each bucket the texts that have it, and with what value: only these are looked at. */
  private readonly holders = new Map<number, { texts: number[]; values: number[] }>();

  constructor(remembered: Remembered[]) {
    this.remembered = remembered;
    remembered.forEach(({ grams }, text) => {
      grams.buckets.forEach((bucket, at) => {
        const held = this.holders.get(bucket) ?? { texts: [], values: [] };
        held.texts.push(text);
        held.values.push(grams.values[at] as number);
        this.holders.set(bucket, held);
      });
    });
  }

  /** The scores, moved towards what the likest text was said to be; of two the later one. */
  recall(scores: Three, grams: Grams): Three {
    const { text, likeness } = this.likest(grams);
    const label = this.remembered[text]?.label;
    if (label === undefined || likeness < ALIKE) return scores;
    const moved: Three = [...scores];
    moved[label] = (moved[label] ?? 0) + (MOST_ADDED * (likeness - ALIKE)) / (1 - ALIKE);
    if (likeness >= SAME) {
      const others = moved.filter((_, at) => at !== label);
      moved[label] = Math.max(moved[label] ?? 0, Math.max(...others) + LEAD);
    }
    return moved;
  }

  private likest({ buckets, values }: Grams): { text: number; likeness: number } {
    const likenesses = new Float64Array(this.remembered.length);
    for (let at = 0; at < buckets.length; at += 1) {
      const held = this.holders.get(buckets[at] as number);
      if (!held) continue;
      const value = values[at] as number;
      for (let index = 0; index < held.texts.length; index += 1) {
        const text = held.texts[index] as number;
        likenesses[text] = (likenesses[text] as number) + value * (held.values[index] as number);
      }
    }
    let best = { text: -1, likeness: 0 };
    likenesses.forEach((likeness, text) => {
      if (likeness >= best.likeness && likeness > 0) best = { text, likeness };
    });
    return best;
  }
}
