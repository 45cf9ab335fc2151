/** Narrowing of values that came from outside as JSON. */
export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function stringAt(value: unknown, key: string): string | undefined {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** The same object without the keys whose value is undefined, as JSON would send it. */
export function withoutUndefined(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, found]) => found !== undefined));
}
