/** Refuses blocks and views that Slack refuses. */
import { isObject, type Json, objectsIn, stringAt } from '../json.ts';
import { refusalWithMessages, SlackRefusal } from '../refusal.ts';
import { withIds } from './elements.ts';
import { isTooLongInAll, limitFaults } from './limits.ts';
import { schemaFaults } from './schema.ts';

const MOST_IN_MESSAGE = 50;
const MOST_IN_VIEW = 100;
const LARGEST_VIEW_BYTES = 250_000;

/** The blocks with ids filled in. Refuses with `invalid_blocks` or `invalid_blocks_format`. */
export function messageBlocks(blocks: unknown): Json[] {
  if (!Array.isArray(blocks)) throw new SlackRefusal('invalid_blocks_format');
  const faults = [...blockFaults(blocks, '/blocks', MOST_IN_MESSAGE), ...modalOnlyFaults(blocks)];
  if (faults.length > 0) throw refusalWithMessages('invalid_blocks', faults);
  return withIds(objectsIn(blocks));
}

/** Refuses with `msg_blocks_too_long`; answers to a response_url are not held to it. */
export function refuseTooLongInAll(blocks: Json[]): void {
  if (isTooLongInAll(blocks)) throw new SlackRefusal('msg_blocks_too_long');
}

/** The view's blocks with ids filled in. Refuses with `invalid_arguments` or `view_too_large`. */
export function viewBlocks(view: unknown, pointer = '/view'): Json[] {
  if (!isObject(view))
    throw refusalWithMessages('invalid_arguments', [`must provide an object [json-pointer:${pointer}]`]);
  if (Buffer.byteLength(JSON.stringify(view)) > LARGEST_VIEW_BYTES) throw new SlackRefusal('view_too_large');
  const faults = [
    ...viewFaults(view).map((fault) => `${fault.what} [json-pointer:${pointer}${fault.where}]`),
    ...blockFaults(view.blocks, `${pointer}/blocks`, MOST_IN_VIEW),
  ];
  if (faults.length > 0) throw refusalWithMessages('invalid_arguments', faults);
  return withIds(objectsIn(view.blocks));
}

function blockFaults(blocks: unknown, pointer: string, most: number): string[] {
  if (!Array.isArray(blocks)) return [];
  const faults = schemaFaults(blocks, pointer);
  if (faults.length > 0) return faults;
  const over = limitFaults(objectsIn(blocks), pointer, most);
  return over.flatMap((fault) => {
    const text = /^must be .*\[json-pointer:(.*\/text)\/text\]$/.exec(fault);
    return text ? [`failed to match all allowed schemas [json-pointer:${text[1]}]`, fault] : [fault];
  });
}

function modalOnlyFaults(blocks: unknown[]): string[] {
  return blocks.flatMap((block, index) =>
    isObject(block) && stringAt(block.element, 'type') === 'file_input'
      ? [`unsupported type: file_input [json-pointer:/blocks/${index}/element/type]`]
      : [],
  );
}

interface Fault {
  what: string;
  where: string;
}

const VIEW_KEYS = new Set([
  'type',
  'title',
  'blocks',
  'close',
  'submit',
  'private_metadata',
  'callback_id',
  'clear_on_close',
  'notify_on_close',
  'external_id',
  'submit_disabled',
]);
const VIEW_LENGTHS = { private_metadata: 3000, callback_id: 255, external_id: 255 };
const VIEW_TEXTS = ['title', 'submit', 'close'];
const LONGEST_VIEW_TEXT = 24;

function viewFaults(view: Json): Fault[] {
  const required = view.type === 'home' ? ['type', 'blocks'] : ['type', 'title', 'blocks'];
  return [
    ...required
      .filter((key) => view[key] === undefined)
      .map((key) => ({ what: `missing required field: ${key}`, where: '' })),
    ...Object.keys(view)
      .filter((key) => !VIEW_KEYS.has(key))
      .map((key) => ({ what: `invalid additional property: ${key}`, where: '' })),
    ...(view.type === undefined || view.type === 'modal' || view.type === 'home'
      ? []
      : [{ what: `unsupported type: ${String(view.type)}`, where: '/type' }]),
    ...Object.entries(VIEW_LENGTHS).flatMap(([key, most]) => lengthFaults(view[key], most, `/${key}`)),
    ...VIEW_TEXTS.flatMap((key) => viewTextFaults(view[key], `/${key}`)),
    ...submitFaults(view),
  ];
}

function viewTextFaults(text: unknown, where: string): Fault[] {
  if (text === undefined || text === null) return [];
  if (stringAt(text, 'type') !== 'plain_text') return [{ what: 'must be a plain_text object', where }];
  return lengthFaults(stringAt(text, 'text'), LONGEST_VIEW_TEXT, `${where}/text`);
}

function lengthFaults(value: unknown, most: number, where: string): Fault[] {
  const tooLong = typeof value === 'string' && value.length > most;
  return tooLong ? [{ what: `must be less than ${most + 1} characters`, where }] : [];
}

function submitFaults(view: Json): Fault[] {
  const hasInput = objectsIn(view.blocks).some(({ type }) => type === 'input');
  return view.type === 'modal' && hasInput && view.submit === undefined
    ? [{ what: 'missing required field: submit (required when an `input` block is used)', where: '' }]
    : [];
}
