/** How the types of libraries become the schemas by which the local chats check requests. */
import { expect, test } from 'vitest';
import { discordSpec } from '../../scripts/specs/discord.ts';
import type { Definitions, Schema } from '../../scripts/specs/schema.ts';
import { nullable, unionOf } from '../../scripts/specs/unions.ts';

const as = (schema: Schema) => schema;
const tagged = (type: number, more: Definitions = {}) => ({
  type: 'object',
  properties: { type: { enum: [type] }, ...more },
  required: ['type', ...Object.keys(more)],
});
const ref = (name: string) => ({ $ref: `#/definitions/${encodeURIComponent(name)}` });
const object = (properties: Definitions, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** Of one route whose body has the one field. */
function bodyOf(field: Schema, definitions: Definitions = {}, required: string[] = []): Definitions {
  const spec = discordSpec({
    definitions: {
      ...definitions,
      RequestBodies: object({ 'POST /a': ref('Body') }),
      RequestQueries: object({}),
      Body: object({ field }, required),
    },
  });
  expect(spec.bodies).toEqual({ 'POST /a': { $ref: '#/definitions/Body' } });
  const { properties } = spec.definitions.Body ?? {};
  return { ...spec.definitions, field: (properties as Definitions).field ?? {} };
}

test('things that differ by their type become a choice by it', () => {
  const union = unionOf([tagged(2), tagged(1)], as) as { properties: Definitions; allOf: Schema[] };
  expect(union.properties).toEqual({ type: { enum: [1, 2] } });
  expect(union.allOf.map((branch) => branch.else)).toEqual([tagged(2), tagged(1)]);
});

test('things of one type are laid into one that requires what all of them do', () => {
  const union = unionOf([tagged(1, { url: { type: 'string' } }), tagged(1, { id: { type: 'integer' } })], as);
  expect(union).toEqual({
    type: 'object',
    properties: { type: { enum: [1] }, url: { type: ['string', 'null'] }, id: { type: ['integer', 'null'] } },
    required: ['type'],
  });
});

test('what may be null is said once, whatever it is', () => {
  expect(nullable({ type: 'string' })).toEqual({ type: ['string', 'null'] });
  const choice = nullable({ enum: [1] });
  expect(choice).toEqual({ if: { type: 'null' }, else: { enum: [1] } });
  expect(nullable(choice)).toEqual(choice);
});

test('a union that is not understood stops the run', () => {
  expect(() => unionOf([{ type: 'string' }, tagged(1)], as)).toThrow('not understood');
});

test('a field that may be left out may be null, and one that may be null may be left out', () => {
  expect(bodyOf({ type: 'string' }).field).toEqual({ type: ['string', 'null'] });
  expect(bodyOf({ type: 'string' }, {}, ['field']).field).toEqual({ type: 'string' });
  const { Body } = bodyOf({ type: ['string', 'null'] }, {}, ['field']);
  expect(Body).not.toHaveProperty('required');
});

test('ids, permissions and sums of flags are what Discord takes', () => {
  expect(bodyOf(ref('Snowflake'), {}, ['field']).field).toMatchObject({ type: ['string', 'integer'] });
  expect(bodyOf(ref('Permissions'), {}, ['field']).field).toMatchObject({ pattern: '^[0-9]+$' });
  const flags = { MessageFlags: { type: 'number', enum: [1, 2, 4] } };
  expect(bodyOf(ref('MessageFlags'), flags, ['field']).field).toEqual({ type: 'integer' });
});

test('objects keep the names of their types; what is made of one is told apart by a number', () => {
  const definitions = {
    Part: object({ a: { type: 'string' } }),
    'Omit<Part,"a">': object({ b: { type: 'string' } }),
    Both: object({ one: ref('Part'), other: ref('Omit<Part,"a">') }),
  };
  const spec = bodyOf(ref('Both'), definitions);
  expect(Object.keys(spec)).toEqual(['Body', 'Both', 'Part', 'Part.2', 'field']);
});

test('a type that holds itself ends', () => {
  const { Tree } = bodyOf(ref('Tree'), { Tree: object({ inside: { type: 'array', items: ref('Tree') } }) });
  expect(Tree).toMatchObject({ properties: { inside: { items: { $ref: '#/definitions/Tree' } } } });
});

test('a table of texts by language takes any of them and no other', () => {
  const languages = Object.fromEntries('abcdefghij'.split('').map((name) => [name, { type: 'string' }]));
  const { LocalizationMap } = bodyOf(ref('LocalizationMap'), {
    LocalizationMap: { type: 'object', properties: languages },
  });
  expect(LocalizationMap).toEqual({
    type: 'object',
    propertyNames: { enum: Object.keys(languages) },
    additionalProperties: { type: ['string', 'null'] },
  });
});
