/** Builds the playground's page into dist/playground-page: `node scripts/build-page.mjs`. Needs no network. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const from = join(root, 'src', 'playground', 'page');
const to = join(root, 'dist', 'playground-page');

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
  logLevel: 'warning',
});
for (const name of ['index.html', 'favicon.svg']) await copyFile(join(from, name), join(to, name));
