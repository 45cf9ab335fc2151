/**
 * Every sentence that a person reads goes through `t`: English stands inline as an ICU message, and is the key
 * under which a catalogue of another language can hold its translation.
 */
import { IntlMessageFormat } from 'intl-messageformat';

export type Plain = string | number;

/** `t('{count, plural, one {# post} other {# posts}}', { count: 2 })` → `2 posts`. */
export function t(message: string, values?: Record<string, Plain>): string;
/** Values may be parts of rich text (a time, a link): then the answer is the list of parts in their order. */
export function t<Part extends object>(
  message: string,
  values: Record<string, Plain | Part | (string | Part)[]>,
): (string | Part)[];
export function t(message: string, values?: Record<string, unknown>): unknown {
  // Most have nothing to put in; a formatter for each would cost tens of milliseconds at the start.
  if (values === undefined && !ICU.test(message)) return message;
  return format(message, values ?? {});
}

/** What could be read as more than words. */
const ICU = /[{}]|''/;

function format(message: string, values: Record<string, unknown>): unknown {
  const formatted = formatter(message).format(values as Record<string, Plain>);
  const rich = Object.values(values).some((value) => typeof value === 'object');
  return rich ? [formatted].flat(2) : formatted;
}

const LOCALE = 'en';
const formatters = new Map<string, IntlMessageFormat>();

function formatter(message: string): IntlMessageFormat {
  const known = formatters.get(message);
  if (known) return known;
  const made = new IntlMessageFormat(message, LOCALE, undefined, { ignoreTag: true });
  formatters.set(message, made);
  return made;
}
