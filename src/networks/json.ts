/** JSON as servers write it: behind a blank or a byte order mark, and with numbers that JavaScript cannot hold. */
import { parse } from 'lossless-json';

/** A number that would lose a digit, such as an id beyond 2^53, is its digits as a string. Throws a `SyntaxError`. */
export function readJson(text: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  return LONG.test(json) ? parse(json, undefined, exact) : JSON.parse(json);
}

/** Costs a multiple of Node's own, which is exact in all that is shorter. */
const LONG = /\d{16}|\d[.e]/i;

function exact(digits: string): number | string {
  const number = Number(digits);
  return String(number) === digits ? number : digits;
}
