/** docs/preflight.md lists what the checks can find: neither more nor less than the code does. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../src/kit/root.ts';
import { loadNetworks } from '../../../src/networks/load.ts';

/** All that tells findings about what an author filled in. */
const SOURCES = [
  'src/posts',
  'src/networks',
  'src/media',
  'src/kit/when',
  'src/app/posts/preflight/checking.ts',
  'src/app/posts/fields/presenting.ts',
  'src/app/posts/corrections/original.ts',
  'src/app/posts/corrections/reading-correction.ts',
  'src/app/posts/drafting/picturing.ts',
  'src/app/posts/review/accepting.ts',
  'src/app/posts/review/decisions.ts',
];

/** An id stands whole where it is told: `'post.words.banned'`, or with the network's name: `${network.name}.quota`. */
const NETWORKS = [...(await loadNetworks()).keys()];
const ID = new RegExp(
  `['\`]((?:post|at|media|url|approval|${NETWORKS.join('|')}|\\$\\{(?:network\\.name|target\\.network)\\})(?:\\.(?:[a-z_]+|[a-z_]*\\$\\{[\\w.]+\\}))+)['\`]`,
  'g',
);

/** Kinds of entries in the audit log, and rights on networks, which look the same. */
const OTHERS = /^(post\.(veto|\$\{wish\})|media\.write|youtube\.(upload|readonly))$/;

test('the same findings stand in the code and in the table', async () => {
  const text = (await Promise.all(SOURCES.map(textBelow))).join('\n');
  const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, '');
  const told = [...code.matchAll(ID)].map(([, id = '']) => plain(id)).filter((id) => !OTHERS.test(id));
  const page = await readFile(join(packageRoot(), 'docs/preflight.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `([^`]+)` \| (?:error|warning)/gm)].map(([, id]) => id);
  expect(listed.length).toBe(new Set(listed).size);
  expect([...listed].sort()).toEqual([...new Set(told)].sort());
});

function plain(id: string): string {
  return id
    .replace(/^\$\{(?:network\.name|target\.network)\}/, '<network>')
    .replace(/\$\{limit\.unit\}/, '<unit>')
    .replace(/\$\{key\}/, '<field>')
    .replace(/\$\{field\}/, 'to');
}

async function textBelow(path: string): Promise<string> {
  const whole = join(packageRoot(), path);
  if (path.endsWith('.ts')) return readFile(whole, 'utf8');
  const entries = await readdir(whole, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  const texts = files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
