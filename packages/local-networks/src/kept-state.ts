/** What the states of several local networks have in common: a clock, tokens, ids, and one kind of posts; kept over a restart. */
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';

export abstract class KeptState<
  World extends { clock: { now(): number } },
  Token extends { expiresAt: number },
  Post extends object,
> {
  readonly world: World;
  readonly tokens = new Map<string, Token>();
  readonly refreshTokens = new Map<string, Token>();
  /** How the network calls its posts: `pins`. */
  readonly #kind: string;
  readonly #posts = new Map<string, Post>();
  #ids: number;

  /** `ids`: the number of the last id that was given. */
  constructor(world: World, kind: string, ids = 0) {
    this.world = world;
    this.#kind = kind;
    this.#ids = ids;
  }

  get now(): number {
    return this.world.clock.now();
  }

  protected get kept(): Map<string, Post> {
    return this.#posts;
  }

  /** Everybody takes back what they allowed. */
  revokeAll(): void {
    this.tokens.clear();
    this.refreshTokens.clear();
  }

  protected nextNumber(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** Undefined: `header` holds none, or one that has run out. */
  protected tokenIn(header: string | undefined): Token | undefined {
    const token = this.tokens.get(/^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '');
    return token && token.expiresAt > this.now ? token : undefined;
  }

  snapshot(): unknown {
    const { tokens, refreshTokens } = this;
    return { [this.#kind]: this.#posts, tokens, refreshTokens, ids: this.#ids };
  }

  restore(value: unknown): void {
    const known = shape.parse(value);
    const posts = z.record(z.string(), z.unknown()).parse(value)[this.#kind];
    refill(this.#posts, mapOf<Post>().parse(posts));
    refill(this.tokens, known.tokens as Map<string, Token>);
    refill(this.refreshTokens, known.refreshTokens as Map<string, Token>);
    this.#ids = known.ids;
  }
}

const shape = z.object({ tokens: mapOf<object>(), refreshTokens: mapOf<object>(), ids: z.number().int() });
