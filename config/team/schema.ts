/** The JSON schema of team.yaml, for completion and checks in editors. Accounts are a union by network. */
import { z } from 'zod';
import type { Network } from '../../src/networks/network.ts';
import { targetKeys, withSections } from './file.ts';
import type { AnySection } from './section.ts';

export type JsonSchema = { [key: string]: JsonValue };
type JsonValue = string | number | boolean | null | JsonValue[] | JsonSchema;

export function teamSchema(
  networks: ReadonlyMap<string, Network>,
  sections: readonly AnySection[],
): JsonSchema {
  const schema = toJson(withSections(sections));
  const properties = object(schema.properties);
  const byName = [...networks.values()].sort((one, other) => one.name.localeCompare(other.name));
  return {
    ...schema,
    title: 'team.yaml of Bellwether',
    properties: {
      ...properties,
      targets: { ...object(properties.targets), additionalProperties: { oneOf: byName.map(targetSchema) } },
      apps: {
        ...object(properties.apps),
        properties: Object.fromEntries(byName.flatMap(appSchema)),
        additionalProperties: false,
      },
    },
  };
}

function targetSchema(network: Network): JsonValue {
  const { $schema: _, ...account } = toJson(network.account);
  const common = object(toJson(z.object(targetKeys)).properties);
  const keys = { ...common, network: { const: network.name, description: network.title } };
  if (account.properties === undefined) {
    return {
      title: network.title,
      allOf: [{ type: 'object', properties: keys, required: ['network'] }, account],
    };
  }
  const own = object(account.properties);
  const clash = Object.keys(own).find((key) => key in keys);
  if (clash)
    throw new Error(`${network.name}: an account cannot have a key called ${clash}; every target has it.`);
  return {
    ...account,
    title: network.title,
    properties: { ...keys, ...object(openToVariables(own)) },
    required: ['network', ...(Array.isArray(account.required) ? account.required : [])],
    additionalProperties: account.additionalProperties ?? false,
  };
}

function appSchema({ name, title, discovery }: Network): [string, JsonValue][] {
  if (!discovery) return [];
  const { $schema: _, ...app } = toJson(discovery.app);
  return [[name, { ...app, title, properties: openToVariables(object(app.properties)) }]];
}

/** `${NAME}` may stand wherever a text is wanted, also one of a certain form. */
function openToVariables(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(openToVariables);
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.type === 'string' && isNarrow(schema)) {
    const help = Object.entries(schema).filter(([key]) => HELP.includes(key));
    const form = Object.entries(schema).filter(([key]) => !HELP.includes(key));
    return { ...Object.fromEntries(help), anyOf: [Object.fromEntries(form), VARIABLE] };
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, openToVariables(value)]));
}

const VARIABLE = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}' };
const HELP = ['description', 'examples', 'default'];
const NARROWING = ['format', 'pattern', 'enum', 'const', 'maxLength', 'allOf'];

/** A text that must merely not be empty is no narrower than a variable. */
function isNarrow(schema: JsonSchema): boolean {
  return NARROWING.some((key) => key in schema) || Number(schema.minLength ?? 0) > 1;
}

function toJson(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

function object(value: JsonValue | undefined): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
