/** From zod's issues to faults that a person can mend: path, line, what was found, and what to write instead. */
import { z } from 'zod';
import { nearest } from '../../src/kit/nearest.ts';
import { t } from '../../src/kit/t.ts';
import type { Fault } from '../fault.ts';

export interface Place {
  /** What the schema was given. */
  value: unknown;
  schema: z.ZodType;
  /** Where that stands in the file. */
  at: readonly PropertyKey[];
  lineOf(path: readonly PropertyKey[]): number;
  /** An account's values are never shown: they may be secrets. */
  secret: boolean;
}

export function faultsOf(issues: readonly z.core.$ZodIssue[], place: Place): Fault[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey([...issue.path, key], place))
      : [wrongValue(issue, place)],
  );
}

export function unknownKey(path: readonly PropertyKey[], place: Place): Fault {
  const around = described(place.schema, path.slice(0, -1));
  const known = around.propertyNames?.enum ?? Object.keys(around.properties ?? {});
  const key = String(path.at(-1));
  return faultAt(place, path, 'unknown_key', t('There is no such key here.'), didYouMean(key, known));
}

export function didYouMean(written: string, known: readonly string[]): string {
  const near = nearest(written, known);
  if (near !== undefined) return t('Did you mean {near}?', { near });
  return known.length > 0 ? t('Known here: {known}.', { known: known.join(', ') }) : '';
}

function wrongValue(issue: z.core.$ZodIssue, place: Place): Fault {
  const value = issue.code === 'invalid_key' ? issue.path.at(-1) : valueAt(place.value, issue.path);
  const help = described(place.schema, issue.path);
  if (value === undefined && issue.code !== 'custom') {
    const message = /^is missing/.test(issue.message)
      ? `${capitalised(issue.message)}.`
      : t('This is missing.');
    return faultAt(place, issue.path, 'missing', message, toWrite(issue.path, help));
  }
  const message = t('{wanted}; found {found}.', { wanted: wanted(issue), found: shown(value, place.secret) });
  return faultAt(place, issue.path, 'wrong', capitalised(message), remedyFor(issue, value, help));
}

function remedyFor(issue: z.core.$ZodIssue, value: unknown, help: Described): string {
  if (issue.path.at(-1) === 'time_zone' && typeof value === 'string') {
    return didYouMeanOr(value, Intl.supportedValuesOf('timeZone'), toWrite(issue.path, help));
  }
  if (issue.code === 'invalid_key')
    return t('Call it {name}.', { name: simplified(String(issue.path.at(-1))) });
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    return didYouMeanOr(value, issue.values.map(String), toWrite(issue.path, help));
  }
  return toWrite(issue.path, help);
}

function didYouMeanOr(written: string, known: readonly string[], otherwise: string): string {
  return nearest(written, known) === undefined ? otherwise : didYouMean(written, known);
}

/** `My Hook` → `my-hook`. */
function simplified(name: string): string {
  const simple = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return simple.slice(0, 40) || 'main';
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return t('must be one of {values}', { values: issue.values.map(String).join(', ') });
    case 'invalid_key':
      return issue.issues[0] ? wanted(issue.issues[0]) : issue.message;
    case 'invalid_type':
      return issue.message.startsWith('Invalid input')
        ? t('must be {type}', { type: typeNamed(issue.expected) })
        : issue.message;
    default:
      return issue.message;
  }
}

function typeNamed(expected: string): string {
  const names: Record<string, string> = {
    object: 'keys with values',
    record: 'names with values',
    array: 'a list',
  };
  return names[expected] ?? `a ${expected}`;
}

function shown(value: unknown, secret: boolean): string {
  if (Array.isArray(value)) return t('a list of {count}', { count: value.length });
  if (value === null || value === undefined) return t('nothing');
  if (typeof value === 'object')
    return t('keys: {keys}', { keys: Object.keys(value).join(', ') || t('none') });
  if (secret) return typeof value === 'string' ? t('a text (not shown)') : `a ${typeof value} (not shown)`;
  const written = JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}

function toWrite(path: readonly PropertyKey[], help: Described): string {
  const example = help.examples?.[0] ?? help.default;
  if (example === undefined) return help.description ?? t('docs/configuration.md tells what can stand here.');
  const key = typeof path.at(-1) === 'string' ? `${String(path.at(-1))}: ` : '';
  return t('Example: {example}', { example: `${key}${JSON.stringify(example)}` });
}

export function faultAt(
  place: Pick<Place, 'at' | 'lineOf'>,
  path: readonly PropertyKey[],
  kind: string,
  message: string,
  remedy: string,
): Fault {
  const whole = [...place.at, ...path];
  const names = whole.filter((step) => typeof step === 'string');
  return {
    id: ['team', ...names, kind].join('.'),
    level: 'error',
    field: pathText(whole),
    message,
    remedy,
    line: place.lineOf(whole),
  };
}

/** `people[1].slack` */
export function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text.replace(/^\./, '');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}

/** The part of a JSON schema that helps a person. */
interface Described {
  description?: string;
  examples?: unknown[];
  default?: unknown;
  propertyNames?: { enum?: string[] };
  properties?: Record<string, Described>;
  additionalProperties?: Described | boolean;
  items?: Described;
}

function described(schema: z.ZodType, path: readonly PropertyKey[]): Described {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described;
  return path.reduce<Described>((inner, step) => {
    if (typeof step === 'number') return inner.items ?? {};
    const open = typeof inner.additionalProperties === 'object' ? inner.additionalProperties : {};
    return inner.properties?.[String(step)] ?? open;
  }, whole);
}
