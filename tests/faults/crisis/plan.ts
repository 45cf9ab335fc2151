/** What happens in one run: a policy, crises, and what goes wrong and who presses while it is climbed. From a seed alone. */
import type { EscalationPolicy, Target } from '../../../src/crisis/escalation.ts';
import { type Random, randomOf, seedOf } from '../random.ts';

export interface Plan {
  seed: number;
  index: number;
  policy: EscalationPolicy;
  crises: number;
  rounds: Round[];
  /** Redis wakes the workers beside the orders. */
  byQueue: boolean;
}

/** One look of all workers, and what comes between. */
export interface Round {
  /** ms by which the clock goes on; below zero it is set back. */
  advance: number;
  /** Of one worker: before how many more statements, messages or milliseconds it is killed. */
  kill: { at: 'statement' | 'received' | 'effected' | 'moment'; count: number } | undefined;
  /** The chat and the gateway take nothing in this round. */
  down: boolean;
  /** What a message or page has done is done, and its answer is lost. */
  loses: number;
  flush: boolean;
  presses: Press[];
}

export interface Press {
  /** Which of the crises. */
  crisis: number;
  kind: 'acknowledge' | 'escalate' | 'resolve' | 'dismiss' | 'reopen';
  by: string;
  /** ms after the round has begun. */
  after: number;
}

export const PEOPLE = ['Ada', 'Bo', 'Cy', 'Di'];
const TARGETS: Target[] = [
  { kind: 'channel', name: 'crisis' },
  { kind: 'channel', name: 'leads' },
  { kind: 'webhook', name: 'phone' },
  { kind: 'role', name: 'responder' },
  ...PEOPLE.map((name): Target => ({ kind: 'person', name })),
  // Somebody who left.
  { kind: 'person', name: 'Gone' },
];
const MINUTE = 60_000;

export function makePlan(seed: number, index: number): Plan {
  const random = randomOf(seedOf(seed, index));
  const levels = Array.from({ length: random.between(1, 4) }, () => ({
    targets: random.some(TARGETS, random.between(1, 3)),
    wait: random.between(1, 15) * MINUTE,
  }));
  const crises = random.between(1, 3);
  const rounds = Array.from({ length: random.between(4, 10) }, () => roundOf(random, crises));
  const policy = { levels, repeat: random.between(0, 2) };
  return { seed, index, policy, crises, rounds, byQueue: random.chance(0.3) };
}

function roundOf(random: Random, crises: number): Round {
  const presses = random.chance(0.3) ? [pressOf(random, crises)] : [];
  return {
    advance: random.chance(0.1) ? -random.between(1, 10) * MINUTE : random.between(0, 12 * MINUTE),
    kill: random.chance(0.6) ? killOf(random) : undefined,
    down: random.chance(0.1),
    loses: random.chance(0.2) ? random.between(1, 2) : 0,
    flush: random.chance(0.15),
    // Two who press at once.
    presses: random.chance(0.3) ? [...presses, ...presses.map((one) => ({ ...one, by: 'Di' }))] : presses,
  };
}

function killOf(random: Random): NonNullable<Round['kill']> {
  const at = random.pick(['statement', 'statement', 'received', 'effected', 'moment'] as const);
  const most = { statement: 40, received: 3, effected: 3, moment: 60 }[at];
  return { at, count: random.between(1, most) };
}

function pressOf(random: Random, crises: number): Press {
  const kind = random.pick([
    'acknowledge',
    'acknowledge',
    'acknowledge',
    'escalate',
    'resolve',
    'dismiss',
    'reopen',
  ] as const);
  return {
    ...{ kind, crisis: random.between(0, crises - 1), by: random.pick(PEOPLE) },
    after: random.between(0, 40),
  };
}
