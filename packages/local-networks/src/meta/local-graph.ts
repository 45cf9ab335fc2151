/**
 * A local server of one of Meta's Graph APIs on a loopback port: OAuth with its consent, and what the network adds. What
 * it holds can be handed out and taken in again.
 */
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { ServerType } from '@hono/node-server';
import { z } from 'zod';
import { LoopbackServer } from '../loopback-server.ts';
import { createGraphServer, type Fault, type GraphParts } from './http.ts';
import { type RegisteredApp, Tokens } from './tokens.ts';

/** What every network's options have. */
export interface LocalOptions {
  clock: { now(): number };
  apps: RegisteredApp[];
  /** Told when something was changed by a request. */
  onChange?: (() => void) | undefined;
}

/** What a network holds beside its tokens. */
export interface KeptState {
  snapshot(): unknown;
  /** Throws when it is something else. */
  restore(value: unknown): void;
}

export abstract class LocalGraph<Options extends object> extends LoopbackServer implements Stateful {
  readonly faults = new Orders<Fault>();
  readonly tokens: Tokens;
  readonly #options: Options;
  readonly #kept: KeptState;
  protected readonly server: ServerType;

  /** `options`: what `state` goes by. `parts`: what it answers. */
  constructor(
    { clock, apps, onChange }: LocalOptions,
    { options, state }: { options: Options; state: KeptState },
    parts: (tokens: Tokens) => Pick<GraphParts, 'version' | 'operations' | 'more'>,
  ) {
    super();
    this.#options = options;
    this.#kept = state;
    this.tokens = new Tokens(clock, apps, onChange);
    this.server = createGraphServer({
      ...{ faults: this.faults, tokens: this.tokens, ...parts(this.tokens) },
      ...(onChange && { onChange }),
    });
  }

  /** Its apps lead people back there, from now on. */
  registerRedirect(redirect: string): void {
    this.tokens.registerRedirect(redirect);
  }

  /** Everybody takes back what they allowed the apps. */
  revokeAll(): void {
    this.tokens.revokeAll();
  }

  /** From now on. */
  set options(changed: Partial<Options>) {
    Object.assign(this.#options, changed);
  }

  snapshotState(): unknown {
    return { tokens: this.tokens.snapshot(), state: this.#kept.snapshot() };
  }

  /** Of a playground that had none yet: nothing. */
  restoreState(value: unknown): void {
    if (value === undefined) return;
    const { tokens, state } = shape.parse(value);
    this.tokens.restore(tokens);
    this.#kept.restore(state);
  }
}

const shape = z.object({ tokens: z.unknown(), state: z.unknown() });
