/** Finds the rule types: every file in rules/ is one. */
import { load } from '../kit/load.ts';
import { codeFolder } from '../kit/root.ts';
import type { RuleType } from './rule.ts';

/** By name. Throws with all faults at once. */
export async function loadRuleTypes(
  folder: string = codeFolder('src/moderation/rules'),
): Promise<Map<string, RuleType>> {
  const types = await load<RuleType>(folder, {
    exported: 'ruleType',
    fault: ruleTypeFault,
    fileName: ({ name }) => name,
  });
  return new Map(types.map((type) => [type.name, type]));
}

function ruleTypeFault(value: unknown): string | undefined {
  const type = value as Partial<RuleType>;
  if (!/^[a-z]+$/.test(type.name ?? '')) return 'its `name` must be one word in small letters.';
  if (!type.summary) return 'has no `summary`.';
  if (typeof type.shape !== 'object') return 'has no `shape`.';
  return typeof type.prepare === 'function' ? undefined : 'has no `prepare`.';
}
