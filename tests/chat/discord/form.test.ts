import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formFault, modalOf, sourceId, sourceOf, valuesIn } from '../../../src/chat/discord/form.ts';
import type { FormView } from '../../../src/chat/form-view.ts';
import type { Option } from '../../../src/chat/option.ts';
import { newOptions } from './definitions.ts';
import { faultsIn } from './requests.ts';

const view: FormView = {
  source: { command: 'post new' },
  title: 'New post',
  submit: 'Draft',
  options: newOptions,
  values: { at: 'in 2 minutes' },
};

describe('a form as a modal', () => {
  test('follows Discord’s rules and holds five fields', () => {
    const modal = modalOf(view);
    expect(faultsIn('answer', { type: 9, data: modal })).toBe('');
    expect(modal.components).toHaveLength(5);
    expect(modal).toMatchObject({ custom_id: 'c:post new', title: 'New post' });
  });

  test('shows required fields first of all, and tells which are left out', () => {
    const fields = modalOf(view).components.map((label) => ('label' in label ? label.label : ''));
    expect(fields).toEqual(['Text', 'To', 'At', 'Media', 'Alt']);
    expect(modalOf(view).components.at(-1)).toMatchObject({
      description: 'What the picture shows, for those who cannot see it. Not in this form: campaign.',
    });
    const { text, ...others } = newOptions;
    const late = modalOf({ ...view, options: { ...others, text: text as Option } });
    expect(late.components.map((label) => ('label' in label ? label.label : ''))).toEqual([
      'To',
      'At',
      'Media',
      'Alt',
      'Text',
    ]);
  });

  test('stops the typing where Discord does', () => {
    expect(modalOf(view).components[0]).toMatchObject({ component: { type: 4, style: 2, max_length: 4000 } });
  });

  test('puts in what stands there already', () => {
    const options = {
      how: {
        kind: 'choice',
        summary: 'x',
        choices: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
      },
      who: { kind: 'person', summary: 'x' },
      where: { kind: 'channel', summary: 'x' },
      at: { kind: 'when', summary: 'x' },
    } satisfies Record<string, Option>;
    const modal = modalOf({ ...view, options, values: { how: 'b', who: '42', where: '43', at: 'now' } });
    expect(faultsIn('answer', { type: 9, data: modal })).toBe('');
    expect(modal.components).toMatchObject([
      { component: { options: [{ value: 'a' }, { value: 'b', default: true }] } },
      { component: { default_values: [{ id: '42', type: 'user' }] } },
      { component: { default_values: [{ id: '43', type: 'channel' }] } },
      { component: { value: 'now' } },
    ]);
  });

  test('refuses to open with a text that it would have to cut', () => {
    expect(() => modalOf({ ...view, values: { text: 'x'.repeat(4001) } })).toThrow(
      "It has 4,001 characters; Discord's form takes 4,000.",
    );
  });

  test('more required fields than a modal takes is a fault', () => {
    const option: Option = { kind: 'text', summary: 'x', required: true };
    expect(formFault({ a: option, b: option, c: option, d: option, e: option })).toBeUndefined();
    expect(formFault({ a: option, b: option, c: option, d: option, e: option, f: option })).toMatch(
      /takes? 5/,
    );
  });

  test('its source finds the way back', () => {
    const word = fc.stringMatching(/^[a-z]{1,10}(\.[a-z]{1,10})?$/);
    fc.assert(
      fc.property(word, fc.stringMatching(/^[\w.:-]{1,60}$/), (action, id) => {
        expect(sourceOf(sourceId({ action, id }))).toEqual({ action, id });
        expect(sourceOf(sourceId({ command: `${action} new` }))).toEqual({ command: `${action} new` });
      }),
    );
    expect(sourceOf('somebody elses')).toBeUndefined();
  });
});

describe('what was sent', () => {
  const sent = [
    { customId: 'text', value: 'Hello' },
    { customId: 'at', value: '' },
    { customId: 'alt', values: ['first'] },
    { customId: 'stranger', value: 'x' },
    {},
  ];

  test('comes by the name of each option; what was not in the form stays undefined', () => {
    expect(valuesIn(newOptions, sent, [])).toEqual({ text: 'Hello', at: '', alt: 'first' });
  });

  test('brings files with their alternative text', () => {
    const file = {
      name: 'a.png',
      url: 'https://cdn.discordapp.com/a.png',
      size: 3,
      contentType: null,
      description: 'A cat',
    };
    const [uploaded] = (valuesIn(newOptions, [{ customId: 'media', attachments: new Map([['1', file]]) }], [])
      .media ?? []) as unknown[];
    expect(uploaded).toMatchObject({
      name: 'a.png',
      contentType: 'application/octet-stream',
      size: 3,
      altText: 'A cat',
    });
    expect(valuesIn(newOptions, [{ customId: 'media' }], [])).toEqual({ media: [] });
  });
});
