/**
 * One process at a time brings a person's timeout or ban about, so that what one asks the chat for never crosses what
 * another does. Within a process whoever comes later waits; another process looks again a moment later.
 */
import { Chains } from '../../kit/chains.ts';
import * as claims from '../../store/sanction-claims.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';

export interface Held {
  /** As it is now. */
  sanction: sanctions.StoredSanction;
  /** ms for which what a process that died had asked the chat for may still come about. */
  doubt: number;
  /** To be asked right before the chat is told. False: it took so long that another process has taken over. */
  goesOn(): Promise<boolean>;
}

/** `busy`: another process is at it. */
export function underClaim<T>(
  app: App,
  known: sanctions.StoredSanction,
  work: (held: Held) => Promise<T>,
): Promise<T | 'over' | 'busy'> {
  const { chat, userId, kind, id } = known;
  const chains = underWay.get(app) ?? new Chains<string>();
  underWay.set(app, chains);
  return chains.run(`${kind} ${chat} ${userId}`, () => claimed(app, id, work));
}

const underWay = new WeakMap<App, Chains<string>>();

async function claimed<T>(
  { database, lease = LEASE }: App,
  id: number,
  work: (held: Held) => Promise<T>,
): Promise<T | 'over' | 'busy'> {
  const taken = await database.transaction(async (transaction) => {
    const sanction = await sanctions.findForUpdate(transaction, id);
    if (!sanction || sanction.state === 'over') return 'over';
    const claim = await claims.take(transaction, sanction, lease);
    return claim ? { sanction, claim } : 'busy';
  });
  if (typeof taken === 'string') return taken;
  const { sanction, claim } = taken;
  try {
    return await work({ sanction, doubt: claim.doubt, goesOn: () => claims.renew(database, claim, lease) });
  } finally {
    await claims.release(database, claim);
  }
}

/** ms: longer than any request to a chat takes. */
const LEASE = 30_000;
