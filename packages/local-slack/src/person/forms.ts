/** The form a person has open: filling, submitting, pressing in it, closing it. */
import { elementsIn, type PlacedElement } from '../blocks/elements.ts';
import { holdsValue, isEmpty, readInput } from '../blocks/inputs.ts';
import type { Core } from '../core.ts';
import type { Answer } from '../delivery/transport.ts';
import { isObject, type Json, stringAt } from '../json.ts';
import { pushModal, updateModal } from '../modals.ts';
import { viewActionPayload, viewClosedPayload, viewSubmissionPayload } from '../payloads/interaction.ts';
import { SlackRefusal } from '../refusal.ts';
import type { StoredView, ViewValues } from '../views.ts';
import { actionOf, findElement } from './actions.ts';
import { formAsSent } from './emoji.ts';
import { type Outcome, outcomeOf, refusedByClient } from './outcome.ts';
import { readFiles } from './uploads.ts';

/** What a person sees of the open form. */
export interface ShownModal {
  id: string;
  callbackId: string;
  title: string;
  submit: string | null;
  close: string | null;
  blocks: Json[];
  values: ViewValues;
  errors: Record<string, string>;
  /** 1 for the first form, 2 and 3 for those opened from it. */
  depth: number;
}

const TROUBLE = 'We had some trouble connecting. Try again?';

export function shownModal(core: Core, userId: string): ShownModal | undefined {
  const view = core.views.top(userId);
  if (!view) return undefined;
  const { definition } = view;
  return {
    id: view.id,
    callbackId: stringAt(definition, 'callback_id') ?? '',
    title: stringAt(definition.title, 'text') ?? '',
    submit: stringAt(definition.submit, 'text') ?? null,
    close: stringAt(definition.close, 'text') ?? null,
    blocks: view.blocks,
    values: view.values,
    errors: view.errors,
    depth: core.views.stack(userId).length,
  };
}

/** Types into the form without sending it. Gives what the client finds wrong, by block id. */
function fill(core: Core, userId: string, given: Json): Record<string, string> {
  const view = topView(core, userId);
  const errors: Record<string, string> = {};
  for (const [key, typed] of Object.entries(given)) {
    const { blockId, actionId, element, type } = inputFor(view, key);
    const isFiles = type === 'file_input';
    const reading = isFiles ? readFiles(core, userId, element, typed) : readInput(element, typed);
    if ('problem' in reading) errors[blockId] = reading.problem;
    else view.values[blockId] = { ...view.values[blockId], [actionId]: reading.value };
  }
  return errors;
}

/** Types, lastly into the last of them; where that field says `on_character_entered`, the app is told. */
export async function type(core: Core, userId: string, given: Json): Promise<Outcome> {
  const view = topView(core, userId);
  fill(core, userId, given);
  const [key, typed] = Object.entries(given).at(-1) ?? ['', ''];
  const placed = inputFor(view, key);
  if (!isTold(placed)) return { ok: true, acknowledgedAfterMs: null };
  const { action } = actionOf(core, placed, typed);
  const payload = await formAsSent(viewActionPayload(core, view, action));
  return outcomeOf(await core.delivery.interact('interactive', payload));
}

function isTold({ block, element }: PlacedElement): boolean {
  const { trigger_actions_on: on } = isObject(element.dispatch_action_config)
    ? element.dispatch_action_config
    : {};
  return block.dispatch_action === true && Array.isArray(on) && on.includes('on_character_entered');
}

/** Sends the form. What is wrong is shown in it, and it stays open with what was typed. */
export async function submit(core: Core, userId: string, given: Json): Promise<Outcome> {
  const view = topView(core, userId);
  const mistyped = fill(core, userId, given);
  const errors = { ...missing(view), ...mistyped };
  if (Object.keys(errors).length > 0) return refuse(core, view, errors, 'The form is not complete.');
  view.errors = {};
  const payload = await formAsSent(viewSubmissionPayload(core, view));
  const answer = await core.delivery.interact('interactive', payload);
  if (!answer.acknowledged) return { ...outcomeOf(answer), problem: TROUBLE };
  return applyAnswer(core, view, answer);
}

