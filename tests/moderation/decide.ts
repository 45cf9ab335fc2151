/** Rules and messages in short, for tables of cases. */
import { beforeAll } from 'vitest';
import { readRules } from '../../config/team/moderation-rules.ts';
import { readDiscordMessage } from '../../src/moderation/discord-message.ts';
import { type Decision, Rules } from '../../src/moderation/evaluate.ts';
import { loadRuleTypes } from '../../src/moderation/load.ts';
import type { RuleType } from '../../src/moderation/rule.ts';

let types: ReadonlyMap<string, RuleType>;
beforeAll(async () => {
  types = await loadRuleTypes();
});

export type Written = Record<string, unknown>;

/** Throws with the faults when a rule is wrong. */
export function rulesOf(...written: Written[]): Rules {
  const list = written.map((one, index) => ({ name: `rule ${index + 1}`, action: 'delete', ...one }));
  const { rules, faults } = readRules(list, types, { at: ['rules'], lineOf: () => 1 });
  if (faults.length > 0)
    throw new Error(faults.map(({ field, message }) => `${field}: ${message}`).join('\n'));
  return new Rules(rules, types);
}

/** What is wrong with rules, each as `path: message remedy`. */
export function faultsIn(...written: unknown[]): string[] {
  const { faults } = readRules(written, types, { at: ['rules'], lineOf: () => 1 });
  return faults.map(({ field, message, remedy }) => `${field}: ${message} ${remedy}`.trimEnd());
}

/** A message, or only its content. */
export function decisionsOn(rules: Rules, message: string | Written): Decision[] {
  return conversation(rules, [message])[0] ?? [];
}

/** Messages one after another; each gets an id and a second of its own unless it says otherwise. */
export function conversation(rules: Rules, messages: (string | Written)[]): Decision[][] {
  const history = rules.history();
  return messages.map((one, index) => {
    const message = readDiscordMessage({
      id: `m${index}`,
      channel_id: '1',
      author: { id: '1', username: 'ada' },
      timestamp: new Date(Date.UTC(2026, 10, 2, 9, 0, index)).toISOString(),
      ...(typeof one === 'string' ? { content: one } : one),
    });
    const decisions = rules.evaluate(message, history);
    rules.remember(message, history);
    return decisions;
  });
}

/** What the first decision matched; undefined when nothing hit. */
export function matched(rule: Written, message: string | Written): string | undefined {
  return decisionsOn(rulesOf(rule), message)[0]?.why.matched;
}
