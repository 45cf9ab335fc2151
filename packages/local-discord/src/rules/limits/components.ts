/** Discord's limits on the components of messages and forms, and on forms themselves. */
import { between, type Limit, type Limits, link, list, text, WITHOUT_REPEATS } from './words.ts';

const ANY: Record<string, Limit> = { id: between(0) };
const INTERACTIVE: Record<string, Limit> = { ...ANY, custom_id: text(100, 1) };
const SELECT: Record<string, Limit> = {
  ...INTERACTIVE,
  placeholder: text(150),
  min_values: between(0, 25),
  max_values: between(1, 25),
};
const SELECT_OF_KNOWN: Record<string, Limit> = { ...SELECT, default_values: list(25) };
const UP_TO_TEN: Record<string, Limit> = { min_values: between(0, 10), max_values: between(1, 10) };
const CHOICE: Record<string, Limit> = { label: text(100, 1), value: text(100, 1), description: text(100) };
const ALT_TEXT = text(1024, 1);

export const COMPONENT_LIMITS: Limits = {
  APIActionRowComponent: { ...ANY, components: list(5, 1) },
  APIButtonComponent: { ...INTERACTIVE, label: text(80), url: link(512) },
  APIMessageComponentEmoji: { name: { type: 'string', ...text(32) } },
  APIStringSelectComponent: { ...SELECT, options: list(25, 1) },
  APISelectMenuOption: CHOICE,
  APIUserSelectComponent: SELECT_OF_KNOWN,
  APIRoleSelectComponent: SELECT_OF_KNOWN,
  APIMentionableSelectComponent: SELECT_OF_KNOWN,
  APIChannelSelectComponent: { ...SELECT_OF_KNOWN, channel_types: WITHOUT_REPEATS },
  APISectionComponent: { ...ANY, components: list(3, 1) },
  APITextDisplayComponent: { ...ANY, content: text(4000, 1) },
  APIThumbnailComponent: { ...ANY, description: ALT_TEXT },
  APIMediaGalleryComponent: { ...ANY, items: list(10, 1) },
  APIMediaGalleryItem: { description: ALT_TEXT },
  APIUnfurledMediaItem: { url: link(2048) },
  APIFileComponent: ANY,
  APISeparatorComponent: ANY,
  APIContainerComponent: { ...ANY, accent_color: between(0, 0xff_ffff), components: list(40, 1) },
  APIModalInteractionResponseCallbackData: {
    custom_id: text(100, 1),
    title: text(45, 1),
    components: list(40, 1),
  },
  APILabelComponent: { ...ANY, label: text(45, 1), description: text(100, 1) },
  APITextInputComponent: {
    ...INTERACTIVE,
    label: text(45, 1),
    value: text(4000),
    placeholder: text(100),
    min_length: between(0, 4000),
    max_length: between(1, 4000),
  },
  APIFileUploadComponent: { ...INTERACTIVE, ...UP_TO_TEN },
  APIRadioGroupComponent: { ...INTERACTIVE, options: list(10, 2) },
  APIRadioGroupOption: CHOICE,
  APICheckboxGroupComponent: { ...INTERACTIVE, ...UP_TO_TEN, options: list(10, 1) },
  APICheckboxGroupOption: CHOICE,
  APICheckboxComponent: INTERACTIVE,
};
