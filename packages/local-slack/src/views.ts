/** Keeps each person's stack of modals and their Home tab. */
import { randomBytes } from 'node:crypto';
import { listsOf, mapOf, refill, type Stateful } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import { newId } from './ids.ts';
import type { Json } from './json.ts';
import { SlackRefusal } from './refusal.ts';

/** Typed values by block id and action id, each in Slack's own shape for its element. */
export type ViewValues = Record<string, Record<string, Json>>;

export interface StoredView {
  id: string;
  type: 'modal' | 'home';
  userId: string;
  hash: string;
  rootId: string;
  previousId: string | null;
  /** As the app gave it, block ids filled in. */
  definition: Json;
  blocks: Json[];
  values: ViewValues;
  /** What the app found wrong, by block id. */
  errors: Record<string, string>;
}

const DEEPEST = 3;
const stateShape = z.object({ stacks: listsOf<StoredView>(), homes: mapOf<StoredView>() });

export class ViewStore implements Stateful {
  readonly #stacks = new Map<string, StoredView[]>();
  readonly #homes = new Map<string, StoredView>();

  stack(userId: string): readonly StoredView[] {
    return this.#stacks.get(userId) ?? [];
  }

  top(userId: string): StoredView | undefined {
    return this.stack(userId).at(-1);
  }

  home(userId: string): StoredView | undefined {
    return this.#homes.get(userId);
  }

  open(userId: string, definition: Json, blocks: Json[], values: ViewValues): StoredView {
    this.#refuseTakenExternalId(definition);
    const view = newView('modal', userId, definition, blocks, values);
    this.#stacks.set(userId, [view]);
    return view;
  }

  push(userId: string, definition: Json, blocks: Json[], values: ViewValues): StoredView {
    const stack = this.stack(userId);
    const previous = stack.at(-1);
    if (!previous) throw new SlackRefusal('not_found');
    if (stack.length >= DEEPEST) throw new SlackRefusal('push_limit_reached');
    this.#refuseTakenExternalId(definition);
    const view = newView('modal', userId, definition, blocks, values);
    view.rootId = previous.rootId;
    view.previousId = previous.id;
    this.#stacks.set(userId, [...stack, view]);
    return view;
  }

  publish(userId: string, definition: Json, blocks: Json[]): StoredView {
    const existing = this.#homes.get(userId);
    const view = newView('home', userId, definition, blocks, {});
    if (existing) Object.assign(view, { id: existing.id, rootId: existing.id });
    this.#homes.set(userId, view);
    return view;
  }

  /** Finds an open view by its id or external id. */
  find(id: string | undefined, externalId: string | undefined): StoredView {
    const all = [...[...this.#stacks.values()].flat(), ...this.#homes.values()];
    const found = all.find(
      (view) =>
        (id !== undefined && view.id === id) ||
        (externalId !== undefined && view.definition.external_id === externalId),
    );
    if (!found) throw new SlackRefusal('not_found');
    return found;
  }

  update(view: StoredView, definition: Json, blocks: Json[], values: ViewValues): void {
    Object.assign(view, { definition, blocks, values, errors: {}, hash: newHash() });
  }

  /** Takes the top view off; what lay below shows again. */
  pop(userId: string): StoredView | undefined {
    const stack = [...this.stack(userId)];
    const view = stack.pop();
    this.#stacks.set(userId, stack);
    return view;
  }

  clear(userId: string): void {
    this.#stacks.delete(userId);
  }

  snapshotState(): unknown {
    return { stacks: this.#stacks, homes: this.#homes };
  }

  restoreState(value: unknown): void {
    const { stacks, homes } = stateShape.parse(value);
    refill(this.#stacks, stacks);
    refill(this.#homes, homes);
  }

  #refuseTakenExternalId(definition: Json): void {
    const externalId = definition.external_id;
    if (typeof externalId !== 'string' || externalId === '') return;
    const all = [...this.#stacks.values()].flat();
    if (all.some((view) => view.definition.external_id === externalId))
      throw new SlackRefusal('duplicate_external_id');
  }
}

function newView(
  type: 'modal' | 'home',
  userId: string,
  definition: Json,
  blocks: Json[],
  values: ViewValues,
): StoredView {
  const id = newId('V');
  return {
    id,
    type,
    userId,
    hash: newHash(),
    rootId: id,
    previousId: null,
    definition,
    blocks,
    values,
    errors: {},
  };
}

function newHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
}
