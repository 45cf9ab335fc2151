/** What one local Pinterest holds: people with their boards, apps, tokens and Pins. */
import { randomBytes } from 'node:crypto';
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import { noBoard, unauthenticated, unauthorized } from './error.ts';

export interface Board {
  id: string;
  name: string;
  privacy?: 'PUBLIC' | 'PROTECTED' | 'SECRET';
  is_ads_only?: boolean;
}

export interface User {
  id: string;
  username: string;
  boards: Board[];
}

export interface RegisteredApp {
  id: string;
  /** As people read it; the id unless told. */
  name?: string;
  secret: string;
  redirects: string[];
  /** An app in trial makes no Pins here. */
  standing: 'trial' | 'standard';
}

export interface Token {
  user: string;
  app: string;
  scopes: string[];
  /** Epoch ms. */
  expiresAt: number;
  isRevoked: boolean;
}

export interface Code extends Omit<Token, 'isRevoked'> {
  redirect: string;
  isUsed: boolean;
}

export interface Picture {
  type: string;
  bytes: Uint8Array;
  width: number;
  height: number;
}

export interface Pin {
  id: string;
  user: string;
  board: string;
  title: string;
  description: string;
  link: string;
  alt: string;
  pictures: Picture[];
  /** Epoch ms. */
  createdAt: number;
  saves: number;
  comments: number;
  reactions: number;
}

export interface World {
  clock: { now(): number };
  users: User[];
  apps: RegisteredApp[];
  /** Ms until a Pin stands in the list of its board. */
  listedAfter?: number;
  /** Pins in one answer at most; 250 unless told. */
  page?: number;
}

const shape = z.object({
  pins: mapOf<Pin>(),
  tokens: mapOf<Token>(),
  refreshTokens: mapOf<Token>(),
  ids: z.number().int(),
});

export class State {
  readonly world: World;
  readonly tokens = new Map<string, Token>();
  readonly refreshTokens = new Map<string, Token>();
  readonly codes = new Map<string, Code>();
  readonly pins = new Map<string, Pin>();
  renewals = 0;
  #ids = 0;

  constructor(world: World) {
    this.world = world;
  }

  get now(): number {
    return this.world.clock.now();
  }

  newId(): string {
    this.#ids += 1;
    return `8134000${String(this.#ids).padStart(11, '0')}`;
  }

  newSecret(kind: 'pina' | 'pinr' | 'code'): string {
    return `${kind}_${randomBytes(24).toString('hex').toUpperCase()}`;
  }

  /** Throws as Pinterest refuses. */
  tokenOf(header: string | undefined): Token {
    const token = this.tokens.get(/^Bearer (.+)$/.exec(header ?? '')?.[1] ?? '');
    if (!token || token.isRevoked || token.expiresAt <= this.now) throw unauthenticated();
    return token;
  }

  userOf(token: Token): User {
    const found = this.world.users.find(({ id }) => id === token.user);
    if (!found) throw unauthenticated();
    return found;
  }

  checkScopes({ scopes }: Token, ...needed: string[]): void {
    const missing = needed.find((scope) => !scopes.includes(scope));
    if (missing !== undefined) throw unauthorized(missing);
  }

  boardOf(token: Token, id: string): Board {
    const found = this.userOf(token).boards.find((board) => board.id === id);
    if (!found) throw noBoard();
    return found;
  }

  snapshot(): unknown {
    const { pins, tokens, refreshTokens } = this;
    return { pins, tokens, refreshTokens, ids: this.#ids };
  }

  restore(value: unknown): void {
    const known = shape.parse(value);
    refill(this.pins, known.pins);
    refill(this.tokens, known.tokens);
    refill(this.refreshTokens, known.refreshTokens);
    this.#ids = known.ids;
  }
}
