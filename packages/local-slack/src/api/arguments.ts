/** Reads a Web API call's arguments: form fields, JSON, or multipart; complex ones are JSON strings. */
import type { HonoRequest } from 'hono';
import { z } from 'zod';
import { isObject, type Json } from '../json.ts';
import { refusalWithMessages, SlackRefusal } from '../refusal.ts';

export async function readArguments(request: HonoRequest): Promise<Json> {
  const query = request.query();
  if (request.method === 'GET') return query;
  const type = request.header('content-type') ?? '';
  if (type.includes('application/json')) return { ...query, ...(await readJson(request)) };
  if (type.includes('form')) return { ...query, ...(await request.parseBody()) };
  return query;
}

async function readJson(request: HonoRequest): Promise<Json> {
  const body: unknown = await request.json().catch(() => {
    throw new SlackRefusal('invalid_json');
  });
  if (!isObject(body)) throw new SlackRefusal('json_not_object');
  return body;
}

/** Checks arguments; refuses with `invalid_arguments` and a message for each fault. */
export function check<T>(shape: z.ZodType<T>, given: Json): T {
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => {
    const key = String(path[0] ?? '');
    return given[key] === undefined
      ? `missing required field: ${key}`
      : `${message} [json-pointer:/${path.join('/')}]`;
  });
  throw refusalWithMessages('invalid_arguments', faults);
}

const decoded = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/** A list, sent as JSON or as a JSON string. */
export const list = z.preprocess(decoded, z.array(z.unknown()));
/** An object, sent as JSON or as a JSON string. */
export const object = z.preprocess(decoded, z.record(z.string(), z.unknown()));
/** Anything, sent as JSON or as a JSON string; what it must be is checked elsewhere. */
export const anything = z.preprocess(decoded, z.unknown());
export const flag = z.preprocess((value) => {
  if (value === 'true' || value === '1' || value === 1) return true;
  return value === 'false' || value === '0' || value === 0 || value === '' ? false : value;
}, z.boolean());
export const count = z.coerce.number().int().min(1);
export const timestamp = z.coerce.string();
