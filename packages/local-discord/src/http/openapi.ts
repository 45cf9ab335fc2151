/**
 * Discord's own OpenAPI description, prepared for a JSON-schema validator: unions that differ by
 * their `type` become a choice by that type and nullable ones a plain condition, so that a fault is reported
 * once, at its place, and not once for every branch.
 */
import { readSpec } from '@bellwether/local-server/files.ts';

export type Schema = { [keyword: string]: unknown };

interface Parameter {
  name: string;
  in: string;
  schema: Schema;
}

export interface Operation {
  method: string;
  path: string;
  /** Where the body's schema stands in the document; absent where no body is taken. */
  bodyPointer?: string;
  query: Parameter[];
}

interface Description {
  paths: Record<string, Record<string, Schema>>;
  components: { schemas: Record<string, Schema> };
}

let loaded: Description | undefined;

/** The prepared document, read once in a process and never changed after. */
export function description(): Description {
  loaded ??= prepare(readSpec('local-discord', 'discord-openapi.json') as Description);
  return loaded;
}

const operations = new Map<string, Operation | undefined>();

/** Undefined: Discord's description has no such operation. */
export function operationFor(method: string, path: string): Operation | undefined {
  const key = `${method} ${path}`;
  if (!operations.has(key)) operations.set(key, readOperation(method, path));
  return operations.get(key);
}

function readOperation(method: string, path: string): Operation | undefined {
  const item = description().paths[path];
  const operation = item?.[method.toLowerCase()];
  if (!item || !operation) return undefined;
  const parameters = [item.parameters ?? [], operation.parameters ?? []].flat() as Parameter[];
  const bodySchema = at(operation, ['requestBody', 'content', 'application/json', 'schema']);
  return {
    method,
    path,
    query: parameters.filter((parameter) => parameter.in === 'query'),
    ...(bodySchema ? { bodyPointer: pointerTo(method, path) } : {}),
  };
}

/** Follows `$ref`s inside the document. */
export function resolved(schema: Schema): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  return resolved(at(description(), schema.$ref.slice(2).split('/').map(unescapePointer)) as Schema);
}

export function schemaAt(pointer: string): Schema {
  return at(description(), pointer.slice(2).split('/').map(unescapePointer)) as Schema;
}

function pointerTo(method: string, path: string): string {
  const steps = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'];
  return `#/${steps.map(escapePointer).join('/')}`;
}

function escapePointer(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function unescapePointer(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}

function at(value: unknown, steps: string[]): unknown {
  return steps.reduce<unknown>((node, step) => (isObject(node) ? node[step] : undefined), value);
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function prepare(document: Description): Description {
  const { schemas } = document.components;
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) {
      delete operation.responses;
      keepJsonOnly(operation);
    }
  }
  widen(schemas);
  const branches = new Branches(schemas);
  visit(document, (schema) => branches.simplify(schema));
  // The token's webhook answers one kind of body; the second branch is a subset of it.
  const execute = at(document, steps('/webhooks/{webhook_id}/{webhook_token}')) as Schema;
  execute.schema = { $ref: '#/components/schemas/IncomingWebhookRequestPartial' };
  return document;
}

function steps(path: string): string[] {
  return ['paths', path, 'post', 'requestBody', 'content', 'application/json'];
}

/** Multipart bodies carry the same JSON in `payload_json`. */
function keepJsonOnly(operation: Schema): void {
  const body = operation.requestBody;
  if (!isObject(body) || !isObject(body.content)) return;
  for (const kind of Object.keys(body.content)) if (kind !== 'application/json') delete body.content[kind];
}

/** Discord takes ids as numbers, and permission bits as strings of digits, though the description does not say so. */
function widen(schemas: Record<string, Schema>): void {
  schemas.SnowflakeType = { type: ['string', 'integer'], pattern: '^(0|[1-9][0-9]*)$', format: 'snowflake' };
  visit(schemas, (schema) => {
    const properties = schema.properties;
    if (!isObject(properties)) return;
    for (const name of ['default_member_permissions', 'permissions', 'allow', 'deny']) {
      if (name in properties) properties[name] = { type: ['integer', 'string', 'null'], pattern: '^[0-9]+$' };
    }
  });
}

function visit(node: unknown, change: (schema: Schema) => void): void {
  if (Array.isArray(node)) for (const entry of node) visit(entry, change);
  if (!isObject(node)) return;
  for (const value of Object.values(node)) visit(value, change);
  change(node);
}

class Branches {
  readonly #schemas: Record<string, Schema>;

  constructor(schemas: Record<string, Schema>) {
    this.#schemas = schemas;
  }

  simplify(schema: Schema): void {
    const keyword = Array.isArray(schema.oneOf) ? 'oneOf' : Array.isArray(schema.anyOf) ? 'anyOf' : undefined;
    if (!keyword) return;
    const all = schema[keyword] as Schema[];
    const real = all.filter((branch) => branch.type !== 'null');
    if (real.every((branch) => 'const' in branch)) this.#asEnum(schema, keyword, real);
    else this.#asChoice(schema, keyword, all, real);
  }

  #asChoice(schema: Schema, keyword: string, all: Schema[], real: Schema[]): void {
    const union = this.#union(real);
    if (!union && real.length === all.length) return;
    delete schema[keyword];
    const rest = union ?? (real.length === 1 ? (real[0] as Schema) : { [keyword]: real });
    Object.assign(schema, real.length === all.length ? rest : orNull(rest));
  }

  #asEnum(schema: Schema, keyword: string, branches: Schema[]): void {
    delete schema[keyword];
    schema.enum = branches.map((branch) => branch.const);
  }

  #union(branches: Schema[]): Schema | undefined {
    if (branches.length < 2) return undefined;
    const tags = branches.map((branch) => this.#tags(branch));
    const flat = tags.flat();
    const distinct = tags.every((list) => list.length > 0) && new Set(flat).size === flat.length;
    if (!distinct) return undefined;
    const byType = branches.map((branch, index) => ({
      if: { not: hasType(tags[index] ?? []) },
      else: branch,
    }));
    return { type: 'object', ...hasType(flat), allOf: byType };
  }

  #tags(branch: Schema): unknown[] {
    const target =
      typeof branch.$ref === 'string' ? this.#schemas[branch.$ref.split('/').at(-1) ?? ''] : branch;
    const type = at(target, ['properties', 'type']);
    return isObject(type) && Array.isArray(type.enum) ? type.enum : [];
  }
}

function hasType(values: unknown[]): Schema {
  return { required: ['type'], properties: { type: { enum: values } } };
}

function orNull(schema: Schema): Schema {
  return { if: { type: 'null' }, else: schema };
}
