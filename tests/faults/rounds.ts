/** The rounds of a run: what goes wrong around the workers in each, and by how much time is moved on after it. */
import type { Random } from './random.ts';

/** Redis emptied; the database killed, or the workers' connections to it; a worker asked to stop. */
export type Trouble = 'flush' | 'crash' | 'disconnect' | 'stop';

export interface Round {
  trouble?: Trouble;
  /** ms after the order at which a worker is killed, wherever it is; and at which the trouble comes. */
  kill?: number;
  after: number;
  /** Waits until the dead's leases have run out. */
  patient: boolean;
  /** Credentials that have expired are renewed afterwards. */
  renews: boolean;
  /** ms by which time is moved on afterwards. */
  advance: number;
  /** Instead, where something falls due in the next hours: to so many ms before that. */
  before?: number;
}

/** `wanted`: by how much time is to be moved on after the first rounds, for a kill to come about. */
export function planRounds(random: Random, wanted: number[], byQueue: boolean): Round[] {
  return Array.from({ length: wanted.length + random.between(2, 3) }, (_, position): Round => {
    const trouble = troubleOf(random, byQueue);
    return {
      ...(trouble && { trouble }),
      ...(random.chance(0.15) && { kill: random.between(0, 60) }),
      after: random.between(2, 40),
      patient: position < wanted.length || random.chance(0.6),
      renews: random.chance(0.5),
      advance: wanted[position] ?? random.between(...random.pick(ADVANCES)),
      ...(wanted[position] === undefined && random.chance(0.4) && { before: random.between(100, 1_900) }),
    };
  });
}

function troubleOf(random: Random, byQueue: boolean): Trouble | undefined {
  if (random.chance(0.012)) return 'crash';
  if (random.chance(0.06)) return 'stop';
  if (random.chance(0.06)) return 'disconnect';
  return byQueue && random.chance(0.5) ? 'flush' : undefined;
}

/** ms: past a pause, past the settling, past the quarter of an hour between later tries, past an hour of memory. */
const ADVANCES: [number, number][] = [
  [500, 3_000],
  [2_000, 20_000],
  [31_000, 90_000],
  [31_000, 90_000],
  [120_000, 1_200_000],
  [3_600_000, 4_200_000],
];
