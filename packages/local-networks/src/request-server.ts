/** The HTTP side that the local networks have in common: calls by their names, faults ahead of them, answers on a page of consent. */
import type { Orders } from '@bellwether/local-server/orders.ts';
import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { answerWith, type Fault } from './faults.ts';

export type NodeContext = Context<{ Bindings: HttpBindings }>;
export type NodeApp = Hono<{ Bindings: HttpBindings }>;

export interface ServerParts<State, Own extends Fault = Fault> {
  state: State;
  faults: Orders<Own>;
  /** Told before a request is answered that may have changed something. */
  onChange(): void;
}

/** A call of the API, by the name under which its faults are ordered. */
export type Route<Operation> = [name: string, method: string, path: string, run: Operation];

/** `title`: of the page that a network shows in the place of an answer. */
export class RequestServer<Own extends Fault = Fault> {
  readonly app: NodeApp = new Hono<{ Bindings: HttpBindings }>();
  readonly #faults: Orders<Own>;
  readonly #title: string | undefined;

  constructor(faults: Orders<Own>, title?: string) {
    this.#faults = faults;
    this.#title = title;
  }

  /** `perform` does what was asked, and answers. */
  route<Operation>(
    routes: Route<Operation>[],
    perform: (run: Operation, context: NodeContext) => Promise<Response>,
  ): void {
    for (const [name, method, path, run] of routes)
      this.app.on(method, path, (context) => this.faulty(name, context, () => perform(run, context)));
  }

  /** As `run` answers, or as a fault has it that was ordered by the name. */
  faulty(name: string, context: NodeContext, run: (fault?: Own) => Promise<Response>): Promise<Response> {
    const fault = this.#faults.take(name);
    return answerWith(fault, context, () => run(fault), this.#title);
  }

  /** Not listening yet. */
  create(): ServerType {
    return createAdaptorServer({ fetch: this.app.fetch, overrideGlobalObjects: false });
  }
}

/** What somebody answered on a page of consent, and what else they filled in there. */
export async function answerOn({ req }: NodeContext): Promise<{ isAllowed: boolean; form: URLSearchParams }> {
  const form = new URLSearchParams(await req.text());
  return { isAllowed: form.get('answer') === 'allow', form };
}
