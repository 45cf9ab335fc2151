/** Opens, pushes and updates views and keeps what was typed where the same input stays. */
import { elementsIn } from './blocks/elements.ts';
import { holdsValue, initialValue } from './blocks/inputs.ts';
import { viewBlocks } from './blocks/validate.ts';
import type { Core } from './core.ts';
import { isObject, type Json } from './json.ts';
import { refusalWithMessages } from './refusal.ts';
import type { StoredView, ViewValues } from './views.ts';

export function openModal(core: Core, userId: string, view: unknown): StoredView {
  const { definition, blocks } = read(view, 'modal');
  const opened = core.views.open(userId, definition, blocks, valuesFor(blocks, {}));
  core.changes.emit({ kind: 'modal', action: 'opened', userId, viewId: opened.id });
  return opened;
}

export function pushModal(core: Core, userId: string, view: unknown): StoredView {
  const { definition, blocks } = read(view, 'modal');
  const pushed = core.views.push(userId, definition, blocks, valuesFor(blocks, {}));
  core.changes.emit({ kind: 'modal', action: 'pushed', userId, viewId: pushed.id });
  return pushed;
}

export function updateModal(core: Core, stored: StoredView, view: unknown): void {
  const { definition, blocks } = read(view, stored.type);
  core.views.update(stored, definition, blocks, valuesFor(blocks, stored.values));
  const { userId, id } = stored;
  core.changes.emit(
    stored.type === 'home'
      ? { kind: 'home', userId }
      : { kind: 'modal', action: 'updated', userId, viewId: id },
  );
}

export function publishHome(core: Core, userId: string, view: unknown): StoredView {
  const { definition, blocks } = read(view, 'home');
  const published = core.views.publish(userId, definition, blocks);
  core.changes.emit({ kind: 'home', userId });
  return published;
}

function read(view: unknown, type: 'modal' | 'home'): { definition: Json; blocks: Json[] } {
  const blocks = viewBlocks(view);
  if (!isObject(view) || view.type !== type)
    throw refusalWithMessages('invalid_arguments', [`must be a ${type} [json-pointer:/view/type]`]);
  return { definition: view, blocks };
}

/** A typed value stays when block id, action id and type stay; else the element's first value. */
export function valuesFor(blocks: Json[], before: ViewValues): ViewValues {
  const values: ViewValues = {};
  for (const { blockId, actionId, element, type } of elementsIn(blocks)) {
    if (!holdsValue(type)) continue;
    const kept = before[blockId]?.[actionId];
    const inBlock = values[blockId] ?? {};
    inBlock[actionId] = kept && kept.type === type ? kept : initialValue(element);
    values[blockId] = inBlock;
  }
  return values;
}
