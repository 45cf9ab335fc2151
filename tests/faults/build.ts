/** Bundles a worker into one file and keeps its code compiled: more than half of the processor time of a start. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
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
    plugins: [familyOf('src/posts/preflight/rules')],
  });
}

/** A script cannot load by folder: the members of this one are built in. */
function familyOf(folder: string): Plugin {
  const path = join(packageRoot(), folder);
  return {
    name: 'family',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\/src\/kit\/load\.ts$/ }, async () => {
        const files = (await readdir(path)).filter((file) => file.endsWith('.ts')).sort();
        const imports = files.map(
          (file, index) => `import * as m${index} from ${JSON.stringify(join(path, file))};`,
        );
        return {
          resolveDir: path,
          contents: `${imports.join('\n')}
            export async function load(folder, { exported }) {
              if (!folder.endsWith('${folder}')) throw new Error('Not built in: ' + folder);
              return [${files.map((_, index) => `m${index}`).join(', ')}].map((module) => module[exported]);
            }`,
        };
      }),
  };
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
