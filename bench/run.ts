/**
 * `npm run bench -- NAME …` (all without a name): one JSON object a line, each with our figure, the bare library's
 * measured in the same run, and their ratio. Those that need data say so; `--data FOLDER` says where it lies.
 */
import { readdir } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const folder = import.meta.dirname;
const known = (await readdir(folder))
  .filter((name) => name !== 'run.ts' && name.endsWith('.ts'))
  .map((name) => basename(name, '.ts'));
const { positionals: asked, values: options } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' } },
});
const unknown = asked.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.\n`);
  process.exit(2);
}

// An exit, so that the servers end with us.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

for (const name of asked.length > 0 ? asked : known) {
  const { run } = (await import(join(folder, `${name}.ts`))) as {
    run(print: Print, options: Options): Promise<void>;
  };
  const load = loadavg()[0] ?? 0;
  await run((figure) => {
    const machine = {
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 1e9),
      load: Number(load.toFixed(2)),
      node: process.version,
    };
    process.stdout.write(`${JSON.stringify({ bench: name, ...figure, machine })}\n`);
  }, options);
}
// A child that hangs must not keep the figures waiting.
process.exit(0);

export interface Options {
  /** The folder of `--data`. */
  data?: string;
}

export type Print = (figure: Record<string, unknown>) => void;
