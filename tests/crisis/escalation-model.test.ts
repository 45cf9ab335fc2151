/** Random histories of presses, workers that come and go, people who leave: what must hold in each. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Crisis, type CrisisEvent, open, take } from '../../src/crisis/crisis.ts';
import { SEVERITIES, type Severity } from '../../src/crisis/detection/alerting.ts';
import {
  type DoneStep,
  type EscalationPolicy,
  isExhausted,
  levelAbove,
  nextStep,
  overdue,
  type Roster,
} from '../../src/crisis/escalation.ts';

/** What an outsider would write down: pings by their climb, and since when somebody has it. */
interface Model {
  now: number;
  state: 'open' | 'answered';
  climbs: number;
  pings: number;
}

interface Real {
  policy: EscalationPolicy;
  crisis: Crisis;
  roster: Roster;
  done: DoneStep[];
}

type Command = fc.Command<Model, Real>;

const PEOPLE = ['Ada', 'Ben', 'Cem'];

const advance = (by: number): Command => ({
  check: () => true,
  run: (model) => {
    model.now += by;
  },
  toString: () => `time goes on by ${by}`,
});

/** All that is due, as a worker does it that was away until now. */
const work: Command = {
  check: () => true,
  run(model, real) {
    for (let turns = 0; ; turns += 1) {
      expect(turns).toBeLessThan(200);
      const next = nextStep(real.policy, real.crisis, real.done, real.roster, model.now);
      if (next.kind === 'none' || next.dueAt > model.now) break;
      expect(model.state).toBe('open');
      checkStep(real, next, model.now);
      if (next.kind === 'ping') model.pings += 1;
      const { climb, round, level, kind } = next;
      real.done.push({ climb, round, level, kind, at: model.now });
    }
    expect(overdue(real.policy, real.crisis, real.done, real.roster, model.now, 0)).toEqual([]);
  },
  toString: () => 'a worker works',
};

function checkStep(
  real: Real,
  next: Exclude<ReturnType<typeof nextStep>, { kind: 'none' }>,
  now: number,
): void {
  const key = (step: { climb: number; round: number; level: number }) =>
    `${step.climb}.${step.round}.${step.level}`;
  expect(real.done.map(key)).not.toContain(key(next));
  const before = real.done.filter(({ climb }) => climb === next.climb).at(-1);
  if (before?.kind === 'ping') {
    expect(now - before.at).toBeGreaterThanOrEqual(real.policy.levels[before.level]?.wait ?? 0);
  }
  const order = ({ round, level }: { round: number; level: number }) => round * 100 + level;
  if (before) expect(order(next)).toBeGreaterThan(order(before));
  if (next.kind === 'exhausted') return;
  for (const { name } of next.to) expect(real.roster.people).toContain(name);
  expect(next.kind === 'ping').toBe(next.to.length > 0);
}

const press = (event: CrisisEvent): Command => ({
  check: () => true,
  run(model, real) {
    const before = real.crisis;
    const outcome = take(before, event, model.now);
    real.crisis = outcome.crisis;
    if ('refused' in outcome) expect(outcome.crisis).toBe(before);
    model.state = outcome.crisis.state === 'open' ? 'open' : 'answered';
    if ('done' in outcome && (outcome.done === 'escalated' || outcome.done === 'reopened')) model.climbs += 1;
    expect(real.crisis.climb.number).toBe(model.climbs);
  },
  toString: () => event.kind,
});

const escalate: Command = {
  check: () => true,
  run(model, real) {
    const toLevel = levelAbove(real.policy, real.crisis, real.done);
    press({ kind: 'escalate', personId: 1, toLevel }).run(model, real);
  },
  toString: () => 'escalate',
};

/** After an alert somebody is being asked, or has what is as bad as it was; whoever is asked is not asked from below again. */
const alert = (severity: Severity): Command => ({
  check: () => true,
  run(model, real) {
    const before = real.crisis;
    const toLevel = levelAbove(real.policy, before, real.done);
    const wasExhausted = isExhausted(before, real.done);
    const event = { kind: 'alert' as const, severity, isExhausted: wasExhausted, toLevel };
    const { crisis } = take(before, event, model.now);
    real.crisis = crisis;
    if (crisis.state === 'open') {
      expect(isExhausted(crisis, real.done)).toBe(false);
      if (before.state === 'open' && !wasExhausted && crisis.climb !== before.climb)
        expect(crisis.climb).toMatchObject({ since: model.now, fromLevel: toLevel });
    } else {
      const rank = (one: Crisis) => SEVERITIES.indexOf(one.severity);
      expect(rank(crisis)).toBe(rank(before));
    }
    model.state = crisis.state === 'open' ? 'open' : 'answered';
    model.climbs = crisis.climb.number;
    expect([0, 1]).toContain(crisis.climb.number - before.climb.number);
  },
  toString: () => `alert, ${severity}`,
});

const comeOrGo = (name: string): Command => ({
  check: () => true,
  run(_, real) {
    const there = real.roster.people.includes(name);
    const people = there ? real.roster.people.filter((one) => one !== name) : [...real.roster.people, name];
    real.roster = { ...real.roster, people };
  },
  toString: () => `${name} comes or goes`,
});

const commands = [
  fc.integer({ min: 0, max: 40 }).map(advance),
  fc.constant(work),
  fc.constant(work),
  fc
    .constantFrom<CrisisEvent>(
      { kind: 'acknowledge', personId: 1 },
      { kind: 'resolve', personId: 1 },
      { kind: 'dismiss', personId: 2 },
      { kind: 'reopen', personId: 2, within: 50 },
    )
    .map(press),
  fc.constant(escalate),
  fc.constantFrom<Severity>('moderate', 'high', 'critical').map(alert),
  fc.constantFrom(...PEOPLE).map(comeOrGo),
];

const policies = fc.record({
  levels: fc.array(
    fc.record({
      targets: fc
        .uniqueArray(fc.constantFrom(...PEOPLE))
        .map((names) => names.map((name) => ({ kind: 'person' as const, name }))),
      wait: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 4 },
  ),
  repeat: fc.integer({ min: 0, max: 3 }),
});

it('no step is missed or done twice, and nobody is pinged after the acknowledgement, whatever happens', () => {
  fc.assert(
    fc.property(policies, fc.commands(commands, { maxCommands: 60 }), (policy, drawn) => {
      const setup = () => ({
        model: { now: 0, state: 'open' as const, climbs: 1, pings: 0 },
        real: {
          policy,
          crisis: open('moderate', 0),
          roster: { people: PEOPLE, channels: [], webhooks: [], roles: {} },
          done: [],
        },
      });
      fc.modelRun(setup, drawn);
    }),
    { numRuns: 500 },
  );
});

it('an open crisis that nobody answers ends as exhausted, after every level was tried in every round (grafana/oncall#895)', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const crisis = open('moderate', 0);
      const roster = { people: PEOPLE, channels: [], webhooks: [], roles: {} };
      const missed = overdue(policy, crisis, [], roster, Number.MAX_SAFE_INTEGER, 0);
      expect(missed.at(-1)?.kind).toBe('exhausted');
      const pings = missed.filter(({ kind }) => kind === 'ping').length;
      const reachable = policy.levels.filter(({ targets }) => targets.length > 0).length;
      expect(pings).toBe(reachable * (policy.repeat + 1));
    }),
  );
});
