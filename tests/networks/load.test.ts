import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadNetworks } from '../../src/networks/load.ts';

const RIGHT = `export const network = { name: 'right', title: 'Right', contract: { kind: 'none' }, threads: false, answers: false,
  account: { safeParse() {} }, connect() {} };`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'networks-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('loading the networks', () => {
  it('finds those that there are, each with a schema that editors can read', async () => {
    const networks = await loadNetworks();
    expect([...networks.keys()]).toEqual(expect.arrayContaining(['bluesky', 'mastodon', 'webhook']));
    for (const network of networks.values()) {
      const schema = z.toJSONSchema(network.account, { io: 'input' }) as {
        properties: Record<string, { description?: string }>;
      };
      const described = Object.values(schema.properties).map(({ description }) => description);
      expect(described.every(Boolean)).toBe(true);
    }
  });

  it('takes sub-folders for members, and files for none', async () => {
    await member('right', RIGHT);
    await writeFile(join(folder, 'helper.ts'), 'export const helper = 1;');
    expect([...(await loadNetworks(folder)).keys()]).toEqual(['right']);
  });

  it('tells all faults at once', async () => {
    await member('wrong-name', RIGHT);
    await member('nothing', 'export const other = 1;');
    await member('contract', RIGHT.replace("'none'", "'hope'").replace("'right'", "'contract'"));
    await mkdir(join(folder, 'empty'));
    const message = await loadNetworks(folder).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(message.split('\n').slice(1)).toEqual([
      'contract/index.ts: its contract is none of native-key, deterministic-id, handle, read-back, none.',
      'empty/index.ts: is not there.',
      'nothing/index.ts: exports no `network`.',
      'wrong-name/index.ts: holds "right", so it must be called so.',
    ]);
  });
});

async function member(name: string, source: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'index.ts'), source);
}
