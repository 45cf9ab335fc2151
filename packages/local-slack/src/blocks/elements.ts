/** Finds the interactive elements in blocks and gives nameless ones a name, as Slack does. */
import { randomBytes } from 'node:crypto';
import { isObject, type Json, objectsIn, stringAt } from '../json.ts';

export interface PlacedElement {
  block: Json;
  blockId: string;
  element: Json;
  actionId: string;
  type: string;
}

/** A copy in which every block has a block_id and every interactive element an action_id. */
export function withIds(blocks: Json[]): Json[] {
  const copy = structuredClone(blocks);
  for (const block of copy) {
    block.block_id ??= shortId();
    for (const element of elementsOf(block)) element.action_id ??= shortId();
  }
  return copy;
}

export function elementsIn(blocks: Json[]): PlacedElement[] {
  return blocks.flatMap((block) =>
    elementsOf(block).map((element) => ({
      block,
      blockId: stringAt(block, 'block_id') ?? '',
      element,
      actionId: stringAt(element, 'action_id') ?? '',
      type: stringAt(element, 'type') ?? '',
    })),
  );
}

function elementsOf(block: Json): Json[] {
  const places = [block.accessory, block.element, ...objectsIn(block.elements), ...objectsIn(block.actions)];
  return places.filter(isObject).filter(({ type }) => typeof type === 'string' && isInteractive(type));
}

function isInteractive(type: string): boolean {
  return (
    /_select$|_input$|picker$/.test(type) ||
    ['button', 'checkboxes', 'radio_buttons', 'overflow', 'workflow_button', 'icon_button'].includes(type)
  );
}

function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
