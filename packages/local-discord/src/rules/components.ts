/** What Discord refuses in a message's components: layout, custom ids, buttons and selects. */
import { type Issue, issue, lengthOf } from '../errors/issue.ts';
import { type Component, isSelect, type Placed, placed, TYPE } from '../state/component.ts';

const V2_LIMIT = 40;
const V2_TEXT_LIMIT = 4000;
const ROWS_LIMIT = 5;
const ROW_WIDTH = 5;
const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

/** Rows of buttons and selects, as messages had them before components v2. */
export function legacyIssues(components: Component[]): Issue[] {
  const strange = components.flatMap((component, index) =>
    component.type === TYPE.row
      ? []
      : [
          issue(
            ['components', index, 'type'],
            'UNION_TYPE_CHOICES',
            'Value of field "type" must be one of (1,).',
          ),
        ],
  );
  const tooMany =
    components.length > ROWS_LIMIT
      ? [issue(['components'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${ROWS_LIMIT} in length.`)]
      : [];
  return [...strange, ...tooMany, ...commonIssues(placed(components))];
}

export function v2Issues(components: Component[]): Issue[] {
  const all = placed(components);
  const text = all.reduce((sum, { component }) => sum + textLength(component), 0);
  return [
    ...(all.length > V2_LIMIT
      ? [
          issue(
            ['components'],
            'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
            `The total number of components cannot exceed ${V2_LIMIT}`,
          ),
        ]
      : []),
    ...(text > V2_TEXT_LIMIT
      ? [
          issue(
            ['components'],
            'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
            `Components displayable text size exceeds maximum size of ${V2_TEXT_LIMIT}`,
          ),
        ]
      : []),
    ...commonIssues(all),
  ];
}

/** Also used for modals. */
export function duplicateIdIssues(all: Placed[]): Issue[] {
  const seen = new Set<string>();
  return all.flatMap(({ component, path }) => {
    const id = component.custom_id;
    if (!id) return [];
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      issue(
        [...path, 'custom_id'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      ),
    ];
  });
}

/** Also used for modals. */
export function selectIssues({ component, path }: Placed): Issue[] {
  const min = component.min_values ?? 1;
  const max = component.max_values ?? 1;
  const options = component.options ?? [];
  const chosen = options.filter((option) => option.default).length;
  const found: Issue[] = [];
  if (min > max)
    found.push(
      issue([...path, 'min_values'], 'BASE_TYPE_BAD_RANGE', 'min_values must not exceed max_values.'),
    );
  if (component.type !== TYPE.stringSelect) return found;
  if (max > options.length) {
    found.push(
      issue(
        [...path, 'max_values'],
        'SELECT_COMPONENT_MAX_VALUES_TOO_LARGE',
        'max_values exceeds the number of options.',
      ),
    );
  }
  if (chosen > max) {
    found.push(
      issue(
        [...path, 'options'],
        'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
        `Too many default values (${chosen} > ${max}).`,
      ),
    );
  }
  return [...found, ...duplicateValueIssues(options, path)];
}

function duplicateValueIssues(options: { value: string }[], path: (string | number)[]): Issue[] {
  return options.flatMap(({ value }, index) =>
    options.findIndex((other) => other.value === value) < index
      ? [
          issue(
            [...path, 'options', index, 'value'],
            'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
            'The specified option value is already used',
          ),
        ]
      : [],
  );
}

function commonIssues(all: Placed[]): Issue[] {
  return [
    ...duplicateIdIssues(all),
    ...all.flatMap((entry) => {
      if (entry.component.type === TYPE.row) return rowIssues(entry);
      if (entry.component.type === TYPE.button) return buttonIssues(entry);
      return isSelect(entry.component) ? selectIssues(entry) : [];
    }),
  ];
}

function rowIssues({ component, path }: Placed): Issue[] {
  const inside = component.components ?? [];
  const width = inside.reduce((sum, child) => sum + (isSelect(child) ? ROW_WIDTH : 1), 0);
  if (width <= ROW_WIDTH) return [];
  return [
    issue(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    ),
  ];
}

function buttonIssues({ component, path }: Placed): Issue[] {
  const { style, custom_id: customId, url, sku_id: sku, label, emoji } = component;
  if (style === PREMIUM_STYLE) return sku ? [] : [required([...path, 'sku_id'])];
  const found: Issue[] = [];
  if (!label && !emoji) found.push(required([...path, 'label']));
  if (style === LINK_STYLE) {
    if (!url) found.push(issue([...path, 'url'], 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required'));
    if (customId) found.push(exclusive(path));
    return found;
  }
  if (!customId)
    found.push(
      issue([...path, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required'),
    );
  if (url) found.push(exclusive(path));
  return found;
}

function exclusive(path: (string | number)[]): Issue {
  return issue(
    [...path, 'custom_id'],
    'BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE',
    'A custom id and url cannot both be specified',
  );
}

function required(path: (string | number)[]): Issue {
  return issue(path, 'BASE_TYPE_REQUIRED', 'This field is required');
}

function textLength(component: Component): number {
  return component.type === TYPE.text ? lengthOf(component.content ?? '') : 0;
}
