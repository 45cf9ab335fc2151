/** The moments of an attempt at which its process may end; the fault harness in tests/faults ends it at each. */
export const STEPS = [
  'claimed',
  /** Its time has come. */
  'due',
  'looking',
  'looked',
  /** Before the intent is committed, and after. */
  'beginning',
  'begun',
  'calling',
  /** Around a mark that is committed in between. */
  'keeping',
  'kept',
  'answered',
  /** Around the note that a part of a thread is out, before the next one. */
  'parting',
  'parted',
  /** The call went wrong; nothing is noted yet. */
  'failed',
  /** Before the ending is committed, and after. */
  'ending',
  'ended',
] as const;

export type Step = (typeof STEPS)[number];
