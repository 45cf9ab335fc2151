/** The one place that writes how a try ended, and tells of it. */
import type { Claim } from '../../store/deliveries.ts';
import type { Account } from '../accounts.ts';
import { type End, writtenOf } from './end.ts';
import type { Surroundings } from './surroundings.ts';

/** `account`: where it was to go, with the contract that counts; undefined: there is no such target. */
export async function writeEnd(
  end: End,
  claim: Claim,
  account: Account | undefined,
  around: Surroundings,
): Promise<void> {
  if (end.kind === 'handed back') return around.store.handBack(claim);
  const at = around.clock.now();
  const written = writtenOf(end, { claim, account, now: at, jitter: Math.random() });
  logEnd(end, claim, written.state, around);
  const sentAt = written.state === 'sent' ? at : null;
  around.step?.('ending', claim);
  await around.store.end({
    ...{ published: null, problem: null, nextAt: null, doubtfulSince: null, triedAt: null, sentParts: null },
    ...written,
    ...{ at, sentAt, id: claim.id, fence: claim.fence },
  });
  around.step?.('ended', claim);
  if (written.state === 'scheduled' && written.nextAt) around.again(written.nextAt);
  const late = sentAt === null || claim.attempts > 0 ? undefined : sentAt - claim.dueAt;
  around.ended?.({ network: account?.network.name ?? 'none', outcome: written.state, late });
}

function logEnd(end: End, claim: Claim, state: string, { log }: Surroundings): void {
  const { id: delivery, target, postId: post } = claim;
  if (end.kind === 'failed' && end.error.reason === 'processing')
    log.info({ delivery, target }, 'a network works on it');
  else if (end.kind === 'failed')
    log.warn({ delivery, target, reason: end.error.reason, next: state }, 'a try failed');
  if (end.kind === 'not approved')
    log.warn({ delivery, post }, 'not sent: not approved, or not ours any more');
}