export async function pressInForm(
  core: Core,
  userId: string,
  actionId: string,
  given?: unknown,
): Promise<Outcome> {
  const view = topView(core, userId);
  const placed = findElement(view.blocks, actionId, typeof given === 'string' ? given : undefined);
  const { action, value } = actionOf(core, placed, given);
  if (value) view.values[placed.blockId] = { ...view.values[placed.blockId], [placed.actionId]: value };
  return outcomeOf(await core.delivery.interact('interactive', viewActionPayload(core, view, action)));
}

/** Closes the top form, or with `all` the whole stack. */
export async function close(core: Core, userId: string, all: boolean): Promise<Outcome> {
  const view = topView(core, userId);
  if (all) core.views.clear(userId);
  else core.views.pop(userId);
  core.changes.emit({ kind: 'modal', action: 'closed', userId, viewId: view.id });
  if (view.definition.notify_on_close !== true) return { ok: true, acknowledgedAfterMs: null };
  return outcomeOf(await core.delivery.interact('interactive', viewClosedPayload(core, view, all)));
}

function applyAnswer(core: Core, view: StoredView, answer: Answer & { acknowledged: true }): Outcome {
  const done: Outcome = { ok: true, acknowledgedAfterMs: answer.afterMs };
  const payload = isObject(answer.payload) ? answer.payload : {};
  try {
    switch (payload.response_action) {
      case undefined:
        closeTop(core, view);
        return done;
      case 'clear':
        core.views.clear(view.userId);
        core.changes.emit({ kind: 'modal', action: 'closed', userId: view.userId, viewId: view.id });
        return done;
      case 'update':
        updateModal(core, view, payload.view);
        return done;
      case 'push':
        pushModal(core, view.userId, payload.view);
        return done;
      case 'errors':
        return { ...refuseByApp(core, view, payload.errors), acknowledgedAfterMs: answer.afterMs };
      default:
        return { ...done, ok: false, problem: TROUBLE };
    }
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { ...done, ok: false, problem: `${TROUBLE} (${error.code} ${JSON.stringify(error.details)})` };
  }
}

/** Only the errors of input blocks that are there can be shown; anything else is the app's mistake. */
function refuseByApp(core: Core, view: StoredView, errors: unknown): Outcome {
  const entries = isObject(errors) ? Object.entries(errors) : [];
  const inputs = view.blocks.filter(({ type }) => type === 'input').map((block) => block.block_id);
  const fits = entries.every(([blockId, fault]) => inputs.includes(blockId) && typeof fault === 'string');
  if (entries.length === 0 || !fits) return { ...refusedByClient(TROUBLE) };
  const readable = Object.fromEntries(entries.map(([blockId, fault]) => [blockId, String(fault)]));
  return refuse(core, view, readable, 'The app refused the form.');
}

function refuse(core: Core, view: StoredView, errors: Record<string, string>, problem: string): Outcome {
  view.errors = errors;
  core.changes.emit({ kind: 'modal', action: 'refused', userId: view.userId, viewId: view.id });
  return refusedByClient(problem, errors);
}

function closeTop(core: Core, view: StoredView): void {
  const isTop = core.views.top(view.userId)?.id === view.id;
  if (isTop) core.views.pop(view.userId);
  core.changes.emit({ kind: 'modal', action: 'closed', userId: view.userId, viewId: view.id });
}

const REQUIRED = 'Please complete this required field.';

function missing(view: StoredView): Record<string, string> {
  const empty = elementsIn(view.blocks).filter(({ block, blockId, actionId, element, type }) => {
    if (block.type !== 'input' || block.optional === true || !holdsValue(type)) return false;
    return isEmpty(element, view.values[blockId]?.[actionId] ?? {});
  });
  return Object.fromEntries(empty.map(({ blockId }) => [blockId, REQUIRED]));
}

/** `block_id/action_id`, or either alone. */
function inputFor(view: StoredView, key: string): PlacedElement {
  const all = elementsIn(view.blocks).filter(({ type }) => holdsValue(type));
  const found =
    all.find(({ blockId, actionId }) => key === `${blockId}/${actionId}`) ??
    all.find(({ actionId }) => key === actionId) ??
    all.find(({ blockId }) => key === blockId);
  if (found) return found;
  const names = all.map(({ blockId, actionId }) => `${blockId}/${actionId}`);
  throw new Error(`The form has no input "${key}"; it has ${names.join(', ') || 'none'}.`);
}

function topView(core: Core, userId: string): StoredView {
  const view = core.views.top(userId);
  if (!view) throw new Error('No form is open.');
  return view;
}
