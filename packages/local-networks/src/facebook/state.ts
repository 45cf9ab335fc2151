/** What one local Facebook holds: people with their pages, photos that are not shown, and posts. */
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';

export interface Options {
  clock: { now(): number };
  pages: { id: string; name: string }[];
  people: Person[];
  /** Pages in one answer at most; 25 unless told. */
  listed?: number;
  /** Ms until a post stands in the list of the page's. */
  listedAfter?: number;
  /** Ms that a video is worked on. */
  processing?: number;
  /** Of posts of small pages. */
  tellsNoInsights?: boolean;
  /** Whether the same text is refused for an hour. */
  refusesRepeats?: boolean;
}

export interface Person {
  id: string;
  name: string;
  /** What they may do on which page: `CREATE_CONTENT` is to post. */
  pages: Record<string, string[]>;
}

export interface Photo {
  id: string;
  page: string;
  alt: string;
  type: string;
  bytes: Uint8Array;
  givenAt: number;
  isShown: boolean;
}

export interface FacebookPost {
  id: string;
  page: string;
  text: string;
  photos: Photo[];
  link?: string;
  /** Epoch ms. */
  at: number;
  isEdited: boolean;
  /** What others did with it: `reactions`, `shares`, and insights by their names. */
  counted?: Record<string, number>;
}

/** A video that was given, shown or not. */
export interface PageVideo {
  id: string;
  page: string;
  /** Of its upload. */
  session: string;
  /** Bytes. */
  size: number;
  pieces: Uint8Array[];
  /** SHA-256 of its bytes, hex, when all of it is there. */
  hash?: string;
  isMp4?: boolean;
  text: string;
  /** Epoch ms: when it was begun, or shown. */
  at: number;
  finishedAt?: number;
  isPublished: boolean;
}

/** What somebody wrote under a post. */
export interface Comment {
  id: string;
  post: string;
  /** The comment that it answers. */
  parent?: string;
  /** Undefined: Facebook does not tell. */
  by?: { id: string; name: string };
  text: string;
  /** Epoch ms. */
  at: number;
}

/** What somebody wrote elsewhere, which tags pages. */
export interface Tagging {
  id: string;
  by: { id: string; name: string };
  text: string;
  /** Ids. */
  pages: string[];
  /** Epoch ms. */
  at: number;
}

const shape = z.object({
  ...{ posts: mapOf<FacebookPost>(), photos: mapOf<Photo>(), ids: z.number().int() },
  // Of a playground from before there were any.
  comments: mapOf<Comment>().optional(),
  videos: mapOf<PageVideo>().optional(),
  taggings: mapOf<Tagging>().optional(),
});

export class State {
  readonly options: Options;
  readonly photos = new Map<string, Photo>();
  readonly posts = new Map<string, FacebookPost>();
  readonly comments = new Map<string, Comment>();
  readonly videos = new Map<string, PageVideo>();
  readonly taggings = new Map<string, Tagging>();
  #ids = 0;

  constructor(options: Options) {
    this.options = options;
  }

  get now(): number {
    return this.options.clock.now();
  }

  newId(): string {
    this.#ids += 1;
    return `10${String(this.#ids).padStart(13, '0')}`;
  }

  tasksOf(person: string | undefined, page: string): string[] {
    return this.options.people.find(({ id }) => id === person)?.pages[page] ?? [];
  }

  snapshot(): unknown {
    const { posts, photos, comments, videos, taggings } = this;
    return { posts, photos, comments, videos, taggings, ids: this.#ids };
  }

  restore(value: unknown): void {
    const known = shape.parse(value);
    refill(this.posts, known.posts);
    refill(this.photos, known.photos);
    refill(this.comments, known.comments ?? new Map());
    refill(this.videos, known.videos ?? new Map());
    refill(this.taggings, known.taggings ?? new Map());
    this.#ids = known.ids;
  }

  isListed({ at }: FacebookPost): boolean {
    return this.now - at >= (this.options.listedAfter ?? 0);
  }
}
