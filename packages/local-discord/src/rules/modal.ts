/** What Discord refuses in a modal beyond what the types and limits of its fields say. */
import { type Issue, issue, lengthOf } from '../errors/issue.ts';
import { type Component, isSelect, type Placed, placed, TYPE } from '../state/component.ts';
import { duplicateIdIssues, selectIssues } from './components.ts';

export interface ModalBody {
  custom_id: string;
  title: string;
  components: Component[];
}

const FIELDS_LIMIT = 5;

export function modalIssues(modal: ModalBody): Issue[] {
  const path = ['data', 'components'];
  const all = placed(modal.components, path);
  return [
    ...(modal.components.length > FIELDS_LIMIT
      ? [issue(path, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${FIELDS_LIMIT} in length.`)]
      : []),
    ...duplicateIdIssues(all),
    ...all.flatMap((entry) => fieldIssues(entry, all)),
  ];
}

function fieldIssues(entry: Placed, all: Placed[]): Issue[] {
  if (entry.component.type === TYPE.row) return rowIssues(entry);
  if (entry.component.type === TYPE.textInput) return textInputIssues(entry, isLabelled(entry, all));
  if (isSelect(entry.component)) return selectIssues(entry);
  return entry.component.type === TYPE.fileUpload ? uploadIssues(entry) : [];
}

/** The old form: one text input in a row of its own, which carries its label itself. */
function rowIssues({ component, path }: Placed): Issue[] {
  const inside = component.components ?? [];
  if (inside.length <= 1) return [];
  return [
    issue(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    ),
  ];
}

function textInputIssues({ component, path }: Placed, labelled: boolean): Issue[] {
  const { label, value, min_length: min, max_length: max } = component;
  const found: Issue[] = [];
  if (!labelled && !label)
    found.push(issue([...path, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required'));
  if (labelled && label) {
    found.push(
      issue(
        [...path, 'label'],
        'TEXT_INPUT_LABEL_IN_LABEL',
        'A text input inside a label cannot have a label of its own',
      ),
    );
  }
  if ((min ?? 0) > (max ?? 4000)) {
    found.push(
      issue([...path, 'min_length'], 'BASE_TYPE_BAD_RANGE', 'min_length must not exceed max_length.'),
    );
  }
  if (value && lengthOf(value) > (max ?? 4000)) {
    found.push(
      issue([...path, 'value'], 'BASE_TYPE_MAX_LENGTH', `Must be ${max ?? 4000} or fewer in length.`),
    );
  }
  return found;
}

function uploadIssues({ component, path }: Placed): Issue[] {
  if ((component.min_values ?? 1) <= (component.max_values ?? 1)) return [];
  return [issue([...path, 'min_values'], 'BASE_TYPE_BAD_RANGE', 'min_values must not exceed max_values.')];
}

function isLabelled(entry: Placed, all: Placed[]): boolean {
  return all.some(
    (other) => other.component.type === TYPE.label && other.component.component === entry.component,
  );
}
