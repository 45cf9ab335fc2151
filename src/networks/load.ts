/** Finds the networks: every sub-folder here is one. */
import { load } from '../kit/load.ts';
import { codeFolder } from '../kit/root.ts';
import type { Network } from './network.ts';

/** By name. Throws with all faults at once. */
export async function loadNetworks(
  folder: string = codeFolder('src/networks'),
): Promise<Map<string, Network>> {
  const networks = await load<Network>(folder, {
    folders: true,
    exported: 'network',
    fault: networkFault,
    fileName: ({ name }) => name,
  });
  return new Map(networks.map((network) => [network.name, network]));
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
  if (typeof network.threads !== 'boolean') return 'does not say whether it has `threads`.';
  if (typeof network.answers !== 'boolean') return 'does not say whether it `answers`.';
  const field = network.fields?.all.find(({ key }) => !/^[a-z][a-z_]*$/.test(key) || key === 'text');
  if (field) return `its field "${field.key}" must be small letters and underscores, and not "text".`;
  return typeof network.connect === 'function' ? undefined : 'has no `connect`.';
}

const CONTRACTS = new Set<string>(['native-key', 'deterministic-id', 'handle', 'read-back', 'none']);
