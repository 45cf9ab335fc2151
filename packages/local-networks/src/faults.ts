/** What can go wrong with a request, and the answer as it goes wrong. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

export interface Fault {
  /** Answer so instead of doing anything. */
  refusal?: { status: number; body: unknown; headers?: Record<string, string> };
  /** Close the connection without an answer, before or after the request took effect. */
  loseAnswer?: 'before' | 'after';
  /** Never answer, and do nothing. */
  silent?: boolean;
  /** Take effect, then answer with this status and a page. */
  page?: number;
}

type NodeContext = Context<{ Bindings: HttpBindings }>;

/** `run`: what the request does, where it does anything. `title`: of the page in the place of an answer. */
export async function answerWith(
  fault: Fault | undefined,
  context: NodeContext,
  run: () => Promise<Response>,
  title = 'Bad Gateway',
): Promise<Response> {
  if (fault?.silent) return new Promise(() => {});
  if (fault?.loseAnswer === 'before') return hangUp(context);
  if (fault?.refusal) return Response.json(fault.refusal.body, fault.refusal);
  const answer = await run();
  if (fault?.loseAnswer) return hangUp(context);
  return fault?.page ? context.html(`<html><title>${title}</title></html>`, fault.page as 502) : answer;
}

export function hangUp(context: NodeContext): Response {
  // A request of whose body only a part was read has no socket any more.
  context.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}
