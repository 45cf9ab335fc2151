/**
 * What each route takes, as JSON schemas: `specs/requests.schema.json`, made from the types that `requests.ts` names,
 * with the limits of `rules/limits/` laid over it.
 */
import { readSpec } from '@bellwether/local-server/files.ts';
import { LIST_LIMITS, QUERY_LIMITS, REQUIRED, TYPE_LIMITS } from '../rules/limits.ts';

export type Schema = { [keyword: string]: unknown };

export interface Description {
  definitions: Record<string, Schema>;
  /** By route, such as `POST /channels/{channel_id}/messages`; a route without one takes no body. */
  bodies: Record<string, Schema>;
  queries: Record<string, Schema>;
}

let loaded: Description | undefined;

/** Read once in a process and never changed after. */
export function description(): Description {
  loaded ??= withLimits(readSpec('local-discord', 'requests.schema.json') as Description);
  return loaded;
}

export function bodyOf(route: string): Schema | undefined {
  return description().bodies[route];
}

export function queryOf(route: string): Schema {
  return description().queries[route] ?? { type: 'object', properties: {} };
}

/** Follows `$ref`s inside the description. */
export function resolved(schema: Schema): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  return resolved(description().definitions[schema.$ref.replace('#/definitions/', '')] ?? {});
}

function withLimits(given: Description): Description {
  for (const [name, schema] of Object.entries(given.definitions)) {
    limit(schema, TYPE_LIMITS[plain(name)]);
    const required = [schema.required, REQUIRED[plain(name)]].flatMap((fields) => fields ?? []);
    if (required.length > 0) schema.required = required;
  }
  for (const [route, schema] of Object.entries(given.queries)) limit(schema, QUERY_LIMITS[route]);
  for (const [route, limits] of Object.entries(LIST_LIMITS)) Object.assign(given.bodies[route] ?? {}, limits);
  return given;
}

/** Of types that differ only in what they are given, the second is called `Name.2`; their limits are the same. */
function plain(name: string): string {
  return name.replace(/\.\d+$/, '');
}

function limit(schema: Schema, limits: Record<string, Schema> = {}): void {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  for (const [field, words] of Object.entries(limits)) {
    if (properties[field]) Object.assign(properties[field], words);
  }
}
