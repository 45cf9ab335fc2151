/** Checks blocks against the Block Kit schema and tells what is wrong in Slack's words. */

import { readSpec } from '@bellwether/local-server/files.ts';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isObject, type Json, objectsIn, stringAt } from '../json.ts';

/** What is wrong, as `what [json-pointer:/where]`; empty when the blocks fit. */
export function schemaFaults(blocks: unknown, pointer: string): string[] {
  validate ??= compile();
  if (validate(blocks)) return [];
  const faults = (validate.errors ?? []).flatMap((error) => faultOf(error, pointer));
  return [...new Set(faults)];
}

let validate: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const schema = readSpec('local-slack', 'blocks.schema.json');
  if (!isObject(schema) || !isObject(schema.definitions))
    throw new Error('The Block Kit schema is unreadable.');
  const narrowed = narrow(schema, schema.definitions);
  if (!isObject(narrowed)) throw new Error('The Block Kit schema is unreadable.');
  return new Ajv({ allErrors: true, strict: false, verbose: true, inlineRefs: false }).compile(narrowed);
}

/**
 * Turns each choice between typed things into "by its type, that thing", so that an error speaks of
 * the thing that was meant and not of all the others that it is not.
 */
function narrow(schema: unknown, definitions: Json): unknown {
  if (Array.isArray(schema)) return schema.map((part) => narrow(part, definitions));
  if (!isObject(schema)) return schema;
  const choices = objectsIn(schema.anyOf).flatMap((choice) => alternatives(choice, definitions));
  const types = choices.map((choice) => typeOf(choice, definitions));
  if (choices.length > 0 && types.every((type) => type !== undefined)) return byType(choices, types);
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, narrow(part, definitions)]));
}

function byType(choices: Json[], types: (string | undefined)[]): Json {
  const branches = [...new Set(types)].map((type) => {
    const meant = choices.filter((_, index) => types[index] === type);
    return {
      if: { type: 'object', properties: { type: { const: type } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON schema.
      then: meant.length === 1 ? meant[0] : { anyOf: meant },
    };
  });
  return {
    type: 'object',
    properties: { type: { enum: [...new Set(types)] } },
    required: ['type'],
    allOf: branches,
  };
}

function alternatives(choice: Json, definitions: Json): Json[] {
  const target = resolve(choice, definitions);
  const inner = objectsIn(target.anyOf);
  return inner.length > 0 ? inner.flatMap((part) => alternatives(part, definitions)) : [choice];
}

function typeOf(choice: Json, definitions: Json): string | undefined {
  const { properties } = resolve(choice, definitions);
  return isObject(properties) ? stringAt(properties.type, 'const') : undefined;
}

function resolve(schema: Json, definitions: Json): Json {
  const name = stringAt(schema, '$ref')?.replace('#/definitions/', '');
  const target = name === undefined ? schema : definitions[name];
  return isObject(target) ? target : schema;
}

function faultOf(error: ErrorObject, base: string): string[] {
  const at = (path: string) => `[json-pointer:${base}${path}]`;
  const where = at(error.instancePath);
  switch (error.keyword) {
    case 'if':
    case 'const':
      return [];
    case 'required':
      return [`missing required field: ${error.params.missingProperty} ${where}`];
    case 'additionalProperties':
      return [`invalid additional property: ${error.params.additionalProperty} ${where}`];
    case 'enum':
      return [
        error.instancePath.endsWith('/type')
          ? `unsupported type: ${String(error.data)} ${where}`
          : `value must be one of ${JSON.stringify(error.params.allowedValues)} ${where}`,
      ];
    case 'type':
      return [`must provide a value of type ${error.params.type} ${where}`];
    default:
      return [`failed to match all allowed schemas ${where}`];
  }
}
