/** By which retry contract a delivery is sent: the one that stands in its intent, since what a server keeps may change. */
import type { RetryContract } from '../../networks/network.ts';
import type { Claim } from '../../store/deliveries.ts';
import type { Account } from '../accounts.ts';
import { forDelivery } from './editing.ts';

/** Before the intent is committed the server is asked, where servers differ; no longer than the claim is ahead of its time. */
export async function withContract(account: Account, claim: Claim): Promise<Account> {
  const { connection, network } = account;
  if (claim.content.corrects !== undefined || !connection.contract) return forDelivery(account, claim);
  const contract = claim.intent
    ? (claim.intent.contract ?? network.contract)
    : await soon(connection.contract(), network.contract);
  return { ...account, network: { ...network, contract } };
}

function soon(asked: Promise<RetryContract>, least: RetryContract): Promise<RetryContract> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<RetryContract>((resolve) => {
    timer = setTimeout(() => resolve(least), PATIENCE);
  });
  return Promise.race([asked.catch(() => least), late]).finally(() => clearTimeout(timer));
}

/** ms. */
const PATIENCE = 1_500;
