/** What befalls a video on its way up: the session's begin, its pieces, its standing, and the looks at what became of it. */
import type { FaultKind } from './faults.ts';
import type { Random } from './random.ts';
import type { Target } from './targets.ts';

/** Of requests that do not publish. */
export interface Aside {
  target: Target;
  /** `killed before`, `killed after`: whoever asks is killed, before the request has its effect or after it. */
  kind: FaultKind | 'killed before' | 'killed after';
  /** So many are let through before. */
  skip?: number;
}

/** Of a video the first requests are the session, three pieces, and the look at what became of it. */
export function planUploads(random: Random): Aside[] {
  return Array.from({ length: random.between(1, 3) }, () => ({
    ...{ target: 'tube' as const, kind: random.pick(KINDS), skip: random.between(0, 5) },
  }));
}

const KINDS: Aside['kind'][] = [
  ...(['killed before', 'killed after'] as const),
  ...(['killed before', 'killed after'] as const),
  ...(['lost before', 'lost after', 'cut', 'limited', 'broken before', 'broken after'] as const),
  ...(['strange before', 'strange after', 'delayed', 'expired'] as const),
];
