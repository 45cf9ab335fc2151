/** Which versions of networks' APIs a team goes by, and when each ends. */
import type { ApiVersion, Network } from './network.ts';

export interface VersionInUse {
  network: Network;
  version: ApiVersion;
  /** Where it stands in the team file: `apps.linkedin`, `targets.acme`. */
  places: string[];
}

/** What is read of the team. */
export interface Versioned {
  targets: Record<string, { network: string; account: unknown; connected?: object }>;
  apps: Record<string, unknown>;
}

/** Each version of each network once. */
export function versionsInUse(
  { targets, apps }: Versioned,
  networkOf: (name: string) => Network | undefined,
): VersionInUse[] {
  const found = new Map<string, VersionInUse>();
  const add = (network: Network | undefined, account: unknown, place: string) => {
    const version = account === undefined ? undefined : network?.version?.(account);
    if (!network || !version) return;
    const key = `${network.name} ${version.name}`;
    const known = found.get(key) ?? { network, version, places: [] };
    known.places.push(place);
    found.set(key, known);
  };
  for (const [name, settings] of Object.entries(apps)) add(networkOf(name), settings, `apps.${name}`);
  // What was connected goes by its app's.
  for (const [name, { network, account, connected }] of Object.entries(targets))
    if (!connected) add(networkOf(network), account, `targets.${name}`);
  return [...found.values()];
}

/** Ms: how long before its end a version is told of. */
export const VERSION_WARNED_AHEAD = 90 * 24 * 3_600_000;
