/**
 * `npm run faults:crisis -- --runs N --seed S [--from K] [--only K] [--lanes L] [--embedded]`: kills workers while they
 * escalate, wipes Redis, moves the clock and presses at odd times, and counts what must not be. One JSON line at the end.
 */
import { inspect, parseArgs } from 'node:util';
import { buildWorker } from '../build.ts';
import { buildLife } from '../lives.ts';
import { within } from '../within.ts';
import { gather } from './evidence.ts';
import { judge } from './judge.ts';
import { Lane } from './lane.ts';
import { makePlan } from './plan.ts';
import { play } from './run.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    /** Plays this one alone. */
    only: { type: 'string' },
    /** Runs at once, each lane on servers of its own. */
    lanes: { type: 'string', default: '2' },
    /** One worker on the embedded database, instead of two on PostgreSQL and Redis. */
    embedded: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const first = Number(values.only ?? values.from);
const left = Array.from(
  { length: values.only === undefined ? Number(values.runs) : 1 },
  (_, index) => first + index,
);
const tally = {
  runs: 0,
  kills: 0,
  steps: 0,
  messages: 0,
  pages: 0,
  missed: 0,
  twice: 0,
  after: 0,
  broken: 0,
};
const since = performance.now();

async function work(program: string): Promise<void> {
  let lane = await Lane.open(program, values.embedded);
  for (let index = left.shift(); index !== undefined; index = left.shift()) {
    const isWhole = await perform(index, lane);
    if (isWhole) continue;
    // Who knows what it left behind.
    await lane.stop();
    lane = await Lane.open(program, values.embedded);
  }
  await lane.stop();
}

/** False: it could not be played to its end. */
async function perform(index: number, lane: Lane): Promise<boolean> {
  const plan = makePlan(seed, index);
  tally.runs += 1;
  try {
    const played = await within(LONGEST, play(plan, lane), 'The run did not end.');
    const evidence = await gather(plan, lane, played);
    const verdict = judge(evidence);
    tally.kills += played.kills;
    tally.steps += evidence.steps.length;
    tally.messages += evidence.messages.length;
    tally.pages += evidence.pages.length;
    for (const kind of ['missed', 'twice', 'after'] as const) {
      tally[kind] += verdict[kind].length;
      for (const words of verdict[kind]) complain(index, `${kind}: ${words}`);
    }
    return true;
  } catch (error) {
    tally.broken += 1;
    complain(index, inspect(error));
    return false;
  }
}

function complain(index: number, words: string): void {
  process.stderr.write(
    `Run ${index} (npm run faults:crisis -- --seed ${seed} --only ${index}${values.embedded ? ' --embedded' : ''}): ${words}\n`,
  );
}

const LONGEST = 90_000;

// The embedded database is of modules that are bundled into no script.
const program = await (values.embedded
  ? buildLife('tests/faults/crisis/worker.ts')
  : buildWorker('crisis/worker.ts'));
try {
  const lanes = Math.min(Number(values.lanes), left.length);
  await Promise.all(Array.from({ length: lanes }, () => work(program.path)));
} finally {
  await program.remove();
}
const seconds = Math.round((performance.now() - since) / 1_000);
process.stdout.write(`${JSON.stringify({ ...tally, embedded: values.embedded, seed, seconds })}\n`);
process.exit(tally.missed + tally.twice + tally.after + tally.broken > 0 ? 1 : 0);
