/** What a person gets back from doing something. */
import type { Core } from '../core.ts';
import type { Answer } from '../delivery/transport.ts';
import { post } from '../posting.ts';
import { SLACKBOT } from '../workspace.ts';

export interface Outcome {
  ok: boolean;
  /** Milliseconds until the app acknowledged; null when it did not or was not asked. */
  acknowledgedAfterMs: number | null;
  /** What the person reads when it went wrong. */
  problem?: string;
  /** What is wrong in a form, by block id. */
  errors?: Record<string, string>;
}

export const NOT_SENT: Outcome = { ok: true, acknowledgedAfterMs: null };

export function refusedByClient(problem: string, errors?: Record<string, string>): Outcome {
  return { ok: false, acknowledgedAfterMs: null, problem, ...(errors ? { errors } : {}) };
}

export function outcomeOf(answer: Answer): Outcome {
  if (answer.acknowledged) return { ok: true, acknowledgedAfterMs: answer.afterMs };
  return { ok: false, acknowledgedAfterMs: null, problem: failureOf(answer) };
}

/** The name Slack's client gives to the failure. */
export function failureOf(answer: Answer & { acknowledged: false }): string {
  if (answer.reason === 'not_interactive')
    return 'This app is not configured to handle interactive responses';
  return answer.reason === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
}

/** A private line from Slackbot, as for a command that failed. */
export function slackbotSays(core: Core, userId: string, channel: string, text: string): void {
  post(core, { channel, text, userId: SLACKBOT.id, byApp: false, onlyFor: userId });
}
