/**
 * What the local Discord checks requests by. The types say less than they could where Discord takes more than they
 * allow, so that some are written here by hand; an optional field may be null, which is Discord's way to leave it
 * out of a body, and one that may be null may be left out; numbers are whole but for a few. Unknown keys are no fault: Discord ignores them.
 */
import { type Definitions, isSchema, referenceIn, type Schema, schemasIn } from './schema.ts';
import { isScalar, nullable, unionOf } from './unions.ts';

export interface DiscordSpec {
  definitions: Definitions;
  /** By route, such as `POST /channels/{channel_id}/messages`. */
  bodies: Record<string, Schema>;
  queries: Record<string, Schema>;
}

const BY_HAND: Definitions = {
  Snowflake: { type: ['string', 'integer'], pattern: '^(0|[1-9][0-9]*)$' },
  Permissions: { type: ['string', 'integer'], pattern: '^[0-9]+$' },
};
const BITS = { type: 'integer' };

/** Fields that hold fractions. */
const FRACTIONS = new Set(['value', 'min_value', 'max_value', 'duration_secs']);

/** From how many fields of one kind on an object is a table of them. */
const TABLE = 10;

export function discordSpec(raw: Schema): DiscordSpec {
  return new Reduction(raw.definitions as Definitions).spec();
}

class Reduction {
  readonly #raw: Definitions;
  readonly #kept: Definitions = {};
  readonly #names = new Map<string, string>();

  constructor(raw: Definitions) {
    this.#raw = raw;
  }

