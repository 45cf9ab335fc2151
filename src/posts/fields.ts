/**
 * What one network takes of a post beside its text: a title, a board, a flair. Each is declared by its network, filled in
 * for a target, and part of the content: so of what is approved and hashed. What all networks share in their own ways
 * (languages, warnings, who sees it) is presentation.ts.
 */
import { type Finding, refuse } from '../kit/finding.ts';
import { t } from '../kit/t.ts';

export interface Field {
  /** As it is written behind commands and above columns: small letters and underscores, `board`. */
  key: string;
  /** In forms, up to 45 characters. */
  label: string;
  /** One line, up to 100 characters. */
  summary: string;
  /** A switch is `yes` or `no`. */
  kind: 'text' | 'choice' | 'switch';
  required?: boolean;
  /** `text`: most characters. */
  most?: number;
  /** `choice`: keys of the fields before it that decide what there is to choose from. */
  dependsOn?: readonly string[];
  /** Of a text in several parts, each bears it; else the first does alone. */
  everyPart?: boolean;
}

/** What the network offers for a field of the kind `choice`. */
export interface FieldChoice {
  /** The network's own id. */
  value: string;
  label: string;
}

/** What stands in a field. */
export interface FieldUse {
  /** Of a choice the network's id; what cannot be found among the choices stays as it was typed. */
  value: string;
  /** Of a choice: as people read it, when it was chosen. */
  label?: string;
}

/** By key. */
export type FieldUses = Record<string, FieldUse>;

/** What was typed, by key. */
export type FieldWords = Record<string, string>;

/** In the place of a target: what goes for each that has such a field, where nothing else is said for it. */
export const EVERYWHERE = '*';
/** Takes away what the account has, and what is said for all. */
export const NONE = 'none';
export const [YES, NO] = ['yes', 'no'];

/** Every field in a fixed order, for the hash of a content. */
export function canonicalFields(fields: Record<string, FieldUses>) {
  return [
    'fields',
    sorted(fields).map(([target, uses]) => [
      target,
      sorted(uses).map(([key, { value, label }]) => [key, value, label ?? null]),
    ]),
  ];
}

function sorted<Value>(record: Record<string, Value>): [string, Value][] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The words for a field of a target; undefined: none are said. */
export function wordsFor(
  given: Record<string, FieldWords> | undefined,
  target: string,
  key: string,
): string | undefined {
  return own(own(given, target), key) ?? own(own(given, EVERYWHERE), key);
}

function own<Value>(record: Record<string, Value> | undefined, key: string): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The choice that was meant: by its id, by its label in any case, or by its id in any case. Undefined: none, or several. */
export function choiceFor(choices: readonly FieldChoice[], words: string): FieldChoice | undefined {
  const meant = alike(words);
  const byId = choices.find(({ value }) => value === words.trim());
  if (byId) return byId;
  const labelled = choices.filter(({ label }) => alike(label) === meant);
  const fitting = labelled.length > 0 ? labelled : choices.filter(({ value }) => alike(value) === meant);
  return fitting.length === 1 ? fitting[0] : undefined;
}

export function alike(words: string): string {
  return words.normalize('NFC').trim().toLowerCase();
}

/** What people read in the fields of a target: for rules that look at words. */
export function fieldTexts(
  { fields }: { fields?: Record<string, FieldUses> },
  target: string,
): { key: string; text: string }[] {
  return Object.entries(own(fields, target) ?? {}).map(([key, { value, label }]) => ({
    key,
    text: label ?? value,
  }));
}

/** "board: Recipes", a line for each, in their order. */
export function linesOf(uses: FieldUses): string[] {
  return sorted(uses).map(([key, { value, label }]) => `${key.replaceAll('_', ' ')}: ${label ?? value}`);
}

/**
 * `title=Soups; board=Recipes`, or a line for each; `pins.title=…` for one target alone. A value may hold semicolons where
 * no name and no equals sign follow. Throws a `Refusal`.
 */
export function readFields(words: string): Record<string, FieldWords> {
  const said = words.includes('\n') ? words.split('\n') : words.split(BORDER);
  const read: Record<string, FieldWords> = Object.create(null);
  for (const one of said.filter((line) => line.trim() !== '')) {
    const [, target = EVERYWHERE, key = '', value = ''] = PAIR.exec(one) ?? [];
    if (key === '') throw unreadable(one);
    const place = target.toLowerCase();
    read[place] = { ...read[place], [key.toLowerCase()]: value.trim() };
  }
  return { ...read };
}

const PAIR = /^\s*(?:([a-z0-9-]+)\.)?([a-z_]+)\s*=(.*)$/is;
const BORDER = /;(?=\s*(?:[a-z0-9-]+\.)?[a-z_]+\s*=)/i;

function unreadable(words: string) {
  return refuse(
    'post.fields.unreadable',
    'fields',
    t('"{words}" does not say which field it is for.', { words: words.trim() }),
    t('Write title=…; board=… or a line for each; pins.title=… is for the target pins alone.'),
  );
}

/** `known`: target → the keys that it has. What is said for a target that the post does not go to is kept for later. */
export function unknownFields(
  given: Record<string, FieldWords> | undefined,
  known: ReadonlyMap<string, readonly string[]>,
): Finding[] {
  const all = [...new Set([...known.values()].flat())];
  return Object.entries(given ?? {}).flatMap(([target, words]) => {
    const keys = target === EVERYWHERE ? all : known.get(target);
    if (!keys) return [];
    return Object.entries(words)
      .filter(([key, value]) => value !== '' && !keys.includes(key))
      .map(([key]) => unknown(key, target, keys));
  });
}

function unknown(key: string, target: string, keys: readonly string[]): Finding {
  const where = target === EVERYWHERE ? t('None of the targets') : target;
  return {
    ...{ id: 'post.fields.unknown', level: 'error', field: key, about: `${target}.${key}` },
    message: t('{where} has no field "{key}".', { where, key }),
    remedy:
      keys.length === 0
        ? t('Leave it out: fields:"{key}=".', { key })
        : t('There are: {keys}.', { keys: keys.join(', ') }),
  };
}
