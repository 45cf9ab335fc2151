/** What Discord refuses in an application command beyond what the types and limits of its fields say. */
import { type Issue, issue, lengthOf } from '../errors/issue.ts';
import { COMMAND_TYPE, type CommandOption, OPTION_TYPE } from '../state/command.ts';

export interface CommandBody {
  id?: string | null;
  name: string;
  type?: number | null;
  description?: string | null;
  options?: CommandOption[] | null;
  default_member_permissions?: string | number | null;
  dm_permission?: boolean | null;
  contexts?: number[] | null;
  integration_types?: number[] | null;
  nsfw?: boolean | null;
  name_localizations?: Record<string, string> | null;
  description_localizations?: Record<string, string> | null;
}

type Path = (string | number)[];

const NAME = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;
const SIZE_LIMIT = 8000;

export function commandIssues(body: CommandBody, path: Path): Issue[] {
  if ((body.type ?? COMMAND_TYPE.chatInput) !== COMMAND_TYPE.chatInput) return menuIssues(body, path);
  const size = commandSize(body);
  return [
    ...nameIssues(body.name, path),
    ...(body.description
      ? []
      : [issue([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')]),
    ...optionIssues(body.options ?? [], [...path, 'options'], 0),
    ...(size > SIZE_LIMIT
      ? [issue(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${SIZE_LIMIT})`)]
      : []),
  ];
}

/** Commands of one kind may not share a name. */
export function duplicateCommandIssues(bodies: CommandBody[]): Issue[] {
  return bodies.flatMap((body, index) =>
    bodies.findIndex((other) => other.name === body.name && (other.type ?? 1) === (body.type ?? 1)) < index
      ? [
          issue(
            [index, 'name'],
            'APPLICATION_COMMANDS_DUPLICATE_NAME',
            'Application command names must be unique',
          ),
        ]
      : [],
  );
}

/** User and message commands have a name and nothing else. */
function menuIssues(body: CommandBody, path: Path): Issue[] {
  const found: Issue[] = [];
  if (body.description) {
    found.push(
      issue(
        [...path, 'description'],
        'APPLICATION_COMMANDS_DESCRIPTION_NOT_ALLOWED',
        'Context menu commands cannot have description',
      ),
    );
  }
  if (body.options?.length) {
    found.push(
      issue(
        [...path, 'options'],
        'APPLICATION_COMMANDS_OPTIONS_NOT_ALLOWED',
        'Context menu commands cannot have options',
      ),
    );
  }
  return found;
}

function nameIssues(name: string, path: Path): Issue[] {
  if (NAME.test(name) && name === name.toLowerCase()) return [];
  return [
    issue(
      [...path, 'name'],
      'APPLICATION_COMMAND_INVALID_NAME',
      `Command name is invalid: ${name} (lower case letters, digits, - and _ only)`,
    ),
  ];
}

function optionIssues(options: CommandOption[], path: Path, depth: number): Issue[] {
  return [
    ...orderIssues(options, path),
    ...mixtureIssues(options, path),
    ...options.flatMap((option, index) => [
      ...nameIssues(option.name, [...path, index]),
      ...duplicateOption(options, index, path),
      ...nestingIssues(option, [...path, index], depth),
      ...choiceIssues(option, [...path, index]),
      ...optionIssues(option.options ?? [], [...path, index, 'options'], depth + 1),
    ]),
  ];
}

function orderIssues(options: CommandOption[], path: Path): Issue[] {
  return options.flatMap((option, index) =>
    option.required && options.slice(0, index).some((earlier) => !earlier.required && isValue(earlier))
      ? [
          issue(
            [...path, index],
            'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            'Required options must be placed before non-required options',
          ),
        ]
      : [],
  );
}

function mixtureIssues(options: CommandOption[], path: Path): Issue[] {
  const values = options.filter(isValue).length;
  if (values === 0 || values === options.length) return [];
  return [
    issue(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    ),
  ];
}

function duplicateOption(options: CommandOption[], index: number, path: Path): Issue[] {
  const first = options.findIndex((other) => other.name === options[index]?.name);
  if (first === index) return [];
  return [
    issue(
      [...path, index, 'name'],
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      'Option name already exists',
    ),
  ];
}

/** A group holds subcommands, a subcommand holds values, and that is all the depth there is. */
function nestingIssues(option: CommandOption, path: Path, depth: number): Issue[] {
  const tooDeep =
    (option.type === OPTION_TYPE.group && depth > 0) || (option.type === OPTION_TYPE.subcommand && depth > 1);
  return tooDeep
    ? [
        issue(
          [...path, 'type'],
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'Sub-command groups and sub-commands cannot be nested here',
        ),
      ]
    : [];
}

function choiceIssues(option: CommandOption, path: Path): Issue[] {
  const found: Issue[] = [];
  if (option.autocomplete && option.choices?.length) {
    found.push(
      issue(
        [...path, 'autocomplete'],
        'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES',
        'Autocomplete and choices are mutually exclusive',
      ),
    );
  }
  const { min_length: min, max_length: max } = option;
  if (min != null && max != null && min > max) {
    found.push(
      issue([...path, 'min_length'], 'BASE_TYPE_BAD_RANGE', 'min_length must not exceed max_length.'),
    );
  }
  return found;
}

function isValue(option: CommandOption): boolean {
  return option.type !== OPTION_TYPE.subcommand && option.type !== OPTION_TYPE.group;
}

function commandSize(body: CommandBody): number {
  return lengthOf(body.name) + lengthOf(body.description ?? '') + optionsSize(body.options ?? []);
}

function optionsSize(options: CommandOption[]): number {
  return options.reduce((sum, option) => {
    const choices = option.choices ?? [];
    const inChoices = choices.reduce(
      (size, { name, value }) => size + lengthOf(name) + lengthOf(String(value)),
      0,
    );
    return (
      sum +
      lengthOf(option.name) +
      lengthOf(option.description) +
      inChoices +
      optionsSize(option.options ?? [])
    );
  }, 0);
}
