/** Checks a payload against Discord's published description, and against the limits that stand beside it in its pages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { packageRoot } from '../../../src/kit/root.ts';

const file = join(packageRoot(import.meta.dirname), 'packages/local-discord/specs/discord-openapi.json');
const document = JSON.parse(readFileSync(file, 'utf8'));
const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: false });
formats.default(ajv, ['date-time', 'uri']);
for (const name of ['snowflake', 'nonce', 'int32', 'int64', 'double']) ajv.addFormat(name, true);
ajv.addSchema(document, 'discord');

/** What is wrong by the named schema; empty when nothing is. */
export function faultsBy(schema: string, value: unknown): string {
  const validate = ajv.getSchema(`discord#/components/schemas/${schema}`);
  if (!validate) throw new Error(`No schema ${schema}`);
  return validate(value) ? '' : ajv.errorsText(validate.errors);
}

interface Node {
  type?: number;
  content?: string;
  custom_id?: string;
  components?: Node[];
  items?: unknown[];
}

export function everyComponent(components: readonly unknown[]): Node[] {
  return (components as Node[]).flatMap((node) => [node, ...everyComponent(node.components ?? [])]);
}

/** What the components of a message break of the limits on Components V2. */
export function messageFaults(components: readonly unknown[]): string[] {
  const all = everyComponent(components);
  const text = all.reduce((sum, node) => sum + (node.type === 10 ? (node.content ?? '').length : 0), 0);
  const ids = all.flatMap((node) => node.custom_id ?? []);
  return [
    ...(all.length > 40 ? [`${all.length} components`] : []),
    ...(text > 4000 ? [`${text} characters`] : []),
    ...(new Set(ids).size < ids.length ? ['a custom id twice'] : []),
    ...(all.some((node) => node.type === 12 && (node.items ?? []).length > 10)
      ? ['a gallery of more than 10']
      : []),
    ...(all.some((node) => node.type === 10 && (node.content ?? '').trim() === '') ? ['an empty text'] : []),
  ];
}
