/** Bundles a worker into one file and keeps its code compiled: more than half of the processor time of a start. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../../src/kit/root.ts';

export interface Program {
  path: string;
  remove(): Promise<void>;
}

/** `entry`: in this folder. Below the package, so that what stays outside (BullMQ, for the runs with a queue) is found. */
export async function buildWorker(entry = 'worker.ts'): Promise<Program> {
  const cache = join(packageRoot(), 'node_modules', '.cache', 'bellwether');
  await mkdir(cache, { recursive: true });
  const folder = join(await mkdtemp(join(cache, 'faults-')), 'src');
  await bundle(join(import.meta.dirname, entry), join(folder, 'bundle.cjs'));
  const path = join(folder, 'worker.cjs');
  await writeFile(path, LAUNCHER);
  return { path, remove: () => rm(join(folder, '..'), { recursive: true, force: true }) };
}

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // What is not read need not be loaded; names stay, since some libraries go by them.
    minifyWhitespace: true,
    minifySyntax: true,
    target: 'node20',
    // A script that was kept compiled cannot import by itself.
    supported: { 'dynamic-import': false },
    external: ['pg-native', '@electric-sql/pglite', 'bullmq', 'ioredis'],
    define: { 'import.meta.url': '__url', 'import.meta.dirname': '__dirname' },
    banner: {
      js: `(function (exports, require, module, __filename, __dirname) {const __url = require('node:url').pathToFileURL(__filename).href;`,
    },
    footer: { js: '})' },
    logLevel: 'error',
  });
}

/** Whoever is ready first leaves what it has compiled for the others, and so does who has been through a run first. */
const LAUNCHER = `
  const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
  const { join } = require('node:path');
  const vm = require('node:vm');
  const filename = join(__dirname, 'bundle.cjs');
  const compiled = filename + '.compiled';
  const isKept = existsSync(compiled);
  const keep = () => {
    writeFileSync(compiled + process.pid, script.createCachedData());
    renameSync(compiled + process.pid, compiled);
  };
  // It is all ASCII.
  const script = new vm.Script(readFileSync(filename, 'latin1'), {
    filename,
    cachedData: isKept ? readFileSync(compiled) : undefined,
  });
  script.runInThisContext()(exports, require, module, filename, __dirname);
  if (!isKept) module.exports.ready.then(keep);
  module.exports.worked.then(() => {
    if (existsSync(compiled + '.whole')) return;
    writeFileSync(compiled + '.whole', '');
    keep();
  });
`;
