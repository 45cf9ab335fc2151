/**
 * What comes with a call: a query, a form, a form with files, or JSON. In forms every value is text, and lists and objects
 * are written as JSON in it.
 */
import { z } from 'zod';
import { badRequest } from './error.ts';

export interface Given {
  values: Record<string, unknown>;
  files: Map<string, File>;
}

export async function readGiven(request: Request): Promise<Given> {
  const values: Record<string, unknown> = Object.fromEntries(new URL(request.url).searchParams);
  const files = new Map<string, File>();
  const type = request.headers.get('content-type') ?? '';
  if (request.method === 'GET') return { values, files };
  if (type.startsWith('application/json'))
    return { values: { ...values, ...(await readBody(request)) }, files };
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) return { values, files };
  for (const [name, value] of (await request.formData()).entries()) {
    if (typeof value === 'string') values[name] = value;
    else files.set(name, value);
  }
  return { values, files };
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw badRequest("can't parse request body as JSON");
  }
}

/** Telegram passes over what it does not know; here it is refused, as it is a slip of the client. */
export function check<Schema extends z.ZodType>(schema: Schema, given: Given): z.output<Schema> {
  const read = schema.safeParse(given.values);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw badRequest(`${issue?.path.join('.') || 'parameters'}: ${issue?.message ?? 'not understood'}`);
}

export const integer = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  z.number().int(),
);

export const flag = z.preprocess(
  (value) =>
    value === 'true' || value === 'True' ? true : value === 'false' || value === 'False' ? false : value,
  z.boolean(),
);

/** An id, or `@name` of a public one. */
export const chatId = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  z.union([z.number().int(), z.string().regex(/^@\w+$/)], { error: 'chat_id is empty' }),
);

export function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === 'string' ? parsed(value) : value), schema);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
