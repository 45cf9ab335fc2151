/** What one run tries: its posts, and everything that goes wrong with them. Made from the seed alone. */
import type { Step } from '../../src/app/deliveries/steps.ts';
import { planAnswer } from './answers.ts';
import { planTime } from './dates.ts';
import { FAULT_KINDS, type FaultKind } from './faults.ts';
import { type Kill, LOSING, MOMENTS, type Moment, planKills } from './kills.ts';
import { CLIENT_MOMENTS, type ClientMoment } from './orders.ts';
import { type Random, randomOf, seedOf } from './random.ts';
import { planRounds, type Round } from './rounds.ts';
import { FILMS, type Film, isFilm, isLookedFor, type Shape, TARGETS, type Target, takes } from './targets.ts';
import { type Aside, planTurn, planUploads, targetsOf } from './uploads.ts';

export interface Plan {
  index: number;
  /** Its own, from the harness' seed and the index. */
  seed: number;
  /** Epoch ms at which its clocks start. */
  start: number;
  posts: PlannedPost[];
  workers: 1 | 2;
  /** Workers are woken by the queue on Redis, not by an order. */
  byQueue: boolean;
  kills: Kill[];
  /** Where a worker stands still until another may have taken its delivery over, and goes on then. */
  stalls: { step: Step; post: number; target: Target }[];
  /** Of publishing requests: for one delivery in this order. */
  faults: { post: number; target: Target; kind: FaultKind }[];
  /** Of other requests (looks, uploads, sessions), in this order. */
  asides: Aside[];
  acts: Act[];
  rounds: Round[];
}

export interface PlannedPost extends Shape {
  /** Epoch ms; null: as soon as it is approved. */
  at: number | null;
  targets: Target[];
  /** These have a text of their own. */
  variants: Target[];
  /** In review at first. Never so post 0, which people leave alone: the run's first kill surely happens. */
  waits: boolean;
  /** Of what somebody else wrote to its one account. */
  isAnswer?: true;
}

/** What a person does in the very moment; `tamper` is a hand in the database. */
export interface Act {
  kind: 'edit' | 'edit and approve' | 'cancel' | 'approve' | 'freeze' | 'tamper';
  post: number;
  /** When a worker comes to this; without it, before the first round. */
  on?: { step: Step; post: number; target: Target };
  /** ms for which the worker stands still there. */
  pause: number;
  /** It stands still inside the network's client instead, past its lease. */
  inClient?: ClientMoment;
}

export function makePlan(harnessSeed: number, index: number): Plan {
  const seed = seedOf(harnessSeed, index);
  const random = randomOf(seed);
  const { start, dues } = planTime(random);
  const first = MOMENTS[index % MOMENTS.length] as Moment;
  const videos = randomOf(seed + 4);
  const parts = first.startsWith('part') ? 2 : 1;
  const turn = index % FILMED_EACH === 0 && parts === 1 ? Math.floor(index / FILMED_EACH) : undefined;
  const posts = planPosts(random, dues, { parts, turn }, videos);
  const { kills, faults, advances } = planKills(random, posts, first);
  const upload = turn === undefined ? undefined : planTurn(turn);
  const byQueue = random.chance(0.15);
  const answer = planAnswer(randomOf(seed + 5), index, posts.length);
  return {
    ...{ index, seed, start, byQueue },
    posts: [...posts, ...answer.posts],
    kills: [...kills, ...(upload?.kills ?? []), ...answer.kills],
    workers: random.chance(0.4) ? 2 : 1,
    stalls: random.chance(0.15) ? [planStall(random, posts)] : [],
    faults: [
      ...faults,
      ...(upload?.faults ?? []),
      ...answer.faults,
      ...planRefusals(posts, randomOf(seed + 3)),
      ...planFaults(random, posts),
    ],
    asides: [
      ...(upload?.asides ?? []),
      ...TARGETS.flatMap((target) =>
        random.chance(0.12) ? [{ target, kind: random.pick(ASIDE_KINDS) }] : [],
      ),
      ...posts.flatMap(({ shown, targets }) => (isFilm(shown) ? planUploads(videos, targets) : [])),
    ],
    acts: [...planActs(random, posts, randomOf(seed + 2)), ...answer.acts],
    rounds: planRounds(random, advances, byQueue),
  };
}

const ASIDE_KINDS: FaultKind[] = [
  'lost before',
  'lost after',
  'delayed',
  'limited',
  'broken before',
  'strange before',
  'expired',
];

