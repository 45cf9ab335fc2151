/** Posts that answer what somebody else wrote to an account: one in every second run, with a kill or a lost answer of its own. */
import { FAULT_KINDS } from './faults.ts';
import { type Kill, LOSING, MOMENTS, type Moment, wayTo } from './kills.ts';
import { CLIENT_MOMENTS } from './orders.ts';
import type { Act, Plan, PlannedPost } from './plan.ts';
import type { Random } from './random.ts';
import { ANSWERED, type Target } from './targets.ts';

interface Planned {
  posts: PlannedPost[];
  kills: Kill[];
  faults: Plan['faults'];
  acts: Act[];
}

const NONE: Planned = { posts: [], kills: [], faults: [], acts: [] };

/** `post`: its position in the plan, behind all others. Accounts, and kills and lost answers, take turns. */
export function planAnswer(random: Random, index: number, post: number): Planned {
  if (index % 2 === 0) return NONE;
  const turn = Math.floor(index / 2);
  const target = ANSWERED[turn % ANSWERED.length] as Target;
  const planned: PlannedPost = {
    ...{ at: null, parts: 1, shown: 'nothing', isAnswer: true },
    ...{ targets: [target], variants: [], waits: false },
  };
  const round = Math.floor(turn / ANSWERED.length);
  if (round % 3 === 2) {
    const kind = random.pick(random.chance(0.7) ? LOSING : FAULT_KINDS);
    return {
      ...NONE,
      posts: [planned],
      faults: [{ post, target, kind }],
      acts: actsOn(random, post, target),
    };
  }
  const at = random.pick(MOMENTS.filter((moment) => comes(moment, target)));
  const { faults } = wayTo(random, at, planned);
  return {
    ...{ posts: [planned], acts: [] },
    kills: [{ at, post, target, time: 1, goesOn: random.chance(0.5) }],
    faults: faults.map((kind) => ({ post, target, kind })),
  };
}

/** Sometimes the account is frozen as its answer leaves. */
function actsOn(random: Random, post: number, target: Target): Act[] {
  if (!random.chance(0.3)) return [];
  const on = { step: 'calling' as const, post, target };
  return [{ kind: 'freeze', post, on, pause: 0, inClient: random.pick(CLIENT_MOMENTS) }];
}

/** An answer has one part; some networks need nothing kept of it, or take it again under the same id. */
function comes(moment: Moment, target: Target): boolean {
  if (moment.startsWith('part')) return false;
  if (moment === 'keeping' || moment === 'kept') return KEEPING.includes(target);
  return (moment !== 'looking' && moment !== 'looked') || target !== 'sky';
}

/** Under what it will stand is known before it is sent. */
const KEEPING: readonly Target[] = ['gram', 'tube', 'thr'];
