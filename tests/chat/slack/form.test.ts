import { expect, test } from 'vitest';
import { context, quote } from '../../../src/chat/card.ts';
import type { FormView } from '../../../src/chat/form-view.ts';
import type { Options, UploadedFile } from '../../../src/chat/option.ts';
import { modalView } from '../../../src/chat/slack/form.ts';
import { readOrigin } from '../../../src/chat/slack/origin.ts';
import { readValues, viewState } from '../../../src/chat/slack/view-state.ts';
import { Refusal } from '../../../src/kit/finding.ts';
import { schemaFaults } from './blocks-within-limits.ts';

const options: Options = {
  text: {
    kind: 'text',
    summary: 'What to say',
    required: true,
    multiline: true,
    maxLength: 500,
    placeholder: 'Hello',
  },
  to: { kind: 'choice', summary: 'Where', required: true, choices: [{ value: 'all', label: 'Everywhere' }] },
  at: { kind: 'when', summary: 'When' },
  who: { kind: 'person', summary: 'Who', label: 'Approver' },
  where: { kind: 'channel', summary: 'Channel' },
  count: { kind: 'number', summary: 'How many' },
  media: { kind: 'file', summary: 'Pictures' },
};
const origin = { source: { command: 'post new' }, channel: 'C1' };
const form = (values: FormView['values'] = {}, fields = options): FormView => ({
  source: origin.source,
  title: 'A title of more than twenty-four characters',
  submit: 'Send',
  options: fields,
  values,
});

test('each kind of option has its own field', () => {
  const view = modalView(form(), origin);
  expect(view.blocks.map((block) => [block.block_id, 'element' in block && block.element?.type])).toEqual([
    ['text', 'plain_text_input'],
    ['to', 'static_select'],
    ['at', 'plain_text_input'],
    ['who', 'users_select'],
    ['where', 'conversations_select'],
    ['count', 'number_input'],
    ['media', 'file_input'],
  ]);
  expect(view.blocks[0]).toEqual({
    type: 'input',
    block_id: 'text',
    label: { type: 'plain_text', text: 'Text', emoji: false },
    hint: { type: 'plain_text', text: 'What to say', emoji: false },
    optional: false,
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: true,
      max_length: 500,
      placeholder: { type: 'plain_text', text: 'Hello', emoji: false },
    },
  });
  expect(view.blocks[2]).toMatchObject({
    optional: true,
    element: { placeholder: { text: 'tomorrow 9:00' } },
  });
  expect(view.blocks[3]).toMatchObject({ label: { text: 'Approver' } });
  expect(view.title.text).toBe('A title of more than…');
  expect(schemaFaults(view.blocks)).toEqual([]);
});

test('what stands in the fields already is there, also when it is longer than new text may be', () => {
  const values = {
    text: 'x'.repeat(700),
    to: 'all',
    at: 'tomorrow 9:00',
    who: 'U1',
    where: 'C2',
    count: '3',
  };
  const view = modalView(form(values), origin);
  expect(view.blocks).toMatchObject([
    { element: { initial_value: values.text, max_length: 700 } },
    { element: { initial_option: { value: 'all', text: { text: 'Everywhere' } } } },
    { element: { initial_value: 'tomorrow 9:00' } },
    { element: { initial_user: 'U1' } },
    { element: { initial_conversation: 'C2' } },
    { element: { initial_value: '3' } },
    { element: { type: 'file_input' } },
  ]);
  expect(schemaFaults(view.blocks)).toEqual([]);
});

test('a text that no field of Slack holds is refused with the remedy, never cut', () => {
  const open = () => modalView(form({ text: 'x'.repeat(3001) }), origin);
  expect(open).toThrow(Refusal);
  expect(open).toThrow('A field of a Slack form holds 3,000 characters; this text has 3,001.');
});

test('a choice without choices is typed', () => {
  const view = modalView(form({}, { tag: { kind: 'choice', summary: 'Tag' } }), origin);
  expect(view.blocks).toMatchObject([{ element: { type: 'plain_text_input' } }]);
});

test('the way back travels in the form', () => {
  const from = {
    source: { action: 'post.edit', id: '7' },
    channel: 'C1',
    message: '1.2',
    responseUrl: 'https://a',
  };
  expect(readOrigin(modalView(form(), from).private_metadata ?? '')).toEqual(from);
});

test('what was filled in comes back by the names of the options; empty is empty', () => {
  const upload: UploadedFile = {
    name: 'a.png',
    contentType: 'image/png',
    size: 3,
    fetch: async () => new Uint8Array(),
    async *stream() {},
  };
  const state = viewState.parse({
    values: {
      text: { value: { type: 'plain_text_input', value: 'Hello\nworld' } },
      to: { value: { type: 'static_select', selected_option: { text: {}, value: 'all' } } },
      at: { value: { type: 'plain_text_input', value: null } },
      who: { value: { type: 'users_select', selected_user: 'U1' } },
      where: { value: { type: 'conversations_select', selected_conversation: null } },
      count: { value: { type: 'number_input', value: '3' } },
      media: { value: { type: 'file_input', files: [{ id: 'F1', name: 'a.png' }] } },
    },
  });
  expect(readValues(state, () => upload)).toEqual({
    text: 'Hello\nworld',
    to: 'all',
    at: '',
    who: 'U1',
    where: '',
    count: '3',
    media: [upload],
  });
});

test('a preview stands below the last field that it is about, and Slack tells of typing in those alone', () => {
  const preview = { of: ['text', 'who'], blocks: [context('5/300'), quote('Hello', 'Bluesky')] };
  const { blocks } = modalView({ ...form(), preview }, origin);
  expect(blocks.map((block) => block.block_id ?? block.type)).toEqual([
    ...['text', 'to', 'at', 'who', 'context', 'rich_text', 'where', 'count', 'media'],
  ]);
  const told = blocks.filter((block) => 'dispatch_action' in block && block.dispatch_action);
  // Slack tells of typing in text fields only.
  expect(told.map((block) => block.block_id)).toEqual(['text']);
  expect(schemaFaults(blocks)).toEqual([]);
});
