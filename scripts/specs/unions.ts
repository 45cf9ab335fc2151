/**
 * Puts a union into words by which a validator reports a fault once, at its place, and not once for every branch:
 * things that differ by their `type` become a choice by that type, others are laid into one.
 */
import { isSchema, type Schema, sameSchema } from './schema.ts';

const NULL = { type: 'null' };

export function isScalar(schema: Schema): boolean {
  return [schema.type]
    .flat()
    .every((type) => ['string', 'number', 'integer', 'boolean', 'null'].includes(`${type}`));
}

/** `resolved` follows a reference to what it stands for. */
export function unionOf(branches: Schema[], resolved: (schema: Schema) => Schema): Schema {
  const distinct = branches.filter(
    (branch, index) => branches.findIndex((one) => sameSchema(one, branch)) === index,
  );
  const [first] = distinct;
  if (!first) throw new Error('A union of nothing.');
  if (distinct.length === 1) return first;
  if (distinct.every(({ enum: values }) => Array.isArray(values)))
    return { enum: inOrder(distinct.flatMap((branch) => branch.enum as unknown[])) };
  const shapes = distinct.map(resolved);
  if (shapes.every(({ type }) => type === 'object')) return ofObjects(distinct, shapes, resolved);
  if (shapes.every(({ type }) => type === 'array')) return ofLists(shapes, resolved);
  if (distinct.every((branch) => branch.type !== undefined && isScalar(branch))) return ofScalars(distinct);
  throw new Error(`A union that is not understood: ${JSON.stringify(distinct)}`);
}

export function nullable(schema: Schema): Schema {
  if (Object.keys(schema).length === 0) return schema;
  if (schema.type === undefined || Array.isArray(schema.allOf)) {
    return sameSchema(schema.if, NULL) ? schema : { if: NULL, else: schema };
  }
  return { ...schema, type: [...new Set([schema.type, 'null'].flat())] };
}

function withoutNull(schema: Schema): Schema {
  if (isSchema(schema.else) && sameSchema(schema.if, NULL)) return schema.else;
  if (!Array.isArray(schema.type)) return schema;
  const types = schema.type.filter((type) => type !== 'null');
  return { ...schema, type: types.length === 1 ? types[0] : types };
}

function ofScalars(branches: Schema[]): Schema {
  const merged = Object.assign({}, ...branches);
  return { ...merged, type: [...new Set(branches.flatMap(({ type }) => type))] };
}

function ofLists(lists: Schema[], resolved: (schema: Schema) => Schema): Schema {
  const items = lists.flatMap((list) => (isSchema(list.items) ? [list.items] : []));
  return { type: 'array', ...(items.length > 0 ? { items: unionOf(items, resolved) } : {}) };
}

function ofObjects(branches: Schema[], shapes: Schema[], resolved: (schema: Schema) => Schema): Schema {
  const tags = shapes.map(tagsOf);
  const flat = tags.flat();
  if (tags.every((list) => list.length > 0) && new Set(flat).size === flat.length)
    return choice(branches, tags);
  return merged(shapes, resolved);
}

/** The values of `type` that mean this one; none where it need not be said. */
function tagsOf({ properties, required }: Schema): unknown[] {
  const type = isSchema(properties) ? properties.type : undefined;
  const isSaid = Array.isArray(required) && required.includes('type');
  return isSaid && isSchema(type) && Array.isArray(type.enum) ? type.enum : [];
}

function choice(branches: Schema[], tags: unknown[][]): Schema {
  const byType = branches.map((branch, index) => ({ if: { not: hasType(tags[index] ?? []) }, else: branch }));
  return { type: 'object', ...hasType(inOrder(tags.flat())), allOf: byType };
}

function inOrder(values: unknown[]): unknown[] {
  return [...values].sort((one, other) => Number(one) - Number(other));
}

function hasType(values: unknown[]): Schema {
  return { required: ['type'], properties: { type: { enum: values } } };
}

function merged(shapes: Schema[], resolved: (schema: Schema) => Schema): Schema {
  const all = shapes.map(({ properties }) => properties as Record<string, Schema>);
  const names = [...new Set(all.flatMap((properties) => Object.keys(properties)))];
  const required = names.filter((name) => shapes.every((shape) => isRequired(shape, name)));
  const fields = names.map((name): [string, Schema] => {
    const found = all.flatMap((properties) => (properties[name] ? [properties[name]] : []));
    const union = unionOf(found.map(withoutNull), resolved);
    const mayBeNull =
      !required.includes(name) || found.some((field) => !sameSchema(field, withoutNull(field)));
    return [name, mayBeNull ? nullable(union) : union];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(fields),
    ...(required.length > 0 ? { required } : {}),
  };
}

function isRequired({ required }: Schema, name: string): boolean {
  return Array.isArray(required) && required.includes(name);
}
