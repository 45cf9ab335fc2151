/** Forms with every kind of field that a chat has, and a select for a message. */
import type { KnownBlock, ModalView } from '@slack/web-api';
import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  StringSelectMenuBuilder,
  TextInputStyle,
} from 'discord.js';

export const plain = (text: string) => ({ type: 'plain_text' as const, text });

const options = ['Red', 'Green', 'Blue'].map((name) => ({ text: plain(name), value: name.toLowerCase() }));

const input = (label: string, element: object) =>
  ({
    type: 'input',
    label: plain(label),
    optional: true,
    element: { ...element, action_id: 'typed' },
  }) as KnownBlock;

export const EVERY_SLACK_FIELD: ModalView = {
  type: 'modal',
  callback_id: 'every',
  title: plain('Every field'),
  submit: plain('Send'),
  blocks: [
    input('Line', { type: 'plain_text_input', initial_value: 'prefilled' }),
    input('Number', { type: 'number_input', is_decimal_allowed: false }),
    input('Mail', { type: 'email_text_input' }),
    input('Link', { type: 'url_text_input' }),
    input('Colour', { type: 'static_select', options }),
    input('Colours', { type: 'multi_static_select', options }),
    input('Person', { type: 'users_select' }),
    input('Channel', { type: 'conversations_select' }),
    input('Ticks', { type: 'checkboxes', options }),
    input('One of', { type: 'radio_buttons', options }),
    input('Day', { type: 'datepicker' }),
    input('Hour', { type: 'timepicker' }),
  ],
};

export const SLACK_SELECT: KnownBlock = {
  type: 'actions',
  elements: [{ type: 'static_select', action_id: 'colour', placeholder: plain('Pick a colour'), options }],
};

/** What was chosen or typed, whatever the key is called. */
export function chosenIn(held: object): unknown {
  const [value] = Object.entries(held).flatMap(([key, one]) => (key === 'type' ? [] : [one]));
  const bare = (one: unknown) =>
    typeof one === 'object' && one !== null && 'value' in one ? one.value : one;
  return Array.isArray(value) ? value.map(bare) : bare(value);
}

const choices = ['red', 'green', 'blue'].map((value) => ({ label: value, value }));

export const EVERY_DISCORD_FIELD: APIModalInteractionResponseCallbackData = {
  custom_id: 'every',
  title: 'Every field',
  components: [
    {
      type: ComponentType.Label,
      label: 'Line',
      description: 'One line of text',
      component: {
        type: ComponentType.TextInput,
        custom_id: 'line',
        style: TextInputStyle.Short,
        value: 'prefilled',
      },
    },
    {
      type: ComponentType.Label,
      label: 'Colour',
      component: { type: ComponentType.StringSelect, custom_id: 'colour', options: choices },
    },
    {
      type: ComponentType.Label,
      label: 'Person',
      component: { type: ComponentType.UserSelect, custom_id: 'person', required: false },
    },
    {
      type: ComponentType.Label,
      label: 'Picture',
      component: { type: ComponentType.FileUpload, custom_id: 'picture', required: false, min_values: 0 },
    },
  ],
};

export const DISCORD_SELECT = new StringSelectMenuBuilder()
  .setCustomId('colour')
  .setPlaceholder('Pick a colour')
  .addOptions(choices);
