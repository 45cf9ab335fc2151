/** Reading Block Kit, which comes as plain JSON. */

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectIn(json: Json, key: string): Json {
  const value = json[key];
  return isObject(value) ? value : {};
}

export function objectsIn(json: Json, key: string): Json[] {
  const value = json[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Empty when it is not there. */
export function stringIn(json: Json, key: string): string {
  const value = json[key];
  return typeof value === 'string' ? value : '';
}

/** The words of a text object. */
export function wordsIn(json: Json, key: string): string {
  return stringIn(objectIn(json, key), 'text');
}

export interface Choice {
  value: string;
  label: string;
}

/** The options of a select, those in groups too. */
export function choicesIn(element: Json): Choice[] {
  const grouped = objectsIn(element, 'option_groups').flatMap((group) => objectsIn(group, 'options'));
  return [...objectsIn(element, 'options'), ...grouped].map((option) => ({
    value: stringIn(option, 'value'),
    label: wordsIn(option, 'text'),
  }));
}
