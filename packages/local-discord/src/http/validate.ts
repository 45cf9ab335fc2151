/**
 * Checks a request against what its route takes and says what is wrong in Discord's words.
 * Validators are compiled at a route's first use and shared, since they hold no state.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type Issue, issue, tooLong } from '../errors/issue.ts';
import { bodyOf, description, queryOf } from './schema.ts';

const DOCUMENT = 'discord';

interface Validators {
  body?: ValidateFunction;
  query: ValidateFunction;
}

const compiled = new Map<string, Validators>();
let engines: { strict: Ajv2020; coercing: Ajv2020 } | undefined;

/** Of a route such as `GET /channels/{channel_id}`. `query` is changed: numbers and booleans come out of their strings. */
export function issuesIn(route: string, body: unknown, query: Record<string, unknown>): Issue[] {
  const validators = validatorsFor(route);
  const inQuery = failures(validators.query, query);
  const inBody = validators.body ? failures(validators.body, body) : [];
  return [...inQuery, ...inBody];
}

function validatorsFor(route: string): Validators {
  const known = compiled.get(route);
  if (known) return known;
  const made = compile(route);
  compiled.set(route, made);
  return made;
}

function compile(route: string): Validators {
  engines ??= { strict: engine(false).addSchema(description(), DOCUMENT), coercing: engine(true) };
  return {
    query: engines.coercing.compile(queryOf(route)),
    ...(bodyOf(route) ? { body: engines.strict.compile({ $ref: pointerToBody(route) }) } : {}),
  };
}

function pointerToBody(route: string): string {
  return `${DOCUMENT}#/bodies/${encodeURIComponent(route.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
}

function engine(coerceTypes: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    coerceTypes,
    validateSchema: false,
  });
  formats.default(ajv, ['date-time', 'uri']);
  return ajv;
}

function failures(validate: ValidateFunction, value: unknown): Issue[] {
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).filter((error) => !SUMMARIES.has(error.keyword));
  const seen = new Set<string>();
  return errors.map(toIssue).filter(({ path }) => {
    const key = path.join('/');
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Keywords whose failure only sums up another one's. */
const SUMMARIES = new Set(['if', 'allOf', 'anyOf', 'propertyNames']);

function toIssue(error: ErrorObject): Issue {
  const path = [
    ...error.instancePath.split('/').slice(1),
    ...(error.propertyName ? [error.propertyName] : []),
  ];
  const parameters = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return issue(
        [...path, String(parameters.missingProperty)],
        'BASE_TYPE_REQUIRED',
        'This field is required',
      );
    case 'enum':
      return choiceIssue(
        path,
        (parameters.allowedValues as unknown[]).filter((one) => one !== null).join(', '),
      );
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return tooLong(path, Number(parameters.limit));
    case 'minLength':
    case 'minItems':
      return issue(path, 'BASE_TYPE_MIN_LENGTH', `Must be ${parameters.limit} or more in length.`);
    case 'maximum':
      return issue(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${parameters.limit}.`);
    case 'minimum':
      return issue(
        path,
        'NUMBER_TYPE_MIN',
        `int value should be greater than or equal to ${parameters.limit}.`,
      );
    case 'format':
      return formatIssue(path, String(parameters.format));
    case 'pattern':
      return issue(path, 'NUMBER_TYPE_COERCE', 'Value is not snowflake.');
    case 'type':
      return issue(path, 'MODEL_TYPE_CONVERT', `Value should be of type ${String(parameters.type)}.`);
    default:
      return issue(path, 'BASE_TYPE_INVALID', `Value ${error.message ?? 'is not allowed'}.`);
  }
}

function choiceIssue(path: string[], allowed: string): Issue {
  if (path.at(-1) !== 'type') return issue(path, 'BASE_TYPE_CHOICES', `Value must be one of {${allowed}}.`);
  return issue(path, 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed}).`);
}

function formatIssue(path: string[], format: string): Issue {
  if (format === 'uri') return issue(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  return issue(path, 'DATE_TIME_TYPE_PARSE', 'Could not parse the value. Should be ISO8601.');
}
