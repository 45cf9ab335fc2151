/** What is done about a person: how it came about, what it is, and how far it has got. Pure. */
import type { Decision } from './evaluate.ts';
import { ACTIONS, type Action } from './rule.ts';

/** What a rule can do, and what a moderator decides besides. */
export type CaseAction = Action | 'report' | 'restore' | 'dismiss';

/** `chat`: somebody did it in the chat's own client. */
export type CaseOrigin = 'rule' | 'report' | 'moderator' | 'chat';

/**
 * `acting`: it is being done. `open`: it waits for a moderator. `failed`: the chat does not take it. `undoing`: it is being
 * taken back.
 */
export type CaseState = 'acting' | 'open' | 'done' | 'failed' | 'undoing' | 'undone';

/** What is told to the person whom it is done to. */
export const TOLD: ReadonlySet<CaseAction> = new Set(['warn', 'timeout', 'kick', 'ban']);

/** From the mildest to the gravest. Who deletes has decided what whoever holds asks a person about. */
const GRAVITY: readonly Action[] = ['log', 'hold', 'delete', 'warn', 'timeout', 'kick', 'ban'];

export function gravity(action: CaseAction): number {
  return GRAVITY.indexOf(action as Action);
}

/** Whether the message goes, too. */
export function deletes(action: CaseAction): boolean {
  return action !== 'log' && ACTIONS.includes(action as Action);
}

/** What follows when several rules hit: the gravest act, once. Rules in shadow are noted and do nothing. */
export function actionOf(decisions: readonly Decision[]): Action | undefined {
  if (decisions.length === 0) return undefined;
  const real = decisions.filter(({ shadow }) => !shadow).map(({ action }) => action);
  return real.reduce((one, other) => (gravity(other) > gravity(one) ? other : one), 'log');
}

/** The decision that the act follows from. */
export function leading(decisions: readonly Decision[]): Decision | undefined {
  return decisions.toSorted(
    (one, other) =>
      Number(one.shadow ?? false) - Number(other.shadow ?? false) ||
      gravity(other.action) - gravity(one.action),
  )[0];
}
