/** What the doctor says about one thing: it is right, it is wrong and how to mend it, or it was not looked at. */
import type { Environment } from '../../../../config/env.ts';
import type { Team } from '../../../../config/team.ts';
import type { Network } from '../../../networks/network.ts';

export type Result =
  | { state: 'right'; what: string }
  | { state: 'wrong'; what: string; remedy: string }
  | { state: 'off'; what: string };

/** Everything that is known when the outside is looked at. */
export interface Situation {
  environment: Environment;
  /** Undefined when the team file is at fault, which was told already. */
  team?: Team;
  networks: ReadonlyMap<string, Network>;
}

/** Looks at one part of the outside. Connects to nothing that the bot itself would not use. */
export type Check = (situation: Situation) => Promise<Result[]>;

export const right = (what: string): Result => ({ state: 'right', what });
export const wrong = (what: string, remedy: string): Result => ({ state: 'wrong', what, remedy });
export const off = (what: string): Result => ({ state: 'off', what });

const MARKS = { right: '✓', wrong: '✗', off: '-' };

/** ``✗ Slack: scope `files:write` is missing. Add it under OAuth & Permissions, …`` */
export function lineOf(result: Result): string {
  const remedy = result.state === 'wrong' ? ` ${result.remedy}` : '';
  return `${MARKS[result.state]} ${result.what}${remedy}`.trimEnd();
}

/** No check waits longer for an answer, ms. */
export const PATIENCE = 10_000;

/** Without a full stop, since it stands in brackets. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  const reason = error.message || ('code' in error ? String(error.code) : error.name);
  const more = inner instanceof Error && !reason.includes(inner.message) ? `: ${inner.message}` : '';
  return `${reason}${more}`.replace(/\.$/, '');
}
