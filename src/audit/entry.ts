/** What the audit log says: every decision and every effect, who and from where, on which content, with which answer. */
import type { Subject } from '../kit/subject.ts';

export interface AuditEntry {
  kind: AuditKind;
  /** ISO 8601, by the app's clock. */
  at: string;
  /** Who did it; absent where nobody did (a review that ran out). */
  person?: { id: number; name: string };
  /** From which chat. */
  chat?: string;
  /** What it is about, where that is no post: `freeze:3`. */
  subject?: Subject;
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

/**
 * What was decided, or became of something: the noun, a dot, and what happened to it, in the past tense or as the button
 * says it (`post.approve`, `delivery.sent`, `delivery.answer.retry`, `people.away`). Each pillar names its own.
 */
export type AuditKind = `${string}.${string}`;
