/** Runs `bellwether`: in a process of its own as a shell does, or in this one, which is quicker. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../src/cli/run.ts';
import { packageRoot } from '../../src/kit/root.ts';
import { builtBot } from '../kit/built-bot.ts';

export interface Ran {
  code: number;
  output: string;
  errors: string;
}

/** Sees the environment that is given and nothing of ours. */
export async function here(args: string[], environment: Record<string, string> = {}): Promise<Ran> {
  const [input, output, errors] = [new PassThrough().end(), new PassThrough(), new PassThrough()];
  const code = await run(args, { input, output, errors, environment });
  return { code, output: await text(output.end()), errors: await text(errors.end()) };
}

/** With that on its standard input. */
export async function fed(args: string[], given: string): Promise<Ran> {
  const [input, output, errors] = [new PassThrough().end(given), new PassThrough(), new PassThrough()];
  const [code, told, wrong] = await Promise.all([
    run(args, { input, output, errors }).finally(() => {
      output.end();
      errors.end();
    }),
    text(output),
    text(errors),
  ]);
  return { code, output: told, errors: wrong };
}

/** The same through a real process. */
export async function spawned(
  args: string[],
  environment: Record<string, string> = {},
  directory: string = packageRoot(),
): Promise<Ran> {
  const cli = join(await builtBot(), 'src', 'cli.js');
  const child = spawn(process.execPath, [cli, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, output, errors };
}
