/** Pressing and choosing: finds the element that is meant and makes the action the app gets. */
import { elementsIn, type PlacedElement } from '../blocks/elements.ts';
import { chosen, holdsValue, readInput } from '../blocks/inputs.ts';
import type { Core } from '../core.ts';
import { type Json, stringAt, withoutUndefined } from '../json.ts';

/** The element by its action id or by the words on the button; `value` tells twins apart. */
export function findElement(blocks: Json[], wanted: string, value?: string): PlacedElement {
  const all = elementsIn(blocks);
  const named = all.filter(({ actionId, element }) => actionId === wanted || labelOf(element) === wanted);
  const found = named.find(({ element }) => element.value === value) ?? named[0];
  if (found) return found;
  const names = all.map(({ actionId, element }) => labelOf(element) ?? actionId);
  throw new Error(`There is no "${wanted}" here; there is ${names.join(', ') || 'nothing to press'}.`);
}

export function actionOf(core: Core, placed: PlacedElement, given: unknown): { action: Json; value?: Json } {
  const { element, type, actionId, blockId } = placed;
  const common = { action_id: actionId, block_id: blockId, type, action_ts: core.timestamps.next() };
  if (type === 'button') {
    const { text, value, style, url } = element;
    return { action: withoutUndefined({ ...common, text, value, style, url }) };
  }
  const reading = readInput(element, given);
  if ('problem' in reading) throw new Error(`${actionId}: ${reading.problem}`);
  const action = withoutUndefined({
    ...common,
    placeholder: element.placeholder,
    ...chosen(element, reading.value),
  });
  return holdsValue(type) ? { action, value: reading.value } : { action };
}

/** The words on it, without an emoji before them. */
function labelOf(element: Json): string | undefined {
  return stringAt(element.text, 'text')?.replace(/^(?:\s|:[\w+-]+:|[^\p{L}\p{N}\s]\s)+/u, '');
}
