/** A file of moderation rules: the list that the team file has under `moderation.rules`, here under `rules`. */
import { t } from '../src/kit/t.ts';
import type { ReadRule } from '../src/moderation/evaluate.ts';
import type { RuleType } from '../src/moderation/rule.ts';
import { ConfigurationFault, type Fault } from './fault.ts';
import { readDocument, withUnseen } from './team/document.ts';
import { faultAt } from './team/issues.ts';
import { readRules } from './team/moderation-rules.ts';

/** Throws `ConfigurationFault` with every fault at once. */
export function readRulesFile(
  yaml: string,
  types: ReadonlyMap<string, RuleType>,
  fileName: string,
): ReadRule[] {
  const { value, faults, unseen, lineOf } = readDocument(yaml);
  if (faults.length > 0) throw new ConfigurationFault(fileName, faults);
  const { rules: list, ...others } = rulesIn(value);
  const { rules, faults: wrong } = readRules(list, types, { at: ['rules'], lineOf });
  const all = [...Object.keys(others).map((key) => unknown(key, lineOf)), ...wrong];
  if (all.length > 0) throw new ConfigurationFault(fileName, withUnseen(sorted(all), { unseen }));
  return rules;
}

/** The list itself may stand in the file, too, or a whole team file. */
function rulesIn(value: unknown): Record<string, unknown> {
  if (Array.isArray(value)) return { rules: value };
  if (typeof value !== 'object' || value === null) return {};
  if ('moderation' in value && !('rules' in value)) return { rules: rulesIn(value.moderation).rules };
  return { ...value };
}

function unknown(key: string, lineOf: (path: readonly PropertyKey[]) => number): Fault {
  const place = { at: [], lineOf };
  return faultAt(
    place,
    [key],
    'unknown_key',
    t('There is no such key here.'),
    t('The list stands under {key}.', { key: 'rules' }),
  );
}

function sorted(faults: Fault[]): Fault[] {
  return faults.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}
