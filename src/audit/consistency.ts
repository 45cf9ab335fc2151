/**
 * Whether what went out is what was approved. The chain says that the log is whole, and not that it makes sense: read in
 * its order, each post that was sent must have been approved before, in that revision, with exactly that content.
 */
import { createHash } from 'node:crypto';
import { t } from '../kit/t.ts';

/** What is read of an entry; the rest of it does not matter here. */
interface Told {
  kind?: unknown;
  post?: unknown;
  revision?: unknown;
  content?: unknown;
  details?: { delivery?: unknown };
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
/** Somebody said that it is live, where the network could not be asked. */
const SENT = ['delivery.sent', 'delivery.answer.live'];

export class Consistency {
  /** In words, at most a hundred. */
  readonly faults: string[] = [];
  /** Post and revision → the content that was approved. */
  private readonly approved = new Map<string, string>();
  /** Number of a delivery → a short hash of the content that was sent. */
  private readonly sent = new Map<number, string>();

  /** Entries in their order. */
  read(sequence: number, entry: string): void {
    const told = parsed(entry);
    if (!told) this.fault(t('Row {row} is no entry.', { row: String(sequence) }));
    const { kind, post, revision, content, details } = told ?? {};
    const key = `${String(post)}/${String(revision)}`;
    if (typeof kind !== 'string') return;
    if (APPROVALS.includes(kind)) this.approved.set(key, String(content));
    if (kind === 'delivery.sent' && this.approved.get(key) !== content)
      this.fault(
        t('Row {row}: post {post} was sent, and the log has no approval of that content before it.', {
          row: String(sequence),
          post: String(post),
        }),
      );
    if (SENT.includes(kind)) this.sent.set(Number(details?.delivery), short(String(content)));
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

  private fault(words: string): void {
    if (this.faults.length < MOST) this.faults.push(words);
  }
}

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
