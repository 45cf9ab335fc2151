/** One try of one delivery: the approved content checked, the intent committed, the network called, the ending written. */
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import {
  type Intent,
  type Marks,
  type Message,
  NetworkError,
  type Published,
} from '../../networks/network.ts';
import { contentHash } from '../../posts/content.ts';
import type { Problem } from '../../posts/delivery.ts';
import { absenceIsProof, afterFailure, approach } from '../../posts/recovery.ts';
import type { Database } from '../../store/database.ts';
import type { Begin, Begun, Claim, Ending, Halt } from '../../store/deliveries.ts';
import type { Account, Accounts } from '../accounts.ts';
import { messageFor } from '../posts/message.ts';
import { changed, halted, mayBeLive, notThereYet, targetGone, tooLate } from './problems.ts';

export interface Surroundings {
  database: Database;
  clock: Clock;
  log: Log;
  accounts: Accounts;
  grace: number;
  stopping: AbortSignal;
  /** Told when it is to be worked on again (epoch ms). */
  again(at: number): void;
  /** What the checks find right before it is sent; undefined: nothing that stops it. */
  obstacle(claim: Claim, message: Message): Promise<Problem | undefined>;
  /** The account was refused: asks it who it is, and pauses the target where it does not let us in at all. */
  refusedAccount(account: Account, error: NetworkError): Promise<'paused' | 'let in' | 'unreachable'>;
  /** Told of every ending, for figures; `late` in ms, of first tries. */
  ended?(ending: { network: string; outcome: Ending['state']; late: number | undefined }): void;
  store: {
    begin(begin: Begin): Promise<Begun>;
    end(ending: Ending): Promise<unknown>;
    keep(claim: Claim, intent: Intent): Promise<boolean>;
    handBack(claim: Claim): Promise<void>;
  };
}

export async function attempt(claim: Claim, around: Surroundings): Promise<void> {
  const account = around.accounts.get(claim.target);
  if (claim.halted) return halt(claim, account, around, claim.halted);
  if (!account || contentHash(claim.content) !== claim.hash)
    return standStill(claim, account, account ? changed() : targetGone(claim.target), around);
  const late = around.clock.now() - claim.dueAt;
  // What may be live is followed up, however late.
  if (claim.doubtfulSince === null && late > around.grace) return hold(claim, account, around, tooLate(late));
  try {
    await deliver(claim, account, around);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    await writeFailure(claim, account, around, error);
  }
}

function halt(claim: Claim, account: Account | undefined, around: Surroundings, by: Halt): Promise<void> {
  return hold(claim, account, around, halted(by, claim.target, claim.doubtfulSince !== null));
}

/** It waits for a person's word. */
function hold(
  claim: Claim,
  account: Account | undefined,
  around: Surroundings,
  problem: Problem,
): Promise<void> {
  const { doubtfulSince } = claim;
  return write(claim, around, account, { state: 'held', problem, doubtfulSince });
}

/** What may be live already did not simply fail: a person looks. */
function standStill(
  claim: Claim,
  account: Account | undefined,
  problem: Problem,
  around: Surroundings,
): Promise<void> {
  const { doubtfulSince } = claim;
  const state = doubtfulSince === null ? 'failed' : 'unknown';
  return write(claim, around, account, { state, problem, doubtfulSince });
}

async function deliver(claim: Claim, account: Account, around: Surroundings): Promise<void> {
  const { network, connection } = account;
  const message = await messageFor(around.database, claim.content, claim.target);
  const obstacle = claim.doubtfulSince === null ? await around.obstacle(claim, message) : undefined;
  if (obstacle) return hold(claim, account, around, obstacle);
  await itsTime(claim, around);
  if (around.stopping.aborted) return around.store.handBack(claim);
  const doubt = {
    since: claim.doubtfulSince ?? undefined,
    now: around.clock.now(),
    canLook: Boolean(connection.find),
  };
  const how = approach(network.contract, doubt);
  if (how === 'ask') return ask(claim, account, around);
  if (how === 'look' && claim.intent && connection.find) {
    const found = await connection.find(message, claim.intent);
    if (found) return write(claim, around, account, { state: 'sent', published: found });
    if (!absenceIsProof(claim.doubtfulSince ?? doubt.now, doubt.now))
      return lookAgain(claim, account, around);
    return send({ ...claim, doubtfulSince: null }, account, message, around);
  }
  return send(claim, account, message, around);
}

function ask(claim: Claim, account: Account, around: Surroundings): Promise<void> {
  const { doubtfulSince } = claim;
  return write(claim, around, account, { state: 'unknown', problem: mayBeLive(account), doubtfulSince });
}

