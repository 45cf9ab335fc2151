/** What people and channels are told while a decision is awaited, beside the card of the post. */

/** `reminder`: their decision is awaited. `escalation`: somebody else's is. `expired`: nobody decided. */
export type NoticeKind = 'reminder' | 'escalation' | 'expired';

/** Tells apart the reminders of one revision. */
export function roundOf(revision: number, ordinal = 0): string {
  return `${revision}.${ordinal}`;
}
