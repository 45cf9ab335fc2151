import { expect, test } from 'vitest';
import { button, client, plain, postForm, SOCIAL, section, startSlack } from './rig.ts';

const tooMuch: [string, unknown[], string][] = [
  [
    'a long section',
    [section('x'.repeat(3001))],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  ['an empty section', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  [
    'a long button',
    [{ type: 'actions', elements: [button('x'.repeat(76), 'a')] }],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a long value',
    [{ type: 'actions', elements: [button('x', 'a', 'v'.repeat(2001))] }],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'a long action_id',
    [{ type: 'actions', elements: [button('x', 'a'.repeat(256))] }],
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'twin action_ids',
    [{ type: 'actions', elements: [button('x', 'a'), button('y', 'a')] }],
    '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    'twin block_ids',
    [
      { ...section('x'), block_id: 'b' },
      { ...section('y'), block_id: 'b' },
    ],
    '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    '51 blocks',
    Array.from({ length: 51 }, () => ({ type: 'divider' })),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  [
    '101 options',
    [
      {
        type: 'actions',
        elements: [
          {
            type: 'static_select',
            action_id: 's',
            options: Array.from({ length: 101 }, (_, i) => ({ text: plain(`${i}`), value: `${i}` })),
          },
        ],
      },
    ],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  ['an unknown block', [{ type: 'sektion' }], 'unsupported type: sektion [json-pointer:/blocks/0/type]'],
  [
    'an unknown property',
    [{ ...section('x'), colour: 'red' }],
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  [
    'a button without words',
    [{ type: 'actions', elements: [{ type: 'button' }] }],
    'missing required field: text [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'a section that says nothing',
    [{ type: 'section' }],
    'missing required field: text [json-pointer:/blocks/0]',
  ],
  [
    'a file input outside a form',
    [{ type: 'input', label: plain('x'), element: { type: 'file_input' } }],
    'unsupported type: file_input [json-pointer:/blocks/0/element/type]',
  ],
];

test.each(tooMuch)('%s is refused with its place', async (_, blocks, fault) => {
  const slack = await startSlack();
  const posting = client(slack).apiCall('chat.postMessage', { channel: SOCIAL, text: 'x', blocks });
  await expect(posting).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      errors: expect.arrayContaining([fault]),
      response_metadata: { messages: expect.arrayContaining([`[ERROR] ${fault}`]) },
    },
  });
});

test('too long in all is refused though each part is short enough', async () => {
  const slack = await startSlack();
  const post = (text: string, blocks?: object[]) =>
    client(slack).apiCall('chat.postMessage', { channel: SOCIAL, text, blocks });
  await post(
    'x',
    [1, 2, 3, 4].map(() => section('x'.repeat(3000))),
  );
  await expect(
    post(
      'x',
      [1, 2, 3, 4, 5].map(() => section('x'.repeat(2700))),
    ),
  ).rejects.toThrow('msg_blocks_too_long');
  await expect(post('x'.repeat(40_001))).rejects.toThrow('msg_too_long');
  const { ts } = await client(slack).chat.postMessage({ channel: SOCIAL, text: 'x'.repeat(40_000) });
  const update = (text: string) => client(slack).chat.update({ channel: SOCIAL, ts: String(ts), text });
  await update('x'.repeat(4_000));
  await expect(update('x'.repeat(4_001))).rejects.toThrow('msg_too_long');
});

test('a form over its limits is refused with each place', async () => {
  const slack = await startSlack();
  const open = (view: object) => client(slack).apiCall('views.open', { trigger_id: 't', view });
  const faults = (view: object) => open(view).catch((error) => error.data.response_metadata.messages);
  expect(await faults({ ...postForm, title: plain('x'.repeat(25)) })).toEqual([
    '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
  ]);
  expect(await faults({ ...postForm, private_metadata: 'x'.repeat(3001) })).toEqual([
    '[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]',
  ]);
  expect(await faults({ type: 'modal', blocks: postForm.blocks })).toEqual([
    '[ERROR] missing required field: title [json-pointer:/view]',
    expect.stringContaining('missing required field: submit'),
  ]);
  const blocks = Array.from({ length: 101 }, () => ({ type: 'divider' }));
  expect(await faults({ ...postForm, blocks })).toEqual([
    '[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]',
  ]);
});
