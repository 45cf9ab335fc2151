/** What Slack would refuse in a message's blocks, by its schema and its published limits. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const schema = JSON.parse(
  readFileSync(new URL('../../../packages/local-slack/specs/blocks.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ strict: false }).compile(schema);

/** Also for the blocks of a form. */
export function schemaFaults(blocks: unknown): string[] {
  return validate(blocks)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

export function messageFaults(blocks: unknown[]): string[] {
  const faults = schemaFaults(blocks);
  if (blocks.length > 50) faults.push(`${blocks.length} blocks`);
  if (textOf(blocks) + blocks.length * 50 > 13_200) faults.push(`${textOf(blocks)} characters in all`);
  return [...faults, ...blocks.flatMap((block) => deepFaults(block))];
}

const MOST: Record<string, number> = { header: 150, button: 75 };
const LISTS: Record<string, number> = { actions: 25, context: 10 };

function deepFaults(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(deepFaults);
  if (!isObject(value)) return [];
  const type = String(value.type);
  const faults: string[] = [];
  const label = isObject(value.text) ? String(value.text.text) : undefined;
  if (label !== undefined && label.length > (MOST[type] ?? 3000)) faults.push(`${type} text ${label.length}`);
  if (typeof value.text === 'string' && (value.text.length > 3000 || value.text === ''))
    faults.push(`${type} with ${value.text.length} characters`);
  if (Array.isArray(value.elements)) {
    if (value.elements.length > (LISTS[type] ?? Number.POSITIVE_INFINITY)) faults.push(`${type}: too many`);
    if (value.elements.length === 0) faults.push(`${type}: empty`);
    const ids = value.elements.map((element) => element.action_id).filter((id) => id !== undefined);
    if (new Set(ids).size < ids.length) faults.push(`${type}: an action_id twice`);
  }
  for (const [key, most] of [
    ['action_id', 255],
    ['url', 3000],
    ['image_url', 3000],
    ['alt_text', 2000],
  ] as const)
    if (typeof value[key] === 'string' && value[key].length > most)
      faults.push(`${key} ${value[key].length}`);
  return [...faults, ...Object.values(value).flatMap(deepFaults)];
}

function textOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + textOf(part), 0);
  if (!isObject(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return own + Object.values(value).reduce((sum: number, part) => sum + textOf(part), 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
