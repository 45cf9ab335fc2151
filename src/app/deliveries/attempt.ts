/**
 * One try of one delivery, forward from its claim to its ending: look at what is there, decide by `nextStep`, do that,
 * and write how it ended.
 */
import { t } from '../../kit/t.ts';
import {
  type Intent,
  type IsTaken,
  type Marks,
  NetworkError,
  type Published,
} from '../../networks/network.ts';
import { withPermission } from '../../networks/permission.ts';
import { contentHash } from '../../posts/content.ts';
import { isUnderWay } from '../../posts/delivery.ts';
import { absenceIsProof } from '../../posts/recovery.ts';
import type { Claim } from '../../store/deliveries.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import type { Account } from '../accounts.ts';
import { messagesFor } from '../posts/preflight/message.ts';
import { withContract } from './contract.ts';
import { asEdits, type Outgoing } from './editing.ts';
import type { End } from './end.ts';
import { nextStep } from './next-step.ts';
import { type OwnLease, thisMoment } from './own-lease.ts';
import { freshIntent, nextMessage } from './parts.ts';
import { changed, tooLate } from './problems.ts';
import type { Surroundings } from './surroundings.ts';
import { writeEnd } from './writing.ts';

export async function attempt(claim: Claim, around: Surroundings): Promise<void> {
  around.step?.('claimed', claim);
  const found = around.accounts.get(claim.target) ?? (await around.accounts.find?.(claim.target));
  const fit = accountFor(claim, found, around);
  if (isEnd(fit)) return writeEnd(fit, claim, found, around);
  const tried = new Attempt(claim, await withContract(fit, claim), around);
  const end = await tried.run();
  await writeEnd(end, tried.claim, tried.account, around);
}

/** The account that it goes to as it stands, or why it cannot. */
function accountFor(claim: Claim, found: Account | undefined, { clock, grace }: Surroundings): Account | End {
  if (claim.halted) return { kind: 'halted', by: claim.halted };
  if (!found) return { kind: 'target gone' };
  if (contentHash(claim.content) !== claim.hash) return { kind: 'stands still', problem: changed() };
  const late = clock.now() - expectedAt(claim);
  // What may be live is followed up, however late.
  if (claim.doubtfulSince === null && late > grace()) return { kind: 'held', problem: tooLate(late) };
  return found;
}

/** Epoch ms. What is under way was begun in its time: it is late when nobody looked after it as was said. */
function expectedAt({ reason, dueAt, nextAt }: Claim): number {
  return isUnderWay(reason) ? Math.max(dueAt, nextAt) : dueAt;
}

class Attempt {
  /** As it stands by now: of a thread each part that is out makes it a claim on the next one. */
  claim: Claim;
  /** With the contract that counts for it. */
  readonly account: Account;
  private readonly around: Surroundings;

  constructor(claim: Claim, account: Account, around: Surroundings) {
    this.claim = claim;
    this.account = account;
    this.around = around;
  }

  async run(): Promise<End> {
    const { around } = this;
    try {
      const messages = await this.prepare();
      if (isEnd(messages)) return messages;
      await itsTime(this.claim, around);
      around.step?.('due', this.claim);
      return await this.goOn(messages);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      return this.failed(error);
    }
  }

  /** All that takes time, ahead of the instant. */
  private async prepare(): Promise<Outgoing[] | End> {
    const { claim, account, around } = this;
    const { content, target } = claim;
    const messages = await messagesFor(around, content, target, account.network.fields?.all ?? []);
    const outgoing =
      content.corrects === undefined
        ? messages
        : await asEdits(around.database, claim, content.corrects, account, messages);
    if (!Array.isArray(outgoing)) return { kind: 'stands still', problem: outgoing };
    // What is partly out, or may be, is followed up whatever the checks say by now.
    const isNew = claim.doubtfulSince === null && claim.sentParts.length === 0;
    const obstacle = isNew ? await around.obstacle(claim, messages) : undefined;
    return obstacle ? { kind: 'held', problem: obstacle } : outgoing;
  }

  /** Part by part, each as if it were claimed anew. */
  private async goOn(messages: Outgoing[]): Promise<End> {
    const { account, around } = this;
    for (;;) {
      const message = nextMessage(this.claim, messages);
      const next = nextStep({
        claim: this.claim,
        contract: account.network.contract,
        canLook: account.connection.find !== undefined,
        parts: messages.length,
        isStopping: around.stopping.aborted,
        now: around.clock.now(),
      });
      if (next.kind !== 'look' && next.kind !== 'send') return next;
      const came = next.kind === 'look' ? await this.look(message, next.triedAt) : await this.send(message);
      if (came === 'surely not there') this.claim = { ...this.claim, ...CERTAIN };
      else if (isEnd(came)) return came;
      else await this.partIsOut(came, messages.length);
    }
  }

