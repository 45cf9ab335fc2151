/** What must not be, in what a run left: steps that were missed, what was said twice, pings after the acknowledgement. */
import {
  type DoneStep,
  type EscalationPolicy,
  nextStep,
  type Roster,
} from '../../../src/crisis/escalation.ts';
import type { Arrival } from './far-side.ts';
import { PEOPLE } from './plan.ts';
import type { Played } from './run.ts';

export interface Evidence {
  policy: EscalationPolicy;
  crises: { id: number; state: string; climb: number; fromLevel: number }[];
  /** In the order in which they were done. */
  steps: (DoneStep & { id: number })[];
  /** What the audit log says of each crisis, in its order: `crisis.ping`, `crisis.acknowledged`. */
  log: { id: number; kind: string }[];
  /** Rows of the outbox about crises. */
  rows: { id: number; key: string; kind: string; round: string; attempted: boolean; places: string }[];
  messages: Arrival[];
  pages: Arrival[];
  stopped: Played['stopped'];
}

export interface Verdict {
  missed: string[];
  twice: string[];
  after: string[];
}

/** As the workers find it: Gone has left. */
export const ROSTER: Roster = {
  people: [...PEOPLE, 'Root'],
  channels: ['review', 'crisis', 'leads'],
  webhooks: ['phone'],
  roles: { responder: ['Di'], admin: ['Root'] },
};

export function judge(evidence: Evidence): Verdict {
  return { missed: missedIn(evidence), twice: twiceIn(evidence), after: afterIn(evidence) };
}

/** Each climb goes through the places of its policy, one after another; one that nobody stopped to its end, and all of it was said. */
function missedIn({ policy, crises, steps, rows, messages, pages }: Evidence): string[] {
  return crises.flatMap((crisis) => {
    const own = steps.filter(({ id }) => id === crisis.id);
    const climbs = [...new Set(own.map(({ climb }) => climb))];
    return climbs.flatMap((climb) => {
      const done = own.filter((step) => step.climb === climb).map(nameOf);
      const fromLevel = Number(done[0]?.split('.')[1] ?? 0);
      const expected = placesOf(policy, climb, fromLevel);
      const isOn = crisis.state === 'open' && crisis.climb === climb;
      const wanted = isOn ? expected : expected.slice(0, done.length);
      const words = `crisis ${crisis.id}, climb ${climb}`;
      if (done.join() !== wanted.join()) return [`${words}: ${done.join()} instead of ${wanted.join()}`];
      return isOn ? unsaid(policy, crisis.id, climb, { rows, messages, pages }) : [];
    });
  });
}

function nameOf({ round, level, kind }: Pick<DoneStep, 'round' | 'level' | 'kind'>): string {
  return `${round}.${level}.${kind}`;
}

function placesOf(policy: EscalationPolicy, number: number, fromLevel: number): string[] {
  const done: DoneStep[] = [];
  for (;;) {
    const climb = { number, since: 0, fromLevel };
    const next = nextStep(policy, { state: 'open', climb }, done, ROSTER, Number.MAX_SAFE_INTEGER);
    if (next.kind === 'none') return done.map(nameOf);
    done.push({ ...next, at: 0 });
  }
}

function unsaid(
  policy: EscalationPolicy,
  id: number,
  climb: number,
  { rows, messages, pages }: Pick<Evidence, 'rows' | 'messages' | 'pages'>,
): string[] {
  const there = new Set(messages.map(({ key }) => key));
  const silent = rows
    .filter((row) => row.id === id && row.kind === 'ping' && row.round.startsWith(`${climb}.`))
    .filter(({ key }) => !there.has(key))
    .map(({ round, places }) => `crisis ${id}: the ping ${round} to ${places} never arrived`);
  const paged = policy.levels.filter(({ targets }) => targets.some(({ kind }) => kind === 'webhook')).length;
  const arrived = new Set(pages.filter(({ words }) => JSON.parse(words).crisis === id).map(({ key }) => key));
  return paged > 0 && climb === 1 && arrived.size < paged * (policy.repeat + 1)
    ? [...silent, `crisis ${id}: ${arrived.size} pages of ${paged * (policy.repeat + 1)} arrived`]
    : silent;
}

/** A page may be sent again under its key; a message may not. */
function twiceIn({ messages, pages, steps }: Evidence): string[] {
  const seen = new Map<string, number>();
  for (const { key } of messages) seen.set(key, (seen.get(key) ?? 0) + 1);
  const said = [...seen]
    .filter(([, count]) => count > 1)
    .map(([key, count]) => `${key} was said ${count} times`);
  const bodies = new Map<string, Set<string>>();
  for (const { key, words } of pages) bodies.set(key, (bodies.get(key) ?? new Set()).add(words));
  const paged = [...bodies]
    .filter(([, all]) => all.size > 1)
    .map(([key]) => `the page ${key} says two things`);
  const names = steps.map((step) => `${step.id} ${step.climb}.${step.round}.${step.level}`);
  const again = names.filter((name, index) => names.indexOf(name) !== index);
  return [...said, ...paged, ...again.map((name) => `the step ${name} was done twice`)];
}

/** No step in the log behind an end, nothing out that was not begun before it, and nothing later than what was under way. */
function afterIn({ log, rows, messages, stopped }: Evidence): string[] {
  const over = new Set<number>();
  const late: string[] = [];
  for (const { id, kind } of log) {
    if (ENDS.has(kind)) over.add(id);
    if (BEGINS.has(kind)) over.delete(id);
    if (STEPS.has(kind) && over.has(id)) late.push(`crisis ${id}: ${kind} after its end`);
  }
  const pings = rows.filter(({ kind }) => kind !== 'card');
  const unasked = new Set(pings.filter(({ attempted }) => !attempted).map(({ key }) => key));
  const out = messages.filter(({ key }) => unasked.has(key)).map(({ key }) => `${key} was never to be sent`);
  const behind = stopped.flatMap(({ id, climb, at }) => {
    const own = pings.filter((row) => row.id === id && Number(row.round.split('.')[0]) <= climb);
    const keys = new Set(own.map(({ key }) => key));
    return messages
      .filter((one) => keys.has(one.key) && one.at > at + UNDER_WAY)
      .map(({ key, at: came }) => `crisis ${id}: ${key} came ${came - at} ms after its end`);
  });
  return [...late, ...out, ...behind];
}

const ENDS = new Set(['crisis.acknowledged', 'crisis.resolved', 'crisis.dismissed']);
const BEGINS = new Set(['crisis.escalated', 'crisis.reopened']);
const STEPS = new Set(['crisis.ping', 'crisis.skip', 'crisis.exhausted']);
/** ms: a request that had left by then. */
const UNDER_WAY = 1_500;
