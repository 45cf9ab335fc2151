/** What a person gets to know when they press, choose or type something. */
import { type NewInteraction, openInteraction } from '../interactions/open.ts';
import type { FirstAnswer } from '../state/interaction.ts';
import type { State } from '../state/state.ts';

export interface Outcome {
  ok: boolean;
  /** Real milliseconds to the app's first answer; null without one. */
  acknowledgedAfterMs: number | null;
  /** What the person reads instead of an answer. */
  problem?: string;
  /** Absent when the client itself refused and nothing was sent. Messages carry it in `interaction_metadata`. */
  interactionId?: string;
}

export type Choice = { name: string; value: string | number };

const NO_ANSWER = 'The application did not respond';

export async function interact(
  state: State,
  draft: NewInteraction,
): Promise<Outcome & { answer: FirstAnswer }> {
  const { interactionId, answer, afterMs } = await openInteraction(state, draft);
  const ok = answer.kind !== 'none';
  return { ok, acknowledgedAfterMs: afterMs, interactionId, answer, ...(ok ? {} : { problem: NO_ANSWER }) };
}

export function outcomeOf({ answer: _, ...outcome }: Outcome & { answer: FirstAnswer }): Outcome {
  return outcome;
}

/** The client does not send it at all. */
export function refused(problem: string): Outcome {
  return { ok: false, acknowledgedAfterMs: null, problem };
}

/** Carries a client-side refusal up to the method that the person called. */
export class ClientRefusal extends Error {}
