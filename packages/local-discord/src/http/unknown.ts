/**
 * Finds what a request says that its route does not take. Discord ignores such properties in silence, so only a test
 * can see the slip.
 */
import { bodyOf, queryOf, resolved, type Schema } from './schema.ts';

/** discord.js puts these into every message, false, wherever it goes. */
const ALWAYS_SENT = new Set(['tts', 'enforce_nonce']);

/** Paths such as `embeds.0.colour` and `?limitt`. */
export function unknownIn(route: string, body: unknown, query: Record<string, unknown>): string[] {
  const known = queryOf(route).properties as Record<string, Schema>;
  const inQuery = Object.keys(query).filter((name) => !(name in known));
  const taken = bodyOf(route);
  const inBody = taken ? unknownBelow([taken], body, '') : [];
  return [...inQuery.map((name) => `?${name}`), ...inBody];
}

function unknownBelow(schemas: Schema[], value: unknown, path: string): string[] {
  if (Array.isArray(value)) return unknownInList(schemas, value, path);
  if (typeof value !== 'object' || value === null) return [];
  const shapes = alternatives(schemas, value);
  if (shapes.some((shape) => shape.additionalProperties) || !shapes.some((shape) => shape.properties))
    return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const inside = shapes.flatMap((shape) => propertyOf(shape, key));
    if (inside.length > 0) return unknownBelow(inside, inner, `${path}${key}.`);
    return inner === false && ALWAYS_SENT.has(key) ? [] : [`${path}${key}`];
  });
}

function unknownInList(schemas: Schema[], list: unknown[], path: string): string[] {
  const items = alternatives(schemas, list).flatMap((shape) => (isSchema(shape.items) ? [shape.items] : []));
  return items.length === 0
    ? []
    : list.flatMap((entry, index) => unknownBelow(items, entry, `${path}${index}.`));
}

/** The schemas that may describe the value, with unions opened and narrowed by their `type`. */
function alternatives(schemas: Schema[], value: object): Schema[] {
  return schemas.flatMap((schema) => {
    const shape = resolved(schema);
    const inner = ['allOf', 'else'].flatMap((keyword) => shape[keyword] ?? []) as Schema[];
    return [
      shape,
      ...alternatives(
        inner.filter((branch) => matchesType(resolved(branch), value)),
        value,
      ),
    ];
  });
}

function matchesType(shape: Schema, value: object): boolean {
  const type = isSchema(shape.properties) ? shape.properties.type : undefined;
  if (!isSchema(type) || !Array.isArray(type.enum) || !('type' in value)) return true;
  return type.enum.includes(value.type);
}

function propertyOf(shape: Schema, key: string): Schema[] {
  const found = isSchema(shape.properties) ? shape.properties[key] : undefined;
  return isSchema(found) ? [found] : [];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
