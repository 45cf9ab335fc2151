/**
 * Checks a request against Discord's description and says what is wrong in Discord's words.
 * Validators are compiled at an operation's first use and shared, since they hold no state.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type Issue, issue, tooLong } from '../errors/issue.ts';
import { description, type Operation } from './openapi.ts';

const DOCUMENT = 'discord';

interface Validators {
  body?: ValidateFunction;
  query: ValidateFunction;
}

const compiled = new Map<string, Validators>();
let engines: { strict: Ajv2020; coercing: Ajv2020 } | undefined;

/** `query` is changed: numbers and booleans come out of their strings. */
export function issuesIn(operation: Operation, body: unknown, query: Record<string, unknown>): Issue[] {
  const validators = validatorsFor(operation);
  const inQuery = failures(validators.query, query);
  const inBody = validators.body ? failures(validators.body, body) : [];
  return [...inQuery, ...inBody];
}

function validatorsFor(operation: Operation): Validators {
  const key = `${operation.method} ${operation.path}`;
  const known = compiled.get(key);
  if (known) return known;
  const made = compile(operation);
  compiled.set(key, made);
  return made;
}

function compile(operation: Operation): Validators {
  engines ??= { strict: engine(false), coercing: engine(true) };
  const properties = Object.fromEntries(operation.query.map(({ name, schema }) => [name, qualified(schema)]));
  return {
    query: engines.coercing.compile({ type: 'object', properties }),
    ...(operation.bodyPointer
      ? { body: engines.strict.compile({ $ref: `${DOCUMENT}${operation.bodyPointer}` }) }
      : {}),
  };
}

function engine(coerceTypes: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    coerceTypes,
    validateSchema: false,
    formats: { snowflake: true, nonce: true, int32: true, int64: true, double: true },
  });
  formats.default(ajv, ['date-time', 'uri']);
  ajv.addSchema(description(), DOCUMENT);
  return ajv;
}

function qualified(schema: Record<string, unknown>): Record<string, unknown> {
  return typeof schema.$ref === 'string' ? { ...schema, $ref: `${DOCUMENT}${schema.$ref}` } : schema;
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
const SUMMARIES = new Set(['if', 'oneOf', 'anyOf', 'allOf']);

function toIssue(error: ErrorObject): Issue {
  const path = error.instancePath.split('/').slice(1);
  const parameters = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return issue(
        [...path, String(parameters.missingProperty)],
        'BASE_TYPE_REQUIRED',
        'This field is required',
      );
    case 'enum':
      return choiceIssue(path, (parameters.allowedValues as unknown[]).join(', '));
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