async function send(claim: Claim, account: Account, message: Message, around: Surroundings): Promise<void> {
  const { connection } = account;
  const now = around.clock.now();
  const intent = claim.intent ?? freshIntent(claim.key, now, connection);
  const doubtfulSince = claim.doubtfulSince ?? now;
  const begun = await around.store.begin({
    id: claim.id,
    fence: claim.fence,
    intent,
    hash: claim.hash,
    doubtfulSince,
  });
  if (begun === 'refused') return refused(claim, account, around);
  if (begun !== 'begun') return halt(claim, account, around, begun);
  const published = await publish(claim, account, message, intent, around);
  await write(claim, around, account, { state: 'sent', published });
}

function freshIntent(key: string, at: number, { prepare }: Account['connection']): Intent {
  return { key, at, marks: prepare?.({ key, at }) ?? {} };
}

/** From here on every failure that is not the network's own word leaves a doubt. */
async function publish(
  claim: Claim,
  { connection }: Account,
  message: Message,
  intent: Intent,
  { store, log }: Surroundings,
): Promise<Published> {
  const keep = async (marks: Marks) => {
    const kept = await store.keep(claim, { ...intent, marks: { ...intent.marks, ...marks } });
    if (!kept) throw new NetworkError('lost', t('Another worker has taken this delivery over.'));
  };
  try {
    return await connection.publish(message, intent, keep);
  } catch (error) {
    if (error instanceof NetworkError) throw error;
    log.error({ err: error, delivery: claim.id }, 'a network failed in an unforeseen way');
    throw new NetworkError('lost', t('Something unforeseen happened while it was sent.'), { cause: error });
  }
}

/** Cancelled, edited or taken over meanwhile: then nothing is left to write. Else it was never approved like this. */
async function refused(claim: Claim, account: Account, around: Surroundings): Promise<void> {
  around.log.warn({ delivery: claim.id, post: claim.postId }, 'not sent: not approved, or not ours any more');
  await write(claim, around, account, { state: 'failed', problem: changed() });
}

function lookAgain(claim: Claim, account: Account, around: Surroundings): Promise<void> {
  return write(claim, around, account, {
    state: 'scheduled',
    nextAt: (claim.doubtfulSince ?? around.clock.now()) + LOOK_AGAIN,
    doubtfulSince: claim.doubtfulSince,
    problem: notThereYet(account),
  });
}

async function writeFailure(
  claim: Claim,
  account: Account,
  around: Surroundings,
  error: NetworkError,
): Promise<void> {
  const signedOut = error.reason === 'unauthorized' ? await around.refusedAccount(account, error) : 'let in';
  if (signedOut === 'paused') return halt(claim, account, around, 'paused');
  const now = around.clock.now();
  const next = afterFailure(account.network.contract, {
    reason: signedOut === 'unreachable' ? 'unreachable' : error.reason,
    retryAfter: error.retryAfter,
    attempts: claim.attempts + 1,
    now,
    dueAt: claim.dueAt,
    doubtful: claim.doubtfulSince !== null,
    jitter: Math.random(),
  });
  around.log.warn(
    { delivery: claim.id, target: claim.target, reason: error.reason, next: next.kind },
    'a try failed',
  );
  const problem = { reason: error.reason, message: error.message, remedy: error.remedy };
  const since = claim.doubtfulSince ?? now;
  if (next.kind === 'failed') return write(claim, around, account, { state: 'failed', problem });
  // The doubt stays with it: whoever has it looked at again must not have it sent again.
  if (next.kind === 'unknown')
    return write(claim, around, account, { state: 'unknown', problem, doubtfulSince: since });
  const doubtfulSince = next.doubtful ? since : null;
  return write(claim, around, account, { state: 'scheduled', nextAt: next.at, doubtfulSince, problem });
}

async function write(
  claim: Claim,
  around: Surroundings,
  account: Account | undefined,
  ending: { state: Ending['state'] } & Partial<Ending>,
): Promise<void> {
  const at = around.clock.now();
  const sentAt = ending.state === 'sent' ? at : null;
  await around.store.end({
    ...{ published: null as Published | null, problem: null, nextAt: null, doubtfulSince: null },
    ...ending,
    at,
    sentAt,
    id: claim.id,
    fence: claim.fence,
  });
  if (ending.state === 'scheduled' && ending.nextAt) around.again(ending.nextAt);
  const late = sentAt === null || claim.attempts > 0 ? undefined : sentAt - claim.dueAt;
  around.ended?.({ network: account?.network.name ?? 'none', outcome: ending.state, late });
}

/** At the post's time, not before the pause after an earlier try is over; at once when the worker stops. */
function itsTime({ dueAt, nextAt }: Claim, { clock, stopping }: Surroundings): Promise<void> {
  // A claim that was freed is to be taken up at once, which may be before the post's time.
  const at = Math.max(dueAt, nextAt);
  if (clock.now() >= at || stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const goOn = () => {
      cancel();
      stopping.removeEventListener('abort', goOn);
      resolve();
    };
    const cancel = clock.at(at, goOn);
    stopping.addEventListener('abort', goOn);
  });
}

const LOOK_AGAIN = 31_000;
