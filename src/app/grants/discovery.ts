/** The networks whose accounts people connect by presses alone, and what a person's grant shows there. */
import { t } from '../../kit/t.ts';
import type { Discovered, Discovery } from '../../networks/discovery.ts';
import { type Network, NetworkError } from '../../networks/network.ts';
import type { App } from '../app.ts';
import { patiently } from './exchange.ts';

export interface Connectable {
  network: Network;
  discovery: Discovery;
  /** The operator's app, as the team file has it. */
  settings: unknown;
}

/** Those for which the team file has an app, by their titles. */
export function connectableNetworks(app: App): Connectable[] {
  return Object.keys(app.team.apps)
    .flatMap((name) => connectableNetwork(app, name) ?? [])
    .sort((one, other) => one.network.title.localeCompare(other.network.title));
}

export function connectableNetwork(app: App, name: string): Connectable | undefined {
  const network = app.accounts.network(name);
  const settings = Object.hasOwn(app.team.apps, name) ? app.team.apps[name] : undefined;
  return network?.discovery && settings !== undefined
    ? { network, discovery: network.discovery, settings }
    : undefined;
}

/** Throws `NetworkError`. */
export async function discover(app: App, name: string, access: string): Promise<Discovered> {
  const found = connectableNetwork(app, name);
  if (!found) throw new NetworkError('refused', t('There is nothing to connect.'));
  const { network, discovery, settings } = found;
  const { clock, log } = app;
  const session = { load: async () => undefined, save: async () => {} };
  const outside = { clock, log, session, grant: { token: async () => access } };
  return patiently(app, async () => {
    try {
      return await discovery.discover(settings, outside);
    } catch (error) {
      if (error instanceof NetworkError) throw error;
      log.error({ err: error, network: name }, 'what a grant can post to could not be read');
      throw new NetworkError(
        'unreachable',
        t('{network}: something unforeseen happened.', { network: network.title }),
        { remedy: t('It stands in the log.'), cause: error },
      );
    }
  });
}
