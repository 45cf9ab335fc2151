/** What befalls a video on its way: as it is begun, its pieces, its end, the looks at what became of it, and as it is shown. */
import type { FaultKind } from './faults.ts';
import type { Kill } from './kills.ts';
import type { Random } from './random.ts';
import type { Target } from './targets.ts';
import { UPLOAD_STEPS, type UploadStep } from './upload-steps.ts';

/** Of requests that do not publish. */
export interface Aside {
  target: Target;
  /** `killed before`, `killed after`: whoever asks is killed, before the request has its effect or after it. */
  kind: FaultKind | 'refused' | 'killed before' | 'killed after';
  /** So many are let through before. */
  skip?: number;
  /** This one alone, of an upload; the post whose video it is (its position in the plan). */
  at?: { step: UploadStep; post: number };
}

export interface Turn {
  asides: Aside[];
  kills: Kill[];
  faults: { post: number; target: Target; kind: FaultKind }[];
}

/** `targets`: that the video goes to. The first requests are its begin, its pieces, and the look at what became of it. */
export function planUploads(random: Random, targets: Target[]): Aside[] {
  return Array.from({ length: random.between(0, 2) }, () => ({
    ...{ target: random.pick(targets), kind: random.pick(KINDS), skip: random.between(0, 5) },
  }));
}

/** Which targets the video of that turn has to go to. */
export function targetsOf(turn: number): Target[] {
  return waysOf(turn).map(({ target }) => target);
}

/** Kills and lost answers take turns over all requests of all uploads, a few in each turn, at the first post. */
export function planTurn(turn: number): Turn {
  const ways = waysOf(turn);
  const shows = ways.filter(({ step }) => step === 'show');
  return {
    asides: ways
      .filter(({ step }) => step !== 'show')
      .map(({ target, step, kind }) => ({ target, kind, at: { step, post: 0 } })),
    kills: shows.flatMap(({ target, kind }): Kill[] => {
      if (kind === 'lost after') return [];
      const at = kind === 'killed before' ? 'received' : 'effected';
      return [{ at, post: 0, target, time: 1, goesOn: turn % 2 === 0 }];
    }),
    faults: shows.flatMap(({ target, kind }) => (kind === 'lost after' ? [{ post: 0, target, kind }] : [])),
  };
}

function waysOf(turn: number) {
  return Array.from({ length: EACH }, (_, at) => WAYS[((turn * EACH + at) * STRIDE) % WAYS.length] as Way);
}

interface Way {
  target: Target;
  step: UploadStep;
  kind: 'killed before' | 'killed after' | 'lost after';
}

const WAYS: readonly Way[] = UPLOAD_STEPS.flatMap((one) =>
  (['killed before', 'killed after', 'lost after'] as const).map((kind) => ({ ...one, kind })),
);
/** So many befall one post; far from each other in the list, so that they befall different networks. */
const EACH = 3;
const STRIDE = 17;
/** Turns until each has come at least once. */
export const TURNS = Math.ceil(WAYS.length / EACH);

const KINDS: Aside['kind'][] = [
  ...(['killed before', 'killed after'] as const),
  ...(['lost before', 'lost after', 'cut', 'limited', 'broken before', 'broken after'] as const),
  ...(['strange before', 'strange after', 'delayed', 'expired', 'refused'] as const),
];
