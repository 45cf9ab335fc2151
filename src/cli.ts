#!/usr/bin/env node
/** `bellwether VERB`: what an operator does from a shell. The verbs are the files of cli/verbs/. */
import { run } from './cli/run.ts';
import { forReading } from './cli/terminal.ts';

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await run(process.argv.slice(2), {
  input: process.stdin,
  output: forReading(process.stdout),
  errors: forReading(process.stderr),
});
