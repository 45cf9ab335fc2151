/**
 * Runs the suite three times beside a process that keeps every core busy: `npm run test:steady [runs]`. Ends with 1
 * at the first run that fails; a test that fails only then waits for time where it should wait for an event.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

const RUNS = 3;
const runs = Number(process.argv[2] ?? RUNS);
const busy = Array.from({ length: availableParallelism() }, () =>
  spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
);
try {
  for (let run = 1; run <= runs; run += 1) {
    console.log(`Run ${run} of ${runs}, every core busy with something else.`);
    const suite = spawn('npm', ['test'], { stdio: 'inherit' });
    const [code] = await once(suite, 'exit');
    if (code !== 0) {
      process.exitCode = 1;
      break;
    }
  }
} finally {
  for (const one of busy) one.kill();
}