  spec(): DiscordSpec {
    const bodies = this.#routes('RequestBodies', true);
    const queries = this.#routes('RequestQueries', false);
    const used = [...this.#used(bodies)].sort();
    return {
      bodies,
      queries,
      definitions: Object.fromEntries(used.map((name) => [name, this.#kept[name] ?? {}])),
    };
  }

  /** What is laid into another has no name of its own any more. */
  #used(value: unknown, found = new Set<string>()): Set<string> {
    if (typeof value !== 'object' || value === null) return found;
    const name = isSchema(value) ? referenceIn(value) : undefined;
    if (name !== undefined && !found.has(name)) this.#used(this.#kept[name], found.add(name));
    for (const part of Object.values(value)) this.#used(part, found);
    return found;
  }

  #routes(table: string, inBody: boolean): Record<string, Schema> {
    const routes = this.#raw[table]?.properties as Record<string, Schema>;
    return Object.fromEntries(
      Object.entries(routes).map(([route, schema]) => [
        route,
        inBody ? this.#reduce(schema) : this.#query(schema),
      ]),
    );
  }

  /** Written out, since a query is read from strings by a validator of its own. */
  #query(schema: Schema): Schema {
    const { properties } = this.#target(schema);
    const fields = Object.entries(properties as Definitions);
    return {
      type: 'object',
      properties: Object.fromEntries(fields.map(([name, field]) => [name, this.#reduce(field, name)])),
    };
  }

  #target(schema: Schema): Schema {
    const name = referenceIn(schema);
    if (name === undefined) return schema;
    const found = this.#raw[name];
    if (!found) throw new Error(`The types have no ${name}.`);
    return this.#target(found);
  }

  #reduce(schema: Schema, field = ''): Schema {
    const name = referenceIn(schema);
    if (name !== undefined) return this.#named(name, field);
    if (Array.isArray(schema.allOf)) return this.#reduce(withoutEmpty(schema.allOf), field);
    if (Array.isArray(schema.anyOf)) return this.#union(schema.anyOf, field);
    if (schema.type === 'array') return this.#list(schema);
    if (schema.properties) return this.#object(schema);
    return scalar(schema, field);
  }

  /** Objects and choices between them are kept by their names; all else is written where it is used. */
  #named(name: string, field: string): Schema {
    const other = this.#otherNameOf(name);
    if (other !== undefined) return this.#named(other, field);
    const byHand = BY_HAND[name] ?? (name.endsWith('Flags') ? BITS : undefined);
    if (byHand) return byHand;
    const known = this.#names.get(name);
    if (known) return { $ref: `#/definitions/${known}` };
    const target = this.#target({ $ref: `#/definitions/${encodeURIComponent(name)}` });
    if (!this.#isStructure(target)) return this.#reduce(target, field);
    const kept = this.#freeName(nameWithin(name));
    this.#names.set(name, kept);
    this.#kept[kept] = {};
    this.#kept[kept] = this.#reduce(target, field);
    return { $ref: `#/definitions/${kept}` };
  }

  /** Where it is a name for another name, and not for what is made of other types. */
  #otherNameOf(name: string): string | undefined {
    const other = referenceIn(this.#raw[name] ?? {});
    return other?.includes('<') ? undefined : other;
  }

  #isStructure(schema: Schema): boolean {
    if (schema.properties) return true;
    const branches = (schema.anyOf ?? []) as Schema[];
    return branches.length > 0 && branches.every((branch) => this.#isStructure(this.#target(branch)));
  }

  #freeName(wanted: string, count = 1): string {
    const name = count === 1 ? wanted : `${wanted}.${count}`;
    return name in this.#kept ? this.#freeName(wanted, count + 1) : name;
  }

  #union(branches: Schema[], field: string): Schema {
    const real = branches.filter((branch) => branch.type !== 'null');
    const reduced = real.map((branch) => this.#reduce(branch, field));
    const union = unionOf(reduced, (schema) => this.#resolved(schema));
    return real.length === branches.length ? union : nullable(union);
  }

  #resolved(schema: Schema): Schema {
    const name = referenceIn(schema);
    return name === undefined ? schema : this.#resolved(this.#kept[name] ?? {});
  }

  #list({ items, maxItems }: Schema): Schema {
    return {
      type: 'array',
      ...(items ? { items: this.#reduce(items as Schema) } : {}),
      ...(maxItems === undefined ? {} : { maxItems }),
    };
  }

  #object(schema: Schema): Schema {
    const properties = schema.properties as Definitions;
    const required = ((schema.required ?? []) as string[]).filter((name) => !mayBeNull(properties[name]));
    const reduced = Object.entries(properties).map(([name, field]): [string, Schema] => {
      const kept = this.#reduce(field, name);
      return [name, required.includes(name) ? kept : nullable(kept)];
    });
    if (isTable(schema))
      return {
        type: 'object',
        propertyNames: { enum: Object.keys(properties) },
        additionalProperties: reduced[0]?.[1],
      };
    return {
      type: 'object',
      properties: Object.fromEntries(reduced),
      ...(required.length > 0 ? { required } : {}),
    };
  }
}

function mayBeNull(field: Schema = {}): boolean {
  return [field.type].flat().includes('null') || schemasIn(field.anyOf).some(({ type }) => type === 'null');
}

function scalar(schema: Schema, field: string): Schema {
  if (schema.type === 'boolean') return { type: 'boolean' };
  if ('const' in schema) return { enum: [schema.const] };
  if (Array.isArray(schema.enum)) return { enum: schema.enum };
  if (!isScalar(schema)) return {};
  const types = [schema.type]
    .flat()
    .map((type) => (type === 'number' && !FRACTIONS.has(field) ? 'integer' : type));
  return { type: types.length === 1 ? types[0] : types };
}

function withoutEmpty(parts: Schema[]): Schema {
  const [first, ...more] = parts.filter(
    ({ properties }) => !properties || Object.keys(properties).length > 0,
  );
  if (!first || more.length > 0)
    throw new Error(`An intersection that is not understood: ${JSON.stringify(parts)}`);
  return first;
}

/** An object such as a text by language. */
function isTable({ properties, required }: Schema): boolean {
  const fields = Object.values((properties ?? {}) as Definitions);
  return (
    fields.length >= TABLE && !required && new Set(fields.map((field) => JSON.stringify(field))).size === 1
  );
}

/** `RESTPostAPIWebhookWithTokenJSONBody` of `Omit<RESTPostAPIWebhookWithTokenJSONBody,"username">`. */
function nameWithin(name: string): string {
  const inner = /^_?\w*(?:Omit|Pick|Partial)<\(?(.*)/.exec(name)?.[1];
  return inner === undefined ? name.replace(/[<,>].*/, '') : nameWithin(inner);
}