  private async look(message: Outgoing, triedAt: number): Promise<Published | 'surely not there' | End> {
    const { claim, account, around } = this;
    const since = around.clock.now();
    around.step?.('looking', claim);
    const found = await account.connection.find?.(message, claim.intent as Intent, takenBy(around, account));
    around.step?.('looked', claim);
    if (found) return found;
    return absenceIsProof(triedAt, since) ? 'surely not there' : { kind: 'not there yet', triedAt };
  }

  /** The intent is committed before anything goes out. */
  private async send(message: Outgoing): Promise<Published | End> {
    const { claim, account, around } = this;
    const { id, fence, hash } = claim;
    const now = around.clock.now();
    const intent = claim.intent ?? freshIntent(claim, { at: now, message, account });
    const doubtfulSince = claim.doubtfulSince ?? now;
    around.step?.('beginning', claim);
    const since = thisMoment();
    const begun = await around.store.begin({ id, fence, intent, hash, doubtfulSince });
    if (begun === 'refused') return { kind: 'not approved' };
    if (begun !== 'begun') return { kind: 'halted', by: begun };
    around.ownLease.extend(since);
    return this.publish(message, intent);
  }

  /** From here on every failure that is not the network's own word leaves a doubt. */
  private async publish(message: Outgoing, intent: Intent): Promise<Published> {
    const { claim, around } = this;
    const { connection } = this.account;
    const { store, step, ownLease } = around;
    step?.('begun', claim);
    const keep = async (marks: Marks) => {
      step?.('keeping', claim);
      const kept = await store.keep(claim, { ...intent, marks: { ...intent.marks, ...marks } });
      if (!kept) throw takenOver();
      step?.('kept', claim);
    };
    step?.('calling', claim);
    const published = await withPermission(
      () => checkLease(ownLease),
      async () =>
        message.edits && connection.edit
          ? connection.edit(message.edits, message)
          : connection.publish(message, intent, keep, takenBy(around, this.account)),
    );
    step?.('answered', claim);
    return published;
  }

  /** Noted before the next one begins; the last one by the ending. */
  private async partIsOut(published: Published, parts: number): Promise<void> {
    const { claim, around } = this;
    const sentParts = [...claim.sentParts, published];
    if (sentParts.length < parts) {
      around.step?.('parting', claim);
      if (!(await around.store.nextPart(claim, published))) throw takenOver();
      around.step?.('parted', claim);
    }
    this.claim = { ...claim, ...CERTAIN, sentParts, intent: null };
  }

  /** The network did not do it. Whether the account lets us in at all is asked of the account. */
  private async failed(error: NetworkError): Promise<End> {
    const { account, around } = this;
    around.step?.('failed', this.claim);
    const signIn = error.reason === 'unauthorized' ? await around.refusedAccount(account, error) : 'let in';
    if (signIn === 'paused') return { kind: 'halted', by: 'paused' };
    return { kind: 'failed', error, isReachable: signIn !== 'unreachable' };
  }
}

/** Of what is surely not out. */
const CERTAIN = { doubtfulSince: null, triedAt: null, reason: null };

/**
 * Two networks, or two servers, may give the same id. Of a target that is gone nobody knows where it was, and it does not
 * count: what is live and passes for another post is sent again, while a post by another name of the same account is
 * mistaken for this one only where it says the same and went out at the same time.
 */
function takenBy({ database, accounts }: Surroundings, account: Account): IsTaken {
  return async (id) => {
    for (const target of await postDeliveries.targetsAt(database, id)) {
      if (target === account.target) return true;
      const other = accounts.get(target) ?? (await accounts.find?.(target));
      if (other && haveIdsInCommon(other, account)) return true;
    }
    return false;
  };
}

function haveIdsInCommon(one: Account, other: Account): boolean {
  return one.network.name === other.network.name && one.server === other.server;
}

function takenOver(): NetworkError {
  return new NetworkError('lost', t('Another worker has taken this delivery over.'));
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

function checkLease({ isSure }: OwnLease): void {
  if (isSure) return;
  throw new NetworkError('unreachable', t('This worker was no longer sure that the delivery is its own.'), {
    remedy: t('It is tried again.'),
  });
}

function isEnd(came: object): came is End {
  return 'kind' in came;
}
