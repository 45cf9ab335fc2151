/**
 * A network of the playground: its local server with the example team's accounts, the app by which they are connected, and
 * what people see of them there. One file each in the folder `networks/`, which exports it as `network`.
 */
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { FeedPost } from './feed-post.ts';

export interface PlaygroundNetwork {
  /** As the team file calls it, and the file is called. */
  name: string;
  /** Where it stands in the third pane among the others, from the left. */
  order: number;
  /** As people write it: `Instagram`. */
  title: string;
  /** Its colour. */
  accent: string;
  create(given: Given): Running;
  /** What its app has in the team file beside its id, its secret and its addresses. `url`: of the local server. */
  settings?(url: string): Record<string, string>;
}

export interface Given {
  clock: { now(): number };
  /** The app by which accounts are connected. */
  app: { id: string; name: string; secret: string; redirects: string[] };
  /** To be called before a request is answered that changed something. */
  changed(): void;
}

export interface Running {
  server: LocalServer;
  /** Newest first. */
  posts(): FeedPost[];
  /** Of a post, by its place in it. */
  picture(post: string, index: number): { type: string; bytes: Uint8Array } | undefined;
}

export interface LocalServer extends Stateful {
  /** Throws before `start`. */
  readonly url: string;
  start(port?: number): Promise<void>;
  stop(): Promise<void>;
  /** The app leads people back there too, from now on. */
  registerRedirect(address: string): void;
  /** Everybody takes back what they allowed the app. */
  revokeAll(): void;
}

/** Of the host and the path alone, as networks write links. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
