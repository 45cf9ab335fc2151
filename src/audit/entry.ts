/** What the audit log says: every decision and every effect, who and from where, on which content, with which answer. */

export interface AuditEntry {
  kind: AuditKind;
  /** ISO 8601, by the app's clock. */
  at: string;
  /** Who did it; absent where nobody did (a review that ran out). */
  person?: { id: number; name: string };
  /** From which chat. */
  chat?: string;
  post?: number;
  /** The post that this one corrects. */
  corrects?: number;
  revision?: number;
  target?: string;
  /** SHA-256 (hex) of the content that it was about. */
  content?: string;
  /** What else there is to say: a comment, the step, in whose place it was, the network's answer. */
  details?: Record<string, unknown>;
}

export type AuditKind =
  | 'post.submitted'
  | 'post.approve'
  | 'post.reject'
  | 'post.request_changes'
  | 'post.veto'
  | 'post.emergency'
  | 'post.commented'
  /** The details say who was told. */
  | 'post.reminded'
  | 'post.cancelled'
  | 'post.expired'
  /** One try of a delivery ended so; the details hold the network's answer. */
  | 'delivery.sent'
  | 'delivery.failed'
  | 'delivery.unknown'
  | 'delivery.scheduled'
  | 'delivery.held'
  | 'delivery.cancelled'
  /** What a person answered about a delivery that stood still. */
  | 'delivery.answer.retry'
  | 'delivery.answer.live'
  | 'delivery.answer.not_live'
  | 'delivery.answer.look'
  | 'delivery.answer.publish_now'
  | 'delivery.answer.delete'
  | 'delivery.removed'
  | 'delivery.not_removed'
  | 'freeze.opened'
  | 'freeze.lifted'
  | 'target.paused'
  | 'target.resumed'
  | 'people.linked'
  | 'people.away'
  | 'people.back';
