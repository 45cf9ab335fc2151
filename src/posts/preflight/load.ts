/** Finds the rules of the preflight: every file in rules/ is one. */
import { load } from '../../kit/load.ts';
import { codeFolder } from '../../kit/root.ts';
import { type PreflightRule, TOPICS } from './rule.ts';

/** By topic, then by name: the order in which people read what they find. Throws with all faults at once. */
export async function loadPreflightRules(
  folder: string = codeFolder('src/posts/preflight/rules'),
): Promise<PreflightRule[]> {
  const rules = await load<PreflightRule>(folder, {
    exported: 'rule',
    fault: ruleFault,
    fileName: ({ name }) => name,
  });
  return TOPICS.flatMap((topic) => rules.filter((rule) => rule.topic === topic));
}

function ruleFault(value: unknown): string | undefined {
  const { name, topic, find } = value as Partial<PreflightRule>;
  if (!name) return 'has no `name`.';
  if (!topic || !TOPICS.includes(topic)) return `its \`topic\` must be one of: ${TOPICS.join(', ')}.`;
  return typeof find === 'function' ? undefined : 'has no `find`.';
}
