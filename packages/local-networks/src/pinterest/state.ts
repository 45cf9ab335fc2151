/** What one local Pinterest holds: people with their boards, apps, tokens and Pins. */
import { randomBytes } from 'node:crypto';
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import { KeptState } from '../kept-state.ts';
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

/** A video that was registered. */
export interface Media {
  id: string;
  user: string;
  /** What its form must have beside the file. */
  parameters: Record<string, string>;
  /** Epoch ms: so long the form is taken. */
  expiresAt: number;
  bytes?: Uint8Array;
  /** Epoch ms. */
  doneAt?: number;
}

export interface Pin {
  id: string;
  user: string;
  board: string;
  title: string;
  description: string;
  link: string;
  alt: string;
  /** Empty where it shows a video. */
  pictures: Picture[];
  video?: {
    media: string;
    cover: string;
    /** Of a picture that was given: SHA-256, hex. */
    coverHash?: string;
  };
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
  /** Ms that a video is worked on. */
  processing?: number;
  makesNothingOfVideos?: boolean;
  /** Pins in one answer at most; 250 unless told. */
  page?: number;
}

export class State extends KeptState<World, Token, Pin> {
  readonly codes = new Map<string, Code>();
  readonly pins = this.kept;
  readonly media = new Map<string, Media>();
  renewals = 0;

  constructor(world: World) {
    super(world, 'pins');
  }

  override snapshot(): unknown {
    return { ...(super.snapshot() as object), media: this.media };
  }

  override restore(value: unknown): void {
    super.restore(value);
    refill(this.media, withMedia.parse(value).media);
  }

  newId(): string {
    return `8134000${String(this.nextNumber()).padStart(11, '0')}`;
  }

  newSecret(kind: 'pina' | 'pinr' | 'code'): string {
    return `${kind}_${randomBytes(24).toString('hex').toUpperCase()}`;
  }

  /** Throws as Pinterest refuses. */
  tokenOf(header: string | undefined): Token {
    const token = this.tokenIn(header);
    if (!token || token.isRevoked) throw unauthenticated();
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
}

/** Of a playground from before there were any: none. */
const withMedia = z.object({ media: mapOf<Media>().default(() => new Map()) });
