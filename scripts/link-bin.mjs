// Makes `npx bellwether` run this checkout. (A `bin` in package.json would do it in npm 10; npm 11.19 fails on it.)
import { chmodSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const link = join(root, 'node_modules/.bin/bellwether');
rmSync(link, { force: true });
chmodSync(join(root, 'dist/src/cli.js'), 0o755);
// Windows needs a right for links; there `node dist/src/cli.js` does the same.
if (process.platform !== 'win32') symlinkSync('../../dist/src/cli.js', link);
