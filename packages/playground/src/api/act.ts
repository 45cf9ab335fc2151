/** Something that a person does on the page: what must come with it, and what is then done. */
import type { Context } from 'hono';
import { z } from 'zod';

export interface Act<Who> {
  perform(who: Who, body: unknown): Promise<unknown>;
}

export function act<Who, Schema extends z.ZodType>(
  schema: Schema,
  run: (who: Who, input: z.infer<Schema>) => unknown,
): Act<Who> {
  return { perform: async (who, body) => run(who, schema.parse(body)) };
}

/** A file as the page sends it: base64. */
export const fileShape = z.object({
  name: z.string().min(1).max(255),
  type: z.string().max(100),
  data: z.base64(),
  alt: z.string().max(2000).optional(),
});

export type SentFile = z.infer<typeof fileShape>;

/**
 * Answers what came of it: 200 also when the chat refused, which is then in `problem`; 422 for a body that is no
 * body of that act; 409 when what was meant is not on the screen any more.
 */
export async function answerAct(
  context: Context,
  perform: (body: unknown) => Promise<unknown>,
): Promise<Response> {
  const body: unknown = await context.req.json().catch(() => undefined);
  try {
    return context.json({ ok: true, ...asObject(await perform(body)) });
  } catch (error) {
    if (error instanceof z.ZodError) return context.json({ ok: false, problem: z.prettifyError(error) }, 422);
    const problem = error instanceof Error ? error.message : String(error);
    return context.json({ ok: false, problem }, 409);
  }
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
