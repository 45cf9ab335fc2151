/** The accounts of the team file: whether each network knows them by the credentials that are given. */

import type { Target } from '../../../../config/team.ts';
import { systemClock } from '../../../kit/clock.ts';
import { createLog } from '../../../kit/log.ts';
import { t } from '../../../kit/t.ts';
import { NetworkError, type Outside } from '../../../networks/network.ts';
import { type Check, off, type Result, reasonOf, right, type Situation, wrong } from './check.ts';

export const checkAccounts: Check = async (situation) => {
  const targets = Object.values(situation.team?.targets ?? {});
  if (targets.length === 0) return [off(t('Accounts: none to look at.'))];
  return Promise.all(targets.map((target) => checkAccount(target, situation)));
};

async function checkAccount({ name, network, account }: Target, { networks }: Situation): Promise<Result> {
  const found = networks.get(network);
  // What somebody has allowed is kept sealed in the database, which the running bot may hold alone.
  if (found?.consent?.(account))
    return off(
      t('{name}: a person connects it. /accounts asks {network} how it stands.', {
        name,
        network: found.title,
      }),
    );
  const connection = found?.connect(account, outside());
  if (!connection) return wrong(t('{name}: no such network.', { name }), '');
  try {
    const { handle } = await connection.identify();
    return right(t('{name}: known as {handle}.', { name, handle }));
  } catch (error) {
    const remedy = error instanceof NetworkError ? error.remedy : '';
    const otherwise = t('Check the account under targets.{name} in the team file.', { name });
    return wrong(t('{name}: {reason}.', { name, reason: reasonOf(error) }), remedy || otherwise);
  } finally {
    await connection.close?.();
  }
}

/** Nothing is kept: a session that the running bot holds is not touched. */
export function outside(): Outside {
  const session = { load: async () => undefined, save: async () => {} };
  return { clock: systemClock, log: createLog('silent'), session };
}
