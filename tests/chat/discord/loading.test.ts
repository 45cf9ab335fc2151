import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../src/kit/root.ts';

test('a worker that only speaks never loads discord.js', async () => {
  const root = packageRoot(import.meta.dirname);
  const script = `
    import { createRequire } from 'node:module';
    import { createDiscordMessenger } from '${join(root, 'src/chat/discord/index.ts')}';
    createDiscordMessenger({ token: 'x', guild: '1' });
    const { cache } = createRequire(import.meta.url);
    console.log(JSON.stringify(Object.keys(cache).filter((path) => /node_modules.(discord\\.js|undici)./.test(path))));
    process.exit(0);
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: root },
  );
  const loaded: string[] = JSON.parse(stdout);
  expect(loaded.some((path) => path.includes('undici'))).toBe(true);
  expect(loaded.filter((path) => path.includes('discord.js/'))).toEqual([]);
});
