/**
 * Whether what went out is what was approved. The chain says that the log is whole, and not that it makes sense: read in
 * its order, each post that was sent must have been approved before, in that revision, with exactly that content, by as
 * many and by those whom the policy of then asked for.
 */
import { createHash } from 'node:crypto';
import { t } from '../kit/t.ts';
import { countedIn, isOfItsStep, type LoggedApproval, readApproval, shortfallOf } from './quorum.ts';

/** What is read of an entry; the rest of it does not matter here. */
interface Told {
  kind?: unknown;
  post?: unknown;
  revision?: unknown;
  content?: unknown;
  person?: { id?: unknown };
  details?: { delivery?: unknown };
}

/** What was said of one revision so far. */
interface Said {
  /** Who sent it for review. */
  editor?: unknown;
  /** The content that was approved last. */
  content?: string;
  /** Of that content, as far as they tell their policy. */
  approvals: LoggedApproval[];
  /** One of them is from before the log told policies. */
  isUntold: boolean;
}

/** A delivery that the database says is out, with the content of its revision. */
export interface SentDelivery {
  id: number;
  postId: number;
  revision: number;
  target: string;
  /** SHA-256 (hex) of what was to be sent. */
  hash: string;
  /** The same of what the revision holds now; null where it is not there any more. */
  contentHash: string | null;
  /** Of the revision's decisions that approve it. */
  approvedHashes: string[];
}

const APPROVALS = ['post.approve', 'post.emergency'];
const REFUSALS = ['post.reject', 'post.request_changes', 'post.veto'];
/** Somebody said that it is live, where the network could not be asked. */
const SENT = ['delivery.sent', 'delivery.answer.live'];

export class Consistency {
  /** In words, at most a hundred. */
  readonly faults: string[] = [];
  /** Post and revision → what was said of it. */
  private readonly said = new Map<string, Said>();
  /** Number of a delivery → a short hash of the content that was sent. */
  private readonly sent = new Map<number, string>();

  /** Entries in their order. */
  read(sequence: number, entry: string): void {
    const told = parsed(entry);
    if (!told) this.fault(t('Row {row} is no entry.', { row: String(sequence) }));
    const { kind, post, revision, content, person, details } = told ?? {};
    if (typeof kind !== 'string') return;
    const key = `${String(post)}/${String(revision)}`;
    const place = { row: String(sequence), post: String(post) };
    if (kind === 'post.submitted') this.said.set(key, { ...NOTHING, editor: person?.id });
    if (APPROVALS.includes(kind)) this.approve(key, String(content), told, place);
    if (REFUSALS.includes(kind)) this.said.set(key, { ...NOTHING, editor: this.said.get(key)?.editor });
    if (!SENT.includes(kind)) return;
    this.checkApproved(this.said.get(key), content, place);
    this.sent.set(Number(details?.delivery), short(String(content)));
  }

  /** After all entries: what the database says that it sent, against what they tell. */
  compare(one: SentDelivery): void {
    const place = { post: String(one.postId), target: one.target };
    if (one.contentHash !== one.hash)
      this.fault(t('Post {post} to {target}: its content is not what was sent.', place));
    if (!one.approvedHashes.includes(one.hash))
      this.fault(t('Post {post} to {target}: no decision approves what was sent.', place));
    const told = this.sent.get(one.id);
    if (told === undefined)
      this.fault(t('Post {post} to {target} is out, and the log does not tell of it.', place));
    else if (told !== short(one.hash))
      this.fault(t('Post {post} to {target}: the log tells of another content.', place));
  }

  private approve(key: string, content: string, told: unknown, place: Place): void {
    const before = this.said.get(key) ?? NOTHING;
    const approval = readApproval(told);
    const earlier = before.content === content ? before.approvals : [];
    this.said.set(key, {
      ...{ editor: before.editor, content },
      approvals: approval ? [...earlier, approval] : earlier,
      isUntold: before.isUntold || !approval,
    });
    if (!approval) return;
    if (!isOfItsStep(approval))
      this.fault(t('Row {row}: post {post} was approved by somebody whom no step of it asked for.', place));
    if (!approval.details.quorum.selfApproval && countedIn(approval).some((id) => id === before.editor))
      this.fault(t('Row {row}: post {post} was approved by whoever had changed it last.', place));
  }

  private checkApproved(said: Said | undefined, content: unknown, place: Place): void {
    if (!said || said.content !== content) {
      this.fault(
        t('Row {row}: post {post} was sent, and the log has no approval of that content before it.', place),
      );
      return;
    }
    const short = said.isUntold ? undefined : shortfallOf(said.approvals);
    if (!short) return;
    const words = { ...place, step: short.step, need: String(short.need), found: String(short.found) };
    this.fault(
      short.step === ''
        ? t('Row {row}: post {post} was sent with {found} of the {need} approvals that it needed.', words)
        : t(
            'Row {row}: post {post} was sent with {found} of the {need} approvals that its step {step} needed.',
            words,
          ),
    );
  }

  private fault(words: string): void {
    if (this.faults.length < MOST) this.faults.push(words);
  }
}

interface Place extends Record<string, string> {
  row: string;
  post: string;
}

const NOTHING: Said = { approvals: [], isUntold: false };

function parsed(entry: string): Told | undefined {
  try {
    const value: unknown = JSON.parse(entry);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As many as there are posts are held at once. */
function short(text: string): string {
  return createHash('sha256').update(text).digest('base64').slice(0, 16);
}

const MOST = 100;
