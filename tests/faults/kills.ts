/** Where workers are killed: at a step of an attempt, or while their request is on the network's side. */
import { STEPS, type Step } from '../../src/app/deliveries/steps.ts';
import type { FaultKind } from './faults.ts';
import type { Plan, PlannedPost } from './plan.ts';
import type { Random } from './random.ts';
import { isFilm, type Target } from './targets.ts';

/** `received`: the network has the request, without effect yet. `effected`: the effect is there, no answer yet. */
export type Moment = Step | 'received' | 'effected';

/** They take turns as a run's first kill. */
export const MOMENTS: readonly Moment[] = [...STEPS, 'received', 'effected'];

export interface Kill {
  at: Moment;
  /** The post's position in the plan. */
  post: number;
  target: Target;
  /** At the moment's first, second … coming. */
  time: number;
  /** For `received`: the request has its effect all the same. */
  goesOn: boolean;
}

interface Planned {
  kills: Kill[];
  /** What has to go wrong first, so that the moment comes. */
  faults: Plan['faults'];
  /** By how much (ms) time has to be moved on, round for round. */
  advances: number[];
}

interface Way {
  target: Target;
  faults: FaultKind[];
  advances: number[];
}

/** One kill that surely comes about, at `first`; sometimes more, which may. */
export function planKills(random: Random, posts: PlannedPost[], first: Moment): Planned {
  const post = posts[0] as PlannedPost;
  const { target, faults, advances } = wayTo(random, first, post);
  const sure = { at: first, post: 0, target, time: 1, goesOn: random.chance(0.5) };
  const more = Array.from({ length: random.pick([0, 0, 1, 1, 2]) }, () => anyKill(random, posts));
  return {
    kills: [sure, ...more],
    faults: faults.map((kind) => ({ post: 0, target, kind })),
    advances: [...(isFilm(post.shown) ? [WORKED_ON] : []), ...advances],
  };
}

/** At one of the post's accounts at which that moment comes. */
export function wayTo(random: Random, moment: Moment, { targets, shown, isAnswer }: PlannedPost): Way {
  if (moment === 'looking' || moment === 'looked') return wayToLook(random, targets);
  if (moment === 'keeping' || moment === 'kept') {
    // Telegram is given a video with the post itself.
    const keeping = targets.filter(
      (one) => isAnswer || (isFilm(shown) && one !== 'tele') || KEEPING.includes(one),
    );
    return { target: random.pick(keeping), faults: [], advances: [] };
  }
  const faults = moment === 'failed' ? [random.pick(FAILING)] : [];
  // TikTok never answers that a post is out: it is asked.
  const able = targets.filter((one) => moment !== 'answered' || one !== 'tok');
  return { target: random.pick(able), faults, advances: [] };
}

/** A key is relied on until it may be forgotten; the channel is read back after that. */
function wayToLook(random: Random, targets: Target[]): Way {
  const [target, advance] = random.pick(LOOKING.filter(([one]) => targets.includes(one)));
  return { target, faults: [random.pick(LOSING)], advances: [advance] };
}

function anyKill(random: Random, posts: PlannedPost[]): Kill {
  const post = random.between(0, posts.length - 1);
  const target = random.pick(posts[post]?.targets ?? []);
  return { at: random.pick(MOMENTS), post, target, time: random.between(1, 2), goesOn: random.chance(0.5) };
}

/** Ms, after which what works on a video is done with it. */
const WORKED_ON = 20_000;
/** Not Bluesky: a session there that has expired is renewed, and the call does not fail. */
const FAILING: FaultKind[] = ['lost before', 'lost after', 'cut', 'limited', 'broken before', 'broken after'];
export const LOSING: FaultKind[] = [
  'lost before',
  'lost after',
  'cut',
  'broken before',
  'broken after',
  'busy after',
  'strange before',
  'strange after',
];
/** What these give on the way is kept, and all that is given of a video. */
const KEEPING: Target[] = ['box', 'thr'];
const LOOKING: [Target, number][] = [
  ['slack', 40_000],
  ['x', 40_000],
  ['pin', 40_000],
  ['red', 40_000],
  ['face', 40_000],
  ['thr', 40_000],
  ['gram', 40_000],
  ['link', 40_000],
  ['tube', 40_000],
  ['tok', 40_000],
  ['box', 40_000],
  ['disc', 180_000],
  ['mast', 3_700_000],
];
