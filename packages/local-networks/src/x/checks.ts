/** What every operation asks for first. Each throws as X refuses. */
import type { z } from 'zod';
import type { Call } from './call.ts';
import { forbidden, invalid } from './error.ts';

/** Unknown keys are refused as well, where the schema is strict. */
export function check<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? `.${issue.keys[0]}` : '';
  const path = `$${issue?.path.map((step) => `.${String(step)}`).join('') ?? ''}${unknown}`;
  throw invalid(path, unknown ? `${path}: is not defined in the schema` : `${path}: ${issue?.message}`);
}

export function needs({ token }: Pick<Call, 'token'>, ...scopes: string[]): void {
  if (scopes.some((scope) => !token.scopes.includes(scope)))
    throw forbidden('You are not permitted to perform this action.');
}
