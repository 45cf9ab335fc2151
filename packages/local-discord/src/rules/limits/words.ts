/** The words in which limits are written: keywords of JSON schema, for a field or for what takes a whole route. */

export type Limit = { [keyword: string]: unknown };

/** By the type's name in discord-api-types, then by field. */
export type Limits = Record<string, Record<string, Limit>>;

/** Characters as code points. */
export function text(most: number, least?: number): Limit {
  return { maxLength: most, ...(least === undefined ? {} : { minLength: least }) };
}

export function list(most: number, least?: number): Limit {
  return { maxItems: most, ...(least === undefined ? {} : { minItems: least }) };
}

export function between(least: number, most?: number): Limit {
  return { minimum: least, ...(most === undefined ? {} : { maximum: most }) };
}

export function link(most: number): Limit {
  return { maxLength: most, format: 'uri' };
}

export const INSTANT: Limit = { format: 'date-time' };
export const WITHOUT_REPEATS: Limit = { uniqueItems: true };
export const ID: Limit = { pattern: '^(0|[1-9][0-9]*)$' };
