/**
 * Builds the bot, into dist/, and the playground's page, into the dist/ of its package:
 * `node scripts/build.mjs [folder] [further entry points…]`. Without packages/ (in the image) it is the bot alone.
 *
 * Our own code and the libraries that consist of many ES modules are bundled: Node takes half a millisecond and two
 * system calls for each file, and there are seven hundred. All else is loaded from node_modules as it is. What is
 * found by its folder (`families.mjs`) stays a file of its own in the same place.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { members, storiesModule } from './families.mjs';

const root = join(import.meta.dirname, '..');
/** Libraries of many ES modules each. */
const BUNDLED =
  /^(@babel\/runtime|@formatjs|@hono|diff|dom-serializer|domelementtype|domhandler|domutils|drizzle-orm|echarts|emojibase-data|entities|hono|htmlparser2|intl-messageformat|lossless-json|punycode|tlds|twemoji-parser|twitter-text|zod|zrender)(\/|$)/;
/** What a library brings for old engines: it would change what all others stand on. */
const LEFT_OUT = /^core-js\//;
/** The program of another process. */
const DECODER = 'src/media/decoder/process.ts';
/** What the code reads beside itself. */
const DATA = ['src/listening/sentiment/weights/sentiment.bin'];
const [folder = join(root, 'dist'), ...further] = process.argv.slice(2);

const playground = join(root, 'packages', 'playground');
const isPlayable = existsSync(playground);

await copyData();
await Promise.all([buildBot(), isPlayable ? buildPage() : undefined]);

async function buildBot() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts', 'src/cli.ts', DECODER, ...(await members(root)), ...further],
    outbase: root,
    outdir: folder,
    chunkNames: 'src/chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    plugins: [{ name: 'libraries', setup: separate }],
    logLevel: 'warning',
  });
  await dropOthers(Object.keys(metafile.outputs).map((path) => join(root, path)));
}

function separate(plugin) {
  plugin.onResolve({ filter: /^[^./]/ }, keepOut);
  plugin.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '' }));
}

function keepOut({ path, importer }) {
  if (LEFT_OUT.test(path)) return { path, namespace: 'left-out' };
  // Node has one of that name, which it gives up.
  if (path === 'punycode') return { path: createRequire(importer).resolve('punycode/punycode.js') };
  if (path.startsWith('@bellwether/')) return isPlayable ? undefined : { path, external: true };
  return BUNDLED.test(path) ? undefined : { path, external: true };
}

/** A command that is no more must not be found in the build. Chunks stay: a bot that runs may load one yet. */
async function dropOthers(built) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const pathOf = (entry) => join(entry.parentPath ?? entry.path, entry.name);
  const old = found
    .filter((entry) => entry.isFile())
    .map(pathOf)
    .filter((path) => !built.includes(path) && !DATA.includes(relative(folder, path)))
    .filter((path) => !/^src.chunks/.test(relative(folder, path)));
  await Promise.all(old.map((path) => rm(path, { force: true })));
  // A folder without its index would be a network that is not there. Inner ones come before those that hold them.
  const folders = found.filter((entry) => entry.isDirectory()).map(pathOf);
  for (const path of folders.sort().reverse()) await rmdir(path).catch(unlessFull);
}

function unlessFull(error) {
  if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code)) throw error;
}

async function copyData() {
  for (const file of DATA) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await copyFile(join(root, file), join(folder, file));
  }
}

async function buildPage() {
  const from = join(playground, 'src', 'page');
  const to = join(playground, 'dist');
  await mkdir(to, { recursive: true });
  await build({
    entryPoints: { playground: join(from, 'main.tsx') },
    outdir: to,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'linked',
    plugins: [{ name: 'stories', setup: (plugin) => findStories(plugin, from) }],
    logLevel: 'warning',
  });
  for (const name of ['index.html', 'favicon.svg']) await copyFile(join(from, name), join(to, name));
}

/** `playground:stories` is a list of what the files in stories/ export. */
function findStories(plugin, from) {
  plugin.onResolve({ filter: /^playground:stories$/ }, ({ path }) => ({ path, namespace: 'stories' }));
  plugin.onLoad({ filter: /.*/, namespace: 'stories' }, async () => ({
    contents: await storiesModule(from),
    resolveDir: from,
  }));
}
