/**
 * A list of moderation rules, as it stands in the team file under `moderation.rules` or in a file of its own under
 * `rules`: read by the schemas that the rule types bring, with all faults at once, each with the rule's name.
 */
import { nearest } from '../../src/kit/nearest.ts';
import { t } from '../../src/kit/t.ts';
import type { ReadRule } from '../../src/moderation/evaluate.ts';
import { type RuleType, schemaOf } from '../../src/moderation/rule.ts';
import type { Fault } from '../fault.ts';
import { faultAt, faultsOf } from './issues.ts';

export interface RulesPlace {
  /** Where the list stands in the file: `['moderation', 'rules']`. */
  at: readonly PropertyKey[];
  lineOf(path: readonly PropertyKey[]): number;
}

/** The rules that are right, and what is wrong with the others. */
export function readRules(
  list: unknown,
  types: ReadonlyMap<string, RuleType>,
  place: RulesPlace,
): { rules: ReadRule[]; faults: Fault[] } {
  if (!Array.isArray(list)) return { rules: [], faults: [noList(list, place)] };
  const read = list.map((value, index) => readRule(value, index, types, place));
  return {
    rules: read.flatMap(({ rule }) => (rule ? [rule] : [])),
    faults: [...read.flatMap(({ faults }) => faults), ...doubles(list, place)],
  };
}

function readRule(
  value: unknown,
  index: number,
  types: ReadonlyMap<string, RuleType>,
  place: RulesPlace,
): { rule?: ReadRule; faults: Fault[] } {
  const at = [...place.at, index];
  if (!isMap(value)) {
    const remedy = t('Write a rule: name, type, its parameters, action.');
    return { faults: [faultAt({ at, lineOf: place.lineOf }, [], 'wrong', t('This is no rule.'), remedy)] };
  }
  const around = { value, at, lineOf: place.lineOf, secret: false };
  const type = typeof value.type === 'string' ? types.get(value.type) : undefined;
  if (!type) return { faults: [noType(value, types, around)].map((fault) => named(fault, value)) };
  const schema = schemaOf(type);
  const read = schema.safeParse(value);
  const faults = read.success
    ? furtherFaults(type, read.data, around)
    : faultsOf(read.error.issues, { ...around, schema });
  if (!read.success || faults.length > 0) return { faults: faults.map((fault) => named(fault, value)) };
  return { rule: read.data as ReadRule, faults };
}

function furtherFaults(type: RuleType, parameters: unknown, place: RulesPlace): Fault[] {
  return (type.check?.(parameters as never) ?? []).map(({ path, message, remedy }) =>
    faultAt(place, path, 'wrong', message, remedy),
  );
}

function noType(
  { type }: Record<string, unknown>,
  types: ReadonlyMap<string, RuleType>,
  place: RulesPlace,
): Fault {
  const known = [...types.keys()];
  const near = typeof type === 'string' ? nearest(type, known) : undefined;
  const remedy =
    near === undefined
      ? t('There are: {known}.', { known: known.join(', ') })
      : t('Did you mean {near}?', { near });
  const message =
    type === undefined
      ? t('This is missing.')
      : t('There is no such type; found {found}.', { found: JSON.stringify(type) });
  return faultAt(place, ['type'], type === undefined ? 'missing' : 'wrong', message, remedy);
}

function doubles(list: unknown[], place: RulesPlace): Fault[] {
  const seen = new Set<string>();
  return list.flatMap((value, index) => {
    const name = isMap(value) ? value.name : undefined;
    if (typeof name !== 'string') return [];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = t('There is another rule "{name}".', { name });
    return [
      faultAt(place, [index, 'name'], 'double', message, t('Each name stands once: acts and cases name it.')),
    ];
  });
}

function noList(list: unknown, place: RulesPlace): Fault {
  const message =
    list === undefined || list === null ? t('This is missing.') : t('This must be a list of rules.');
  return faultAt(place, [], 'wrong', message, t('docs/moderation.md has examples.'));
}

function named(fault: Fault, { name }: Record<string, unknown>): Fault {
  if (typeof name !== 'string' || name === '') return fault;
  return { ...fault, message: t('Rule "{name}": {message}', { name, message: fault.message }) };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
