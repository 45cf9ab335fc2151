/**
 * A form as Discord's modal, and what was sent back as raw values. Pure.
 *
 * A modal takes five fields. A form with more shows the required ones and then as many others, in their order, as
 * there is room for; its last field says which are left out, and `formFaults` refuses at the start what cannot work.
 */
import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { FormSource, FormView } from '../form-view.ts';
import { type Option, type Options, type RawValue, type RawValues, textOf } from '../option.ts';
import { buttonSource, customId } from './buttons.ts';
import { LIMITS } from './limits.ts';
import { type ReceivedFile, uploadedFile } from './upload.ts';

export function modalOf(view: FormView): APIModalInteractionResponseCallbackData {
  const { shown, leftOut } = fieldsIn(view.options);
  const components = shown.map(([name, option], index) => {
    const note = index === shown.length - 1 ? leftOutNote(leftOut) : '';
    return labelOf(name, option, textOf(view.values, name), note);
  });
  return { custom_id: sourceId(view.source), title: shortened(view.title, LIMITS.modalTitle), components };
}

/** What a modal carries home: `c:post new`, `a:post.edit:12.3`. */
export function sourceId(source: FormSource): string {
  return 'command' in source
    ? `c:${source.command}`
    : customId({ action: `a:${source.action}`, id: source.id });
}

/** Undefined when it is no modal of ours. */
export function sourceOf(id: string): FormSource | undefined {
  if (id.startsWith('c:')) return { command: id.slice(2) };
  return id.startsWith('a:') ? buttonSource(id.slice(2)) : undefined;
}

/** A field of a modal that was sent. */
export interface SentField {
  customId?: string;
  value?: unknown;
  values?: readonly string[];
  attachments?: { values(): Iterable<ReceivedFile> };
}

/**
 * Fields that were not in the form stay undefined; those left empty are empty. `options`: undefined where the fields depend
 * on what the form is about; then there are no files among them.
 */
export function valuesIn(
  options: Options | undefined,
  sent: Iterable<SentField>,
  hosts: readonly string[],
): RawValues {
  const values: RawValues = {};
  for (const field of sent) {
    if (field.customId === undefined) continue;
    const option = options ? options[field.customId] : TYPED;
    if (option) values[field.customId] = rawValue(option, field.customId, field, hosts);
  }
  return values;
}

/** A field of which nothing more is known. */
export const TYPED: Option = { kind: 'text', summary: '' };

/** Why this form cannot be shown in Discord, or undefined. */
export function formFault(options: Options): string | undefined {
  const required = Object.values(options).filter((option) => option.required).length;
  if (required <= LIMITS.modalFields) return undefined;
  return `its form requires ${required} fields; Discord's forms take ${LIMITS.modalFields}`;
}

function fieldsIn(options: Options): { shown: [string, Option][]; leftOut: string[] } {
  const all = Object.entries(options);
  const optional = all.filter(([, option]) => !option.required);
  const room = LIMITS.modalFields - (all.length - optional.length);
  const without = new Set(optional.slice(Math.max(0, room)));
  return { shown: all.filter((entry) => !without.has(entry)), leftOut: [...without].map(([name]) => name) };
}

function leftOutNote(names: string[]): string {
  if (names.length === 0) return '';
  return shortened(t('Not in this form: {names}.', { names: names.join(', ') }), LIMITS.fieldDescription / 2);
}

function labelOf(name: string, option: Option, value: string, note: string): APILabelComponent {
  const summary = shortened(option.summary, LIMITS.fieldDescription - (note === '' ? 0 : note.length + 2));
  const description = note === '' ? summary : `${summary.replace(/[.…]?$/, '.')} ${note}`;
  return {
    type: ComponentType.Label,
    label: shortened(option.label ?? capitalised(name), LIMITS.fieldLabel),
    ...(description === '' ? {} : { description }),
    component: fieldOf(name, option, value),
  };
}

function fieldOf(name: string, option: Option, value: string): APILabelComponent['component'] {
  const required = option.required ?? false;
  const select = { custom_id: name, required, min_values: required ? 1 : 0, max_values: 1 };
  switch (option.kind) {
    case 'choice':
      return { type: ComponentType.StringSelect, ...select, options: choicesOf(option, value) };
    case 'person':
      return { type: ComponentType.UserSelect, ...select, ...chosen(value, SelectMenuDefaultValueType.User) };
    case 'channel':
      return {
        type: ComponentType.ChannelSelect,
        ...select,
        ...chosen(value, SelectMenuDefaultValueType.Channel),
      };
    case 'file':
      return { type: ComponentType.FileUpload, ...select, max_values: LIMITS.upload };
    case 'text':
    case 'when':
    case 'number':
      return textInput(name, option, value);
  }
}

function textInput(name: string, option: Option, value: string): APILabelComponent['component'] {
  const most = Math.min(option.maxLength ?? LIMITS.textInput, LIMITS.textInput);
  if (value.length > most) throw tooLong(name, value.length, most);
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: option.multiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: option.required ?? false,
    max_length: most,
    ...(option.placeholder ? { placeholder: shortened(option.placeholder, LIMITS.placeholder) } : {}),
    ...(value === '' ? {} : { value }),
  };
}

function choicesOf(option: Option, value: string) {
  return (option.choices ?? []).map((choice) => ({
    label: shortened(choice.label, LIMITS.choiceLabel),
    value: choice.value,
    ...(choice.value === value ? { default: true } : {}),
  }));
}

function chosen<Kind extends SelectMenuDefaultValueType>(value: string, type: Kind) {
  return /^\d+$/.test(value) ? { default_values: [{ id: value, type }] } : {};
}

function rawValue(option: Option, name: string, field: SentField, hosts: readonly string[]): RawValue {
  if (option.kind === 'file') {
    return [...(field.attachments?.values() ?? [])].map((file) => uploadedFile(file, name, hosts));
  }
  return typeof field.value === 'string' ? field.value : (field.values?.[0] ?? '');
}

/** Cutting what a person wrote would lose it when the form is sent. */
function tooLong(name: string, found: number, most: number) {
  return refuse(
    'discord.form.max_length',
    name,
    t("It has {found, number} characters; Discord's form takes {most, number}.", { found, most }),
    t('Give it in the command, or change it in the other chat.'),
  );
}

function capitalised(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
