/** What one local Facebook holds: people with their pages, photos that are not shown, and posts. */

export interface Options {
  clock: { now(): number };
  pages: { id: string; name: string }[];
  /** Who may post for which page. */
  people: { id: string; name: string; pages: string[] }[];
  /** Ms until a post stands in the list of the page's. */
  listedAfter?: number;
  /** Whether the same text is refused for an hour. */
  refusesRepeats?: boolean;
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
}

export class State {
  readonly options: Options;
  readonly photos = new Map<string, Photo>();
  readonly posts = new Map<string, FacebookPost>();
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

  isListed({ at }: FacebookPost): boolean {
    return this.now - at >= (this.options.listedAfter ?? 0);
  }
}
