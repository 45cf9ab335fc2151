/** Slack's lengths and counts, which the Block Kit schema does not hold. */
import { isObject, type Json, objectsIn } from '../json.ts';

/** Longest text by the element's type and the path to the text. */
const LENGTHS: Record<string, Record<string, number>> = {
  section: { 'text.text': 3000 },
  header: { 'text.text': 150 },
  image: { alt_text: 2000, image_url: 3000, 'title.text': 2000 },
  input: { 'label.text': 2000, 'hint.text': 2000 },
  markdown: { text: 12_000 },
  video: { alt_text: 2000, 'title.text': 200, 'description.text': 200, author_name: 50 },
  button: { 'text.text': 75, value: 2000, url: 3000, accessibility_label: 75 },
  plain_text: { text: 3000 },
  mrkdwn: { text: 3000 },
};

/** Most items by the element's type and the list's name. */
const COUNTS: Record<string, Record<string, number>> = {
  section: { fields: 10 },
  context: { elements: 10 },
  actions: { elements: 25 },
  static_select: { options: 100, option_groups: 100 },
  multi_static_select: { options: 100, option_groups: 100 },
  overflow: { options: 5 },
  checkboxes: { options: 10 },
  radio_buttons: { options: 10 },
};

/** Holds for whatever carries the key. */
const ANYWHERE: Record<string, number> = {
  block_id: 255,
  action_id: 255,
  'placeholder.text': 150,
  'confirm.title.text': 100,
  'confirm.text.text': 300,
  'confirm.confirm.text': 30,
  'confirm.deny.text': 30,
};

const OPTION: Record<string, number> = { 'text.text': 75, value: 150, 'description.text': 75, url: 3000 };
const FIELD: Record<string, number> = { text: 2000 };

/** What is over a limit, as `what [json-pointer:/where]`. */
export function limitFaults(blocks: Json[], pointer: string, mostBlocks: number): string[] {
  const faults: string[] = [];
  if (blocks.length > mostBlocks)
    faults.push(`no more than ${mostBlocks} items allowed [json-pointer:${pointer}]`);
  for (const [index, block] of blocks.entries()) {
    const at = `${pointer}/${index}`;
    faults.push(...walk(block, at), ...sectionFaults(block, at));
  }
  return [...new Set([...faults, ...repeatedIds(blocks, pointer)])];
}

/**
 * A message's blocks are refused in all from about 13.2k characters (slackapi/bolt-js #2509); the
 * blocks' own containers count too, about 50 each by the figures in slackapi/bolt-js #2867.
 */
export function isTooLongInAll(blocks: Json[]): boolean {
  const characters = blocks.reduce((sum, block) => sum + textLength(block), 0);
  return characters + blocks.length * 50 > 13_250;
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + textLength(part), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) => sum + (key === 'text' && typeof part === 'string' ? part.length : textLength(part)),
    0,
  );
}

function walk(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => walk(part, `${at}/${index}`));
  if (!isObject(value)) return [];
  const type = typeof value.type === 'string' ? value.type : '';
  return [
    ...tooLong(value, LENGTHS[type] ?? {}, at),
    ...tooLong(value, ANYWHERE, at),
    ...tooMany(value, COUNTS[type] ?? {}, at),
    ...emptyText(value, type, at),
    ...optionFaults(value, at),
    ...Object.entries(value).flatMap(([key, part]) => walk(part, `${at}/${key}`)),
  ];
}

function tooLong(value: Json, lengths: Record<string, number>, at: string): string[] {
  return Object.entries(lengths).flatMap(([path, most]) => {
    const found = valueAt(value, path.split('.'));
    const where = `${at}/${path.replaceAll('.', '/')}`;
    return typeof found === 'string' && found.length > most
      ? [`must be less than ${most + 1} characters [json-pointer:${where}]`]
      : [];
  });
}

function tooMany(value: Json, counts: Record<string, number>, at: string): string[] {
  return Object.entries(counts).flatMap(([key, most]) => {
    const items = value[key];
    if (!Array.isArray(items)) return [];
    const where = `[json-pointer:${at}/${key}]`;
    if (items.length === 0) return [`no fewer than 1 items allowed ${where}`];
    return items.length > most ? [`no more than ${most} items allowed ${where}`] : [];
  });
}

function emptyText(value: Json, type: string, at: string): string[] {
  const isText = type === 'plain_text' || type === 'mrkdwn';
  return isText && value.text === '' ? [`must be more than 0 characters [json-pointer:${at}/text]`] : [];
}

function optionFaults(value: Json, at: string): string[] {
  const options = objectsIn(value.options);
  const values = options.map((option) => option.value);
  return [
    ...options.flatMap((option, index) => tooLong(option, OPTION, `${at}/options/${index}`)),
    ...(new Set(values).size < values.length
      ? [`option values must be unique [json-pointer:${at}/options]`]
      : []),
  ];
}

function sectionFaults(block: Json, at: string): string[] {
  if (block.type !== 'section') return [];
  const fields = objectsIn(block.fields);
  return [
    ...(block.text === undefined && fields.length === 0
      ? [`missing required field: text [json-pointer:${at}]`]
      : []),
    ...fields.flatMap((field, index) => tooLong(field, FIELD, `${at}/fields/${index}`)),
  ];
}

/** Block ids are unique in the whole, action ids in their block (the schema's own words). */
function repeatedIds(blocks: Json[], pointer: string): string[] {
  return [
    ...repeated(blocks, 'block_id', pointer),
    ...blocks.flatMap((block, index) =>
      repeated(objectsIn(block.elements), 'action_id', `${pointer}/${index}/elements`),
    ),
  ];
}

function repeated(items: Json[], key: string, at: string): string[] {
  const ids = items.map((item) => item[key]);
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [`\`${key}\` ${JSON.stringify(id)} already exists [json-pointer:${at}/${index}/${key}]`]
      : [],
  );
}

function valueAt(value: unknown, path: string[]): unknown {
  return path.reduce((found: unknown, key) => (isObject(found) ? found[key] : undefined), value);
}
