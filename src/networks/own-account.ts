/** Discovery for networks where a person's grant is for one place alone: their own account. */
import type { ZodType } from 'zod';
import { t } from '../kit/t.ts';
import type { Discovered, Discovery } from './discovery.ts';
import type { Consent } from './grant.ts';
import { type Connection, NetworkError } from './network.ts';
import type { Outside } from './outside.ts';

export interface OwnAccount<App, Account> {
  app: ZodType<App>;
  consent(app: App): Consent;
  /** The network's schema of a target, which takes what stands in the app too. */
  account: ZodType<Account>;
  connect(account: Account, outside: Outside): Connection;
}

export function ownAccountDiscovery<App extends object, Account>({
  app,
  consent,
  account,
  connect,
}: OwnAccount<App, Account>): Discovery<App> {
  return {
    app,
    consent,
    account: (settings, kept) => ({ ...settings, ...kept }),
    async discover(settings, outside): Promise<Discovered> {
      const connection = connect(account.parse(settings), outside);
      if (!connection.granter) throw new Error('A network with a consent tells whose leave it is.');
      const granter = await connection.granter();
      const obstacle = await obstacleOf(connection);
      const place = { id: granter.id, kind: t('account'), name: granter.name, account: {} };
      return { granter, places: [{ ...place, ...(obstacle !== undefined && { obstacle }) }] };
    },
  };
}

/** Networks that tell an account's limits tell them to those alone who may post there. */
async function obstacleOf(connection: Connection): Promise<string | undefined> {
  try {
    await connection.limits();
    return undefined;
  } catch (error) {
    if (!(error instanceof NetworkError) || error.reason !== 'unauthorized') throw error;
    return t('{reason} Connect it again, and leave all that it asks for ticked.', { reason: error.message });
  }
}
