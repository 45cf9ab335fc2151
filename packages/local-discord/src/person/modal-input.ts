/** Fills a modal's fields as Discord's client lets a person fill them. */
import { lengthOf } from '../errors/issue.ts';
import { type Component, placed, TYPE } from '../state/component.ts';
import type { OpenModal } from '../state/interaction.ts';
import type { State } from '../state/state.ts';
import { type FileInput, isFileInput, takeFile } from './file-input.ts';
import { ClientRefusal } from './outcome.ts';
import type { Resolved } from './resolved.ts';
import { chosenValues } from './select-input.ts';

/** By `custom_id`. What is left out keeps its prefilled value. */
export type ModalValues = Record<
  string,
  string | readonly string[] | boolean | FileInput | readonly FileInput[] | undefined
>;

type Filled = { id?: number | null; type: number; [key: string]: unknown };

interface Place {
  state: State;
  resolved: Resolved;
}

export async function filledModal(place: Place, modal: OpenModal, values: ModalValues): Promise<Filled[]> {
  refuseStrangers(modal, values);
  const filled: Filled[] = [];
  for (const component of modal.components) filled.push(await outer(place, modal, component, values));
  return filled;
}

function refuseStrangers(modal: OpenModal, values: ModalValues): void {
  const known = placed(modal.components).flatMap(({ component }) => component.custom_id ?? []);
  const stranger = Object.keys(values).find((id) => !known.includes(id));
  if (stranger !== undefined) {
    throw new ClientRefusal(
      `The form "${modal.title}" has no field ${stranger}. It has: ${known.join(', ')}.`,
    );
  }
}

async function outer(
  place: Place,
  modal: OpenModal,
  wrapper: Component,
  values: ModalValues,
): Promise<Filled> {
  const base = { type: wrapper.type, id: wrapper.id };
  if (wrapper.component) {
    const label = wrapper.label ?? '';
    return { ...base, component: await field(place, modal, wrapper.component, label, values) };
  }
  if (wrapper.type !== TYPE.row) return base;
  const components: Filled[] = [];
  for (const inner of wrapper.components ?? []) {
    components.push(await field(place, modal, inner, inner.label ?? '', values));
  }
  return { ...base, components };
}

async function field(
  place: Place,
  modal: OpenModal,
  component: Component,
  label: string,
  values: ModalValues,
): Promise<Filled> {
  const customId = component.custom_id ?? '';
  const value = values[customId];
  const base = { type: component.type, id: component.id, custom_id: customId };
  switch (component.type) {
    case TYPE.textInput:
      return { ...base, value: text(component, label, value) };
    case TYPE.fileUpload:
      return { ...base, values: await uploads(place, modal, component, label, value) };
    case TYPE.radioGroup:
      return { ...base, value: single(component, label, value) };
    case TYPE.checkbox:
      return { ...base, value: typeof value === 'boolean' ? value : Boolean(component.default) };
    default:
      return {
        ...base,
        values: chosenValues(place.resolved, component, listOf(value), label, component.required !== false),
      };
  }
}

function text(component: Component, label: string, given: ModalValues[string]): string {
  const value = given === undefined ? (component.value ?? '') : given;
  if (typeof value !== 'string') throw new ClientRefusal(`"${label}" takes a text.`);
  const length = lengthOf(value);
  if (length === 0 && component.required === false) return '';
  if (length === 0) throw new ClientRefusal(`"${label}" is required.`);
  const { min_length: min, max_length: max } = component;
  if (length < (min ?? 0))
    throw new ClientRefusal(`"${label}" takes at least ${min} characters, not ${length}.`);
  if (length > (max ?? 4000))
    throw new ClientRefusal(`"${label}" takes at most ${max ?? 4000} characters, not ${length}.`);
  return value;
}

async function uploads(
  { state, resolved }: Place,
  modal: OpenModal,
  component: Component,
  label: string,
  given: ModalValues[string],
): Promise<string[]> {
  const files = (Array.isArray(given) ? given : given === undefined ? [] : [given]).filter(isFileInput);
  const min = component.required === false ? 0 : (component.min_values ?? 1);
  const max = component.max_values ?? 1;
  if (files.length < min)
    throw new ClientRefusal(`"${label}" takes at least ${min} ${min === 1 ? 'file' : 'files'}.`);
  if (files.length > max)
    throw new ClientRefusal(
      `"${label}" takes at most ${max} ${max === 1 ? 'file' : 'files'}, not ${files.length}.`,
    );
  const ids: string[] = [];
  for (const file of files) {
    const stored = await takeFile(state, modal.channelId, file);
    resolved.attachment(stored);
    ids.push(stored.id);
  }
  return ids;
}

function single(component: Component, label: string, given: ModalValues[string]): string | null {
  const options = component.options ?? [];
  const value = given ?? options.find((option) => option.default)?.value;
  if (value === undefined && component.required !== false) throw new ClientRefusal(`"${label}" is required.`);
  if (value !== undefined && !options.some((option) => option.value === value)) {
    throw new ClientRefusal(`"${label}" has no choice ${String(value)}.`);
  }
  return typeof value === 'string' ? value : null;
}

function listOf(given: ModalValues[string]): string[] | undefined {
  if (given === undefined) return undefined;
  return (Array.isArray(given) ? given : [given]).filter(
    (entry): entry is string => typeof entry === 'string',
  );
}
