/** What others write in one run, and when the process that reads them dies. From its seed alone. */
import type { Random } from '../random.ts';

export interface Writing {
  text: string;
  /** Which of all that is written before it answers; undefined: it begins a conversation. */
  answers?: number;
  visibility: 'public' | 'direct';
}

export interface Phase {
  writings: Writing[];
  /** Each life of the process ends at its so manieth step (a query, or a call to the chat, before and after it). */
  kills: number[];
  /** Answers of the chat that are lost. */
  lost: ('before' | 'after')[];
}

export type Plan = Phase[];

export function planOf(random: Random): Plan {
  let written = 0;
  return Array.from({ length: random.between(1, 3) }, () => {
    const isWave = random.chance(0.4);
    const writings = Array.from({ length: isWave ? random.between(12, 20) : random.between(1, 6) }, () => {
      const answers = written > 0 && random.chance(0.25) ? random.between(0, written - 1) : undefined;
      written += 1;
      const text = isWave ? `Where is my parcel, number ${written}` : `Number ${written} says something`;
      const visibility = random.chance(0.1) ? ('direct' as const) : ('public' as const);
      return { text, visibility, ...(answers !== undefined && { answers }) };
    });
    return {
      writings,
      kills: Array.from({ length: random.between(1, 3) }, () => random.between(1, isWave ? 400 : 150)),
      lost: Array.from({ length: random.between(0, 2) }, () => random.pick(['before', 'after'] as const)),
    };
  });
}
