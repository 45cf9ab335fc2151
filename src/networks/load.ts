/** Finds the networks: every sub-folder here is one. A folder that does not hold what its name says stops the start. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Network } from './network.ts';

/** By name. Throws with all faults at once. */
export async function loadNetworks(folder: string = import.meta.dirname): Promise<Map<string, Network>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const loaded = await Promise.all(names.sort().map((name) => loadOne(folder, name)));
  const faults = loaded.filter((result) => typeof result === 'string');
  if (faults.length > 0) throw new Error(`Cannot load networks/:\n${faults.join('\n')}`);
  const networks = loaded.filter((result) => typeof result !== 'string');
  return new Map(networks.map((network) => [network.name, network]));
}

async function loadOne(folder: string, name: string): Promise<Network | string> {
  const index = ['index.ts', 'index.js']
    .map((file) => join(folder, name, file))
    .find((file) => existsSync(file));
  if (!index) return `${name}/: has no index file.`;
  const module: Record<string, unknown> = await import(pathToFileURL(index).href);
  const fault = networkFault(module.network);
  if (fault) return `${name}/: ${fault}`;
  const network = module.network as Network;
  return network.name === name
    ? network
    : `${name}/: holds "${network.name}", so the folder must be called so.`;
}

/** What is wrong with a network's definition; undefined when it is right. */
export function networkFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'exports no `network`.';
  const network = value as Partial<Network>;
  if (!/^[a-z][a-z0-9-]*$/.test(network.name ?? ''))
    return 'its `name` must be small letters, digits and dashes.';
  if (!network.title) return 'has no `title`.';
  if (!CONTRACTS.has(network.contract?.kind ?? ''))
    return `its contract is none of ${[...CONTRACTS].join(', ')}.`;
  if (typeof network.account?.safeParse !== 'function') return 'its `account` is no zod schema.';
  return typeof network.connect === 'function' ? undefined : 'has no `connect`.';
}

const CONTRACTS = new Set<string>(['native-key', 'deterministic-id', 'handle', 'read-back', 'none']);
