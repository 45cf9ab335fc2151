/**
 * A form as a Slack modal, and what was filled into one as raw values. Pure. Each field's block is called as the
 * option, so what comes back needs no definition to be read.
 */
import type { InputBlock, ModalView, PlainTextElement } from '@slack/web-api';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { FormView } from '../form-view.ts';
import { type Option, type RawValues, textOf } from '../option.ts';
import { shorten } from './cut.ts';
import { type FormOrigin, writeOrigin } from './origin.ts';
import { drawnBlocks } from './render.ts';

/** Every form of the bot's own; which one it is stands in the origin that travels with it. */
export const FORM_CALLBACK = 'bellwether-form';
export const FIELD_ACTION = 'value';

const LONGEST_TITLE = 24;
const LONGEST_LABEL = 2000;
const LONGEST_PLACEHOLDER = 150;
/** What a text field of a Slack form holds. */
export const LONGEST_INPUT = 3000;
const MOST_CHOICES = 100;
const LONGEST_CHOICE = 75;
const MEDIA_ENDINGS = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'mp4', 'm4v', 'mov'];
const MOST_FILES = 10;

/** Throws a `Refusal` when a prefilled text is longer than a field of a Slack form: nothing typed is cut off. */
export function modalView(form: FormView, origin: FormOrigin): ModalView {
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: writeOrigin(origin),
    title: plain(form.title, LONGEST_TITLE),
    submit: plain(form.submit, LONGEST_TITLE),
    close: plain(t('Cancel'), LONGEST_TITLE),
    blocks: withPreview(
      form,
      Object.entries(form.options).map(([name, option]) => typedField(form, name, option)),
    ),
  };
}

/** Right below the last of the fields that it is about, where it is seen while they are filled in. */
function withPreview({ options, preview }: FormView, fields: InputBlock[]): ModalView['blocks'] {
  if (!preview) return fields;
  const last = Object.keys(options).findLastIndex((name) => preview.of.includes(name));
  return [...fields.slice(0, last + 1), ...drawnBlocks(preview.blocks), ...fields.slice(last + 1)];
}

/** Slack tells of every character where the preview depends on it. */
function typedField({ values, preview }: FormView, name: string, option: Option): InputBlock {
  const shown = field(name, option, values);
  const { element } = shown;
  if (element.type !== 'plain_text_input' || !preview?.of.includes(name)) return shown;
  const dispatch_action_config = { trigger_actions_on: ['on_character_entered' as const] };
  return { ...shown, dispatch_action: true, element: { ...element, dispatch_action_config } };
}

function field(name: string, option: Option, values: RawValues): InputBlock {
  const label = option.label ?? name.charAt(0).toUpperCase() + name.slice(1);
  return {
    type: 'input',
    block_id: name,
    label: plain(label, LONGEST_LABEL),
    ...(option.summary !== '' && option.summary !== label && { hint: plain(option.summary, LONGEST_LABEL) }),
    optional: !option.required,
    element: { ...element(name, option, textOf(values, name)), action_id: FIELD_ACTION },
  };
}

function element(name: string, option: Option, value: string): InputBlock['element'] {
  switch (option.kind) {
    case 'text':
      return textInput(name, option, value);
    case 'when':
      return textInput(name, { ...option, placeholder: option.placeholder ?? t('tomorrow 9:00') }, value);
    case 'choice':
      return choiceSelect(name, option, value);
    case 'person':
      return { type: 'users_select', ...(value && { initial_user: value }) };
    case 'channel':
      return { type: 'conversations_select', ...(value && { initial_conversation: value }) };
    case 'number':
      return { type: 'number_input', is_decimal_allowed: true, ...(value && { initial_value: value }) };
    case 'file':
      return { type: 'file_input', filetypes: MEDIA_ENDINGS, max_files: MOST_FILES };
  }
}

function textInput(name: string, option: Option, value: string): InputBlock['element'] {
  if (value.length > LONGEST_INPUT) throw tooLongForField(name, value.length);
  const longest = Math.max(option.maxLength ?? LONGEST_INPUT, value.length);
  return {
    type: 'plain_text_input',
    multiline: option.multiline ?? false,
    max_length: Math.min(longest, LONGEST_INPUT),
    ...(value && { initial_value: value }),
    ...(option.placeholder && { placeholder: plain(option.placeholder, LONGEST_PLACEHOLDER) }),
  };
}

/** Slack has no empty select; then the choice is typed. */
function choiceSelect(name: string, option: Option, value: string): InputBlock['element'] {
  const options = (option.choices ?? []).slice(0, MOST_CHOICES).map((choice) => ({
    text: plain(choice.label || choice.value, LONGEST_CHOICE),
    value: choice.value,
  }));
  if (options.length === 0) return textInput(name, option, value);
  const initial = options.find((choice) => choice.value === value);
  return { type: 'static_select', options, ...(initial && { initial_option: initial }) };
}

function tooLongForField(name: string, length: number): Error {
  return refuse(
    'slack.form.text_too_long',
    name,
    t('A field of a Slack form holds {most, number} characters; this text has {length, number}.', {
      most: LONGEST_INPUT,
      length,
    }),
    t('Give it behind the command instead, as {name}:"…".', { name }),
  );
}

function plain(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: shorten(text, most), emoji: false };
}