/**
 * `parts`: of post 0, which has a video where it is the `turn` of one. `videos`: which others have one; a source of its own, as
 * they came to be planned later.
 */
function planPosts(
  random: Random,
  dues: (number | null)[],
  { parts, turn }: { parts: number; turn: number | undefined },
  videos: Random,
): PlannedPost[] {
  return dues.map((at, position) => {
    const told: Shape = {
      parts: position === 0 ? parts : random.pick([1, 1, 1, 2, 3]),
      shown: random.chance(0.3) ? 'picture' : 'nothing',
    };
    const isFilmed = position > 0 ? videos.chance(0.25) : turn !== undefined;
    const shape = isFilmed ? { parts: 1, shown: filmOf(videos, position > 0 ? undefined : turn) } : told;
    const able = TARGETS.filter((target) => takes(target, shape));
    const some = able.filter((target) => random.some(TARGETS, random.between(2, 4)).includes(target));
    const least: Target[] = isFilmed ? able : ['web', 'bare'];
    const targets = some.length > 0 ? some : least;
    return {
      ...{ at, ...shape },
      targets: position === 0 ? able : targets,
      variants: random.chance(0.3) ? random.some(targets, 1) : [],
      waits: position > 0 && random.chance(0.2),
    };
  });
}

/** One that goes wherever that turn wants it to. */
function filmOf(random: Random, turn: number | undefined): Film {
  const wanted = turn === undefined ? [] : targetsOf(turn);
  const able = FILMS.filter((shown) => wanted.every((target) => takes(target, { parts: 1, shown })));
  return random.pick(able);
}

/** Runs, of which one has a video as its first post. */
const FILMED_EACH = 5;

function planStall(random: Random, posts: PlannedPost[]): Plan['stalls'][number] {
  const post = random.between(0, posts.length - 1);
  return { step: random.pick(STALL_STEPS), post, target: random.pick(posts[post]?.targets ?? []) };
}

const STALL_STEPS: Step[] = [
  'claimed',
  'due',
  'looked',
  'beginning',
  'begun',
  'calling',
  'kept',
  'answered',
  'failed',
  'ending',
];

function planFaults(random: Random, posts: PlannedPost[]): Plan['faults'] {
  return posts.flatMap(({ targets }, post) =>
    targets
      .filter(() => random.chance(0.3))
      .flatMap((target) =>
        random.some(FAULT_KINDS, random.between(1, 2)).map((kind) => ({ post, target, kind })),
      ),
  );
}

/** A lost answer, and then a word that tells nothing of it. Not where nobody can look: there it is asked about. */
function planRefusals(posts: PlannedPost[], random: Random): Plan['faults'] {
  return posts.flatMap(({ targets, shown }, post) => {
    const wanted = targets.filter((target) => isLookedFor(target, shown) && random.chance(0.08));
    // Post 0 is left to the run's first kill.
    if (post === 0) return [];
    return wanted.flatMap((target) =>
      [random.pick(LOSING), 'refused' as const].map((kind) => ({ post, target, kind })),
    );
  });
}

/** `clients`: a source of its own, for what came to be planned later; the rest of a plan stays as it was. */
function planActs(random: Random, posts: PlannedPost[], clients: Random): Act[] {
  return posts.flatMap(({ waits, targets }, post): Act[] => {
    if (post === 0) return [];
    const pause = random.chance(0.5) ? random.between(2, 25) : 0;
    const on = { step: random.pick(ACT_STEPS), post, target: random.pick(targets) };
    if (waits)
      return [
        {
          kind: 'approve',
          post,
          on: { ...on, post: 0, target: random.pick(posts[0]?.targets ?? []) },
          pause,
        },
      ];
    if (random.chance(0.04)) return [{ kind: 'tamper', post, pause: 0 }];
    if (random.chance(0.55)) return [];
    const kind = random.pick(['edit', 'edit', 'edit and approve', 'cancel', 'cancel', 'freeze'] as const);
    // Webhooks do not go by `fetch`, where the worker stands still.
    if (kind === 'freeze' && on.target !== 'web' && clients.chance(0.4))
      return [
        { kind, post, on: { ...on, step: 'calling' }, pause: 0, inClient: clients.pick(CLIENT_MOMENTS) },
      ];
    return [{ kind, post, on, pause }];
  });
}

const ACT_STEPS: Step[] = ['claimed', 'due', 'beginning', 'begun', 'calling', 'answered', 'failed', 'ending'];
