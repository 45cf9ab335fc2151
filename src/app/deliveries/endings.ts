/** How a try ends: each way in words, with what follows from it, written under the claim. */
import type { NetworkError } from '../../networks/network.ts';
import type { Problem } from '../../posts/delivery.ts';
import { afterFailure } from '../../posts/recovery.ts';
import type { Claim, Halt } from '../../store/deliveries.ts';
import type { Ending } from '../../store/delivery-endings.ts';
import type { Account } from '../accounts.ts';
import { changed, halted, mayBeLive, neverReady, notAnswered, notThereYet } from './problems.ts';
import type { Surroundings } from './surroundings.ts';

export async function writeFailure(
  claim: Claim,
  account: Account,
  around: Surroundings,
  error: NetworkError,
): Promise<void> {
  around.step?.('failed', claim);
  const signedOut = error.reason === 'unauthorized' ? await around.refusedAccount(account, error) : 'let in';
  if (signedOut === 'paused') return halt(claim, account, around, 'paused');
  const now = around.clock.now();
  const { contract } = account.network;
  const next = afterFailure(contract, {
    reason: signedOut === 'unreachable' ? 'unreachable' : error.reason,
    retryAfter: error.retryAfter,
    processingSince: patientSince(error, claim),
    processingFor: error.processingFor,
    attempts: claim.attempts + 1,
    now,
    dueAt: claim.dueAt,
    doubtful: claim.doubtfulSince !== null,
    mayLook: account.connection.find !== undefined && claim.reason !== 'refused',
    jitter: Math.random(),
  });
  around.log.warn(
    { delivery: claim.id, target: claim.target, reason: error.reason, next: next.kind },
    'a try failed',
  );
  const isStuck = error.reason === 'processing' && next.kind === 'failed';
  const problem = isStuck
    ? neverReady(error, now - claim.dueAt, contract)
    : { reason: error.reason, message: error.message, remedy: error.remedy };
  const since = claim.doubtfulSince ?? now;
  const triedAt = error.reason === 'lost' ? now : null;
  if (next.kind === 'failed') {
    const doubtfulSince = next.doubtful ? since : null;
    return write(claim, around, account, { state: 'failed', problem, doubtfulSince, triedAt });
  }
  // The doubt stays with it: whoever has it looked at again must not have it sent again.
  if (next.kind === 'unknown')
    return write(claim, around, account, { state: 'unknown', problem, doubtfulSince: since, triedAt });
  const doubtfulSince = next.doubtful ? since : null;
  return write(claim, around, account, {
    state: 'scheduled',
    nextAt: next.at,
    doubtfulSince,
    triedAt,
    problem,
  });
}

/** A person who presses Retry is patient anew. */
function patientSince({ processingSince }: NetworkError, { dueAt }: Claim): number | undefined {
  return processingSince === undefined ? undefined : Math.max(processingSince, dueAt);
}

export function halt(
  claim: Claim,
  account: Account | undefined,
  around: Surroundings,
  by: Halt,
): Promise<void> {
  return hold(claim, account, around, halted(by, claim.target, claim.doubtfulSince !== null));
}

/** It waits for a person's word. */
export function hold(
  claim: Claim,
  account: Account | undefined,
  around: Surroundings,
  problem: Problem,
): Promise<void> {
  const { doubtfulSince } = claim;
  return write(claim, around, account, { state: 'held', problem, doubtfulSince });
}

/** What may be live already did not simply fail: a person looks. */
export function standStill(
  claim: Claim,
  account: Account | undefined,
  problem: Problem,
  around: Surroundings,
): Promise<void> {
  const { doubtfulSince, content } = claim;
  // Of a correction nothing has to be known: it may be sent again in any case.
  const state = doubtfulSince === null || content.corrects !== undefined ? 'failed' : 'unknown';
  return write(claim, around, account, { state, problem, doubtfulSince });
}

export function ask(claim: Claim, account: Account, around: Surroundings): Promise<void> {
  const { doubtfulSince } = claim;
  return write(claim, around, account, { state: 'unknown', problem: mayBeLive(account), doubtfulSince });
}

/** Cancelled, edited or taken over meanwhile: then nothing is left to write. Else it was never approved like this. */
export async function refused(claim: Claim, account: Account, around: Surroundings): Promise<void> {
  around.log.warn({ delivery: claim.id, post: claim.postId }, 'not sent: not approved, or not ours any more');
  await write(claim, around, account, { state: 'failed', problem: changed() });
}

/** It was not there, which proves nothing yet. `triedAt`, epoch ms: when the last try was over. */
export function lookAgain(
  claim: Claim,
  account: Account,
  around: Surroundings,
  triedAt: number,
): Promise<void> {
  const { doubtfulSince } = claim;
  const problem = notThereYet(account);
  return write(claim, around, account, {
    state: 'scheduled',
    nextAt: triedAt + LOOK_AGAIN,
    doubtfulSince,
    problem,
  });
}

/** A try that came before that (epoch ms) could overtake the last one. */
export function wait(claim: Claim, account: Account, around: Surroundings, until: number): Promise<void> {
  const { doubtfulSince } = claim;
  const problem = notAnswered(account);
  return write(claim, around, account, { state: 'scheduled', nextAt: until, doubtfulSince, problem });
}

export async function write(
  claim: Claim,
  around: Surroundings,
  account: Account | undefined,
  ending: { state: Ending['state'] } & Partial<Ending>,
): Promise<void> {
  const at = around.clock.now();
  const sentAt = ending.state === 'sent' ? at : null;
  around.step?.('ending', claim);
  await around.store.end({
    ...{ published: null, problem: null, nextAt: null, doubtfulSince: null, triedAt: null, sentParts: null },
    ...ending,
    at,
    sentAt,
    id: claim.id,
    fence: claim.fence,
  });
  around.step?.('ended', claim);
  if (ending.state === 'scheduled' && ending.nextAt) around.again(ending.nextAt);
  const late = sentAt === null || claim.attempts > 0 ? undefined : sentAt - claim.dueAt;
  around.ended?.({ network: account?.network.name ?? 'none', outcome: ending.state, late });
}

const LOOK_AGAIN = 31_000;
