/**
 * `npm run faults:reports -- --runs N --seed S [--from K]`: kills a process at every step of working out and
 * sending the reports of the week, loses the chats' answers, and counts what must not be. One JSON line at the end; what was found goes to stderr.
 */
import { parseArgs } from 'node:util';
import { buildLife } from '../lives.ts';
import { judge } from './judge.ts';
import { play } from './run.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    /** The first run's number, to play one again. */
    from: { type: 'string', default: '0' },
  },
});
const [runs, seed, from] = [Number(values.runs), Number(values.seed), Number(values.from)];
const began = Date.now();
const found = { missing: 0, twice: 0, wrong: 0 };
let [kills, weeks, steps, broken] = [0, 0, 0, 0];
const program = await buildLife('tests/faults/reports/worker.ts');
try {
  for (let index = from; index < from + runs; index += 1) {
    try {
      const played = await play(program.path, seed, index);
      const verdict = judge(played.evidence);
      kills += played.kills;
      weeks += played.evidence.weeks.length;
      steps = Math.max(steps, played.steps);
      for (const name of ['missing', 'twice', 'wrong'] as const) {
        found[name] += verdict[name].length;
        for (const words of verdict[name]) process.stderr.write(`run ${index}: ${name}: ${words}\n`);
      }
    } catch (error) {
      broken += 1;
      process.stderr.write(`run ${index}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
} finally {
  await program.remove();
}
const seconds = Math.round((Date.now() - began) / 1_000);
process.stdout.write(`${JSON.stringify({ runs, kills, weeks, steps, ...found, broken, seed, seconds })}\n`);
process.exit(found.missing + found.twice + found.wrong + broken > 0 ? 1 : 0);
