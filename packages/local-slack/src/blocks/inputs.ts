/** What each input element holds: its empty and first value, and what a person may put into it. */
import { isObject, type Json, objectsIn, stringAt } from '../json.ts';

/** An element's value in `state.values`, or what is wrong with what was typed. */
export type Reading = { value: Json } | { problem: string };

interface ElementKind {
  /** The value's key in `state.values`, such as `selected_option`. */
  key: string;
  many: boolean;
  read: (element: Json, given: unknown) => Reading | { found: unknown };
}

const text: ElementKind = { key: 'value', many: false, read: readText };
const email: ElementKind = { ...text, read: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address') };
const url: ElementKind = { ...text, read: matching(/^https?:\/\/\S+$/, 'a link') };
const number: ElementKind = { ...text, read: readNumber };
const oneOption: ElementKind = { key: 'selected_option', many: false, read: readOption };
const options: ElementKind = { key: 'selected_options', many: true, read: readOptions };
const one = (key: string): ElementKind => ({ key, many: false, read: readString });
const several = (key: string): ElementKind => ({ key, many: true, read: readStrings });

const KINDS: Record<string, ElementKind> = {
  plain_text_input: text,
  email_text_input: email,
  url_text_input: url,
  number_input: number,
  static_select: oneOption,
  external_select: oneOption,
  radio_buttons: oneOption,
  overflow: oneOption,
  multi_static_select: options,
  multi_external_select: options,
  checkboxes: options,
  users_select: one('selected_user'),
  multi_users_select: several('selected_users'),
  channels_select: one('selected_channel'),
  multi_channels_select: several('selected_channels'),
  conversations_select: one('selected_conversation'),
  multi_conversations_select: several('selected_conversations'),
  datepicker: {
    key: 'selected_date',
    many: false,
    read: matching(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-22'),
  },
  timepicker: { key: 'selected_time', many: false, read: matching(/^\d{2}:\d{2}$/, 'a time such as 09:00') },
  datetimepicker: { key: 'selected_date_time', many: false, read: readEpochSeconds },
  rich_text_input: { key: 'rich_text_value', many: false, read: readRichText },
  // The files are uploaded before this is asked; see person/forms.ts.
  file_input: { key: 'files', many: true, read: (_, given) => ({ found: objectsIn(given) }) },
};

const INITIAL_KEYS: Record<string, string> = {
  value: 'initial_value',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_channel: 'initial_channel',
  selected_channels: 'initial_channels',
  selected_conversation: 'initial_conversation',
  selected_conversations: 'initial_conversations',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_date_time: 'initial_date_time',
  rich_text_value: 'initial_value',
};

export function holdsValue(type: string): boolean {
  return type in KINDS && type !== 'overflow';
}

/** The value an element starts with. */
export function initialValue(element: Json): Json {
  const { type, kind } = kindOf(element);
  const first = element[INITIAL_KEYS[kind.key] ?? ''];
  return { type, [kind.key]: first ?? (kind.many ? [] : null) };
}

export function isEmpty(element: Json, value: Json): boolean {
  const held = value[kindOf(element).kind.key];
  return held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0);
}

/** Reads what a person typed or chose, with the checks that Slack's own client makes. */
export function readInput(element: Json, given: unknown): Reading {
  const { type, kind } = kindOf(element);
  const nothing = given === null || given === undefined || given === '';
  if (nothing) return { value: { type, [kind.key]: kind.many ? [] : null } };
  const reading = kind.read(element, given);
  return 'found' in reading ? { value: { type, [kind.key]: reading.found } } : reading;
}

/** The chosen value as an action carries it: the key and what is chosen. */
export function chosen(element: Json, value: Json): Json {
  const { key } = kindOf(element).kind;
  return { [key]: value[key] };
}

function kindOf(element: Json): { type: string; kind: ElementKind } {
  const type = stringAt(element, 'type') ?? '';
  const kind = KINDS[type];
  if (!kind) throw new Error(`A ${type || 'nameless'} element holds no value.`);
  return { type, kind };
}

function readText(element: Json, given: unknown): Reading | { found: unknown } {
  const found = String(given);
  const most = typeof element.max_length === 'number' ? element.max_length : 3000;
  const least = typeof element.min_length === 'number' ? element.min_length : 0;
  if (found.length > most)
    return { problem: `Please enter at most ${most} characters (there are ${found.length}).` };
  if (found.length < least)
    return { problem: `Please enter at least ${least} characters (there are ${found.length}).` };
  return { found };
}

function matching(pattern: RegExp, what: string): ElementKind['read'] {
  return (_, given) =>
    typeof given === 'string' && pattern.test(given)
      ? { found: given }
      : { problem: `Please enter ${what}.` };
}

function readNumber(element: Json, given: unknown): Reading | { found: unknown } {
  const found = Number(given);
  const { min_value: least, max_value: most } = element;
  if (!Number.isFinite(found)) return { problem: 'Please enter a number.' };
  if (element.is_decimal_allowed !== true && !Number.isInteger(found))
    return { problem: 'Please enter a whole number.' };
  if (least !== undefined && found < Number(least)) return { problem: `Please enter ${least} or more.` };
  if (most !== undefined && found > Number(most)) return { problem: `Please enter ${most} or less.` };
  return { found: String(given) };
}

function readEpochSeconds(_: Json, given: unknown): Reading | { found: unknown } {
  const found = Number(given);
  return Number.isInteger(found) && found > 0 ? { found } : { problem: 'Please choose a date and a time.' };
}

function readRichText(_: Json, given: unknown): Reading | { found: unknown } {
  if (isObject(given)) return { found: given };
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text: String(given) }] };
  return { found: { type: 'rich_text', elements: [section] } };
}

function readString(_: Json, given: unknown): Reading | { found: unknown } {
  return typeof given === 'string' ? { found: given } : { problem: 'Please choose one.' };
}

function readStrings(element: Json, given: unknown): Reading | { found: unknown } {
  const found = asList(given).map(String);
  return tooManyChosen(element, found) ?? { found };
}

function readOption(element: Json, given: unknown): Reading | { found: unknown } {
  const found = optionsOf(element).find((option) => isMeant(option, given));
  return found ? { found } : { problem: `${JSON.stringify(given)} is not among the options.` };
}

function readOptions(element: Json, given: unknown): Reading | { found: unknown } {
  const all = optionsOf(element);
  const wanted = asList(given);
  const found = all.filter((option) => wanted.some((value) => isMeant(option, value)));
  const missing = wanted.filter((value) => !all.some((option) => isMeant(option, value)));
  if (missing.length > 0) return { problem: `${JSON.stringify(missing)} is not among the options.` };
  return tooManyChosen(element, found) ?? { found };
}

function tooManyChosen(element: Json, found: unknown[]): Reading | undefined {
  const most = element.max_selected_items;
  if (typeof most !== 'number' || found.length <= most) return undefined;
  return { problem: `Please choose at most ${most}.` };
}

function optionsOf(element: Json): Json[] {
  const grouped = objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options));
  return [...objectsIn(element.options), ...grouped];
}

/** By its value or by the words the person reads. */
function isMeant(option: Json, given: unknown): boolean {
  const wanted = isObject(given) ? given.value : given;
  return option.value === wanted || stringAt(option.text, 'text') === wanted;
}

function asList(given: unknown): unknown[] {
  return Array.isArray(given) ? given : [given];
}
