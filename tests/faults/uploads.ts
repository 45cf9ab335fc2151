/** What befalls a video before it is shown: as it is begun, its pieces, its standing, and the looks at what became of it. */
import type { FaultKind } from './faults.ts';
import type { Random } from './random.ts';
import type { Target } from './targets.ts';

/** Of requests that do not publish. */
export interface Aside {
  target: Target;
  /** `killed before`, `killed after`: whoever asks is killed, before the request has its effect or after it. */
  kind: FaultKind | 'refused' | 'killed before' | 'killed after';
  /** So many are let through before. */
  skip?: number;
}

/** `targets`: that the video goes to. The first requests are its begin, its pieces, and the look at what became of it. */
export function planUploads(random: Random, targets: Target[]): Aside[] {
  return Array.from({ length: random.between(1, 3) }, () => ({
    ...{ target: random.pick(targets), kind: random.pick(KINDS), skip: random.between(0, 5) },
  }));
}

const KINDS: Aside['kind'][] = [
  ...(['killed before', 'killed after'] as const),
  ...(['killed before', 'killed after'] as const),
  ...(['lost before', 'lost after', 'cut', 'limited', 'broken before', 'broken after'] as const),
  ...(['strange before', 'strange after', 'delayed', 'expired', 'refused'] as const),
];
