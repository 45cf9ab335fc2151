/**
 * A component of a message or of a modal, loosely typed: requests were checked against what
 * their routes take before they come here, and the same tree walks serve all kinds.
 */

export interface ComponentOption {
  label: string;
  value: string;
  description?: string;
  emoji?: unknown;
  default?: boolean;
}

export interface MediaItem {
  url: string;
  [key: string]: unknown;
}

export interface Component {
  type: number;
  id?: number | null;
  custom_id?: string | null;
  style?: number;
  label?: string | null;
  description?: string | null;
  disabled?: boolean | null;
  url?: string | null;
  sku_id?: string | null;
  emoji?: unknown;
  placeholder?: string | null;
  min_values?: number | null;
  max_values?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  required?: boolean | null;
  value?: string | null;
  default?: boolean | null;
  content?: string;
  options?: ComponentOption[] | null;
  channel_types?: number[] | null;
  default_values?: { id: string; type: string }[] | null;
  components?: Component[] | null;
  component?: Component;
  accessory?: Component | null;
  items?: { media: MediaItem; description?: string | null; spoiler?: boolean | null }[];
  media?: MediaItem;
  file?: MediaItem;
  [key: string]: unknown;
}

export const TYPE = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
};

const SELECTS = new Set([3, 5, 6, 7, 8]);

export function isSelect(component: Component): boolean {
  return SELECTS.has(component.type);
}

/** A component with the way to it, as error paths name it: `['components', 0, 'components', 1]`. */
export interface Placed {
  component: Component;
  path: (string | number)[];
}

/** Every component below a list, parents first. */
export function placed(
  components: readonly Component[],
  path: (string | number)[] = ['components'],
): Placed[] {
  return components.flatMap((component, index) => withChildren(component, [...path, index]));
}

function withChildren(component: Component, path: (string | number)[]): Placed[] {
  return [
    { component, path },
    ...placed(component.components ?? [], [...path, 'components']),
    ...(component.accessory ? withChildren(component.accessory, [...path, 'accessory']) : []),
    ...(component.component ? withChildren(component.component, [...path, 'component']) : []),
  ];
}

export function findByCustomId(components: readonly Component[], customId: string): Component | undefined {
  return placed(components).find((entry) => entry.component.custom_id === customId)?.component;
}
