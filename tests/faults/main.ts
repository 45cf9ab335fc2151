/**
 * `npm run faults -- --runs N --seed S [--from K] [--only K] [--lanes L]`: kills workers at every step, in every run, and counts
 * what must not be. One JSON line at the end; what was found goes to stderr, with how to play the run again.
 */
import { parseArgs } from 'node:util';
import { Harness } from './harness.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    /** Plays this one run alone, and shows every step. */
    only: { type: 'string' },
    /** Runs at once, each lane on servers of its own. */
    lanes: { type: 'string', default: '3' },
    /** The first run's number, to go on where another call ended. */
    from: { type: 'string', default: '0' },
  },
});
const { only } = values;
const indices =
  only === undefined
    ? Array.from({ length: Number(values.runs) }, (_, index) => index + Number(values.from))
    : [Number(only)];
const harness = new Harness({ seed: Number(values.seed), indices, loud: only !== undefined });

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void harness.abandon().finally(() => process.exit(1)));

const objections = await harness.run(Number(values.lanes));
process.stdout.write(`${JSON.stringify(harness.line())}\n`);
for (const words of objections) process.stderr.write(`Not as it must be: ${words}\n`);
process.exit(objections.length > 0 ? 1 : 0);
