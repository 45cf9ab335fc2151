/**
 * The roof: `main.js` runs everything in one process, `main.js bot` hears and answers, `main.js worker` does the
 * work. A fault that a person can mend is told in plain lines; a stop finishes what is held.
 */

import { readEnvironment } from '../config/env.ts';
import { ConfigurationFault } from '../config/fault.ts';
import { Refusal } from './kit/finding.ts';
import { createLog } from './kit/log.ts';
import { printable } from './kit/printable.ts';
import { PARTS, type Part } from './main/part.ts';
import { compileAhead } from './store/open/program.ts';

const part = partNamed(process.argv[2]);
if (part) await run(part);
else usage();

async function run(running: Part): Promise<void> {
  try {
    const environment = readEnvironment();
    const log = createLog(environment.logLevel);
    if (!environment.databaseUrl) compileAhead();
    // Loaded now, and not above: the database's program is compiled meanwhile.
    const { openHouse } = await import('./main/house.ts');
    const house = await openHouse(running, environment, log);
    stopOnSignal(async () => {
      await house.stop();
      log.info({ event: 'stopped' }, 'stopped');
    });
    log.info({ event: 'ready', part: running, address: house.address }, house.greeting);
  } catch (error) {
    explain(error);
    process.exitCode = 1;
    // What was opened before the fault must not keep the process alive.
    setImmediate(() => process.exit());
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const once = async () => {
    if (stopping) return;
    stopping = true;
    await stop();
    process.exit(0);
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
}

function explain(error: unknown): void {
  if (error instanceof ConfigurationFault) tell(error.lines().join('\n'));
  else if (error instanceof Refusal) {
    for (const { field, message, remedy } of error.findings) tell(`${field}: ${message} ${remedy}`);
  } else tell(`Bellwether could not start: ${error instanceof Error ? error.message : String(error)}`);
}

function tell(words: string): void {
  process.stderr.write(`${printable(words)}\n`);
}

function partNamed(word = 'all'): Part | undefined {
  return PARTS.find((known) => known === word);
}

function usage(): void {
  process.stderr.write(`Usage: node dist/src/main.js [${PARTS.join('|')}]\n`);
  process.exitCode = 2;
}
