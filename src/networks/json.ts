/** JSON as servers write it: behind blanks and byte order marks, and with numbers that JavaScript cannot hold. */
import { parse } from 'lossless-json';

/**
 * A number that would lose a digit, such as an id beyond 2^53, is its digits as a string. Of a name that stands there twice
 * the last one counts, as Node reads it. Throws a `SyntaxError`.
 */
export function readJson(text: string): unknown {
  const json = text.trim();
  return LONG.test(json) ? parse(json, undefined, READING) : JSON.parse(json);
}

/** Costs a multiple of Node's own, which is exact in all that is shorter. */
const LONG = /\d{16}|\d[.e]/i;

const READING = { parseNumber: exact, onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue };

function exact(digits: string): number | string {
  const number = Number(digits);
  return String(number) === digits ? number : digits;
}
