/** The page's own files, as the build puts them into the package's dist/. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '@bellwether/local-server/files.ts';
import { Hono } from 'hono';

const FOLDER = join(packageFolder('playground'), 'dist');

const FILES: Record<string, { name: string; type: string }> = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/playground.js': { name: 'playground.js', type: 'text/javascript; charset=utf-8' },
  '/playground.css': { name: 'playground.css', type: 'text/css; charset=utf-8' },
  '/favicon.svg': { name: 'favicon.svg', type: 'image/svg+xml' },
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The hash is of the empty style that discord-author-info writes; nothing else fits it.
  "style-src 'self' 'unsafe-hashes' 'sha256-YyzoJpP5ML1Dl1K7WQbfMCvG6Df0Mckd/cH2Bl2ywZQ='",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function pageRoutes(): Hono {
  const app = new Hono();
  for (const [path, { name, type }] of Object.entries(FILES)) {
    app.get(path, async (context) => {
      const headers = {
        'content-type': type,
        'content-security-policy': POLICY,
        'cache-control': 'no-cache',
      };
      const content = await readFile(join(FOLDER, name)).catch(() => undefined);
      return content
        ? context.body(new Uint8Array(content), 200, headers)
        : context.text('The page is not built yet. Run: npm run build', 503);
    });
  }
  return app;
}
