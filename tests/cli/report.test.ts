/** `bellwether report` on an embedded database that no bot uses at the moment. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareEmbedded } from '../store/embedded.ts';
import { here } from './shell.ts';

const TEAM = `
name: Acme <b>
time_zone: Europe/Copenhagen
channels: { review: { slack: C0SOCIAL } }
`;

let folder = '';
let environment: Record<string, string> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-report-'));
  environment = { DATA_DIR: join(folder, 'data'), TEAM_FILE: join(folder, 'team.yaml') };
  await prepareEmbedded(join(folder, 'data'));
  await writeFile(join(folder, 'team.yaml'), TEAM);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('bellwether report', () => {
  test('writes a page that needs nothing beside it, and the figures', async () => {
    const out = join(folder, 'made', 'here');
    const { code, output, errors } = await here(['report', '--week', '2025-W46', '--out', out], environment);
    expect([code, errors]).toEqual([0, '']);
    expect((await readdir(out)).sort()).toEqual(['report-2025-W46.csv', 'report-2025-W46.html']);
    expect(output).toContain(join(out, 'report-2025-W46.html'));
    const page = await readFile(join(out, 'report-2025-W46.html'), 'utf8');
    expect(page).toContain('Acme &lt;b&gt;: Week 46 (10–16 Nov 2025)');
    expect(page).toContain('No post went out.');
    expect(page).not.toMatch(/<script|<link|src="http/);
    expect(await readFile(join(out, 'report-2025-W46.csv'), 'utf8')).toMatch(
      /^2025-W46,published,,count,0,/m,
    );
  });

  test.each([
    [['report'], 2, '--out DIR'],
    [['report', '--week', '46', '--out', 'x'], 2, '2026-W46'],
    [['report', '--week', '2025-W46', '--month', '2025-10', '--out', 'x'], 2, 'not both'],
    [['report', '--week', '2025-W53', '--out', 'x'], 1, 'is no week or month'],
    [['report', '--week', '2099-W01', '--out', 'x'], 1, 'is not over'],
    [['report', '--week', '2025-W46', '--out', '/dev/null/x'], 1, 'cannot be written to (ENOTDIR)'],
  ])('%j ends with %i and says why', async (args, code, words) => {
    const ended = await here(args, environment);
    expect(ended.code).toBe(code);
    expect(ended.errors).toContain(words);
  });
});
