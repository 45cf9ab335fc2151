/** What one local Threads or Instagram holds: people, containers, and posts. */
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import { type FetchedPicture, type FetchedVideo, fetchPicture, fetchVideo } from './picture.ts';

export interface User {
  id: string;
  username: string;
}

export interface Picture {
  address: string;
  alt: string;
  type: string;
  bytes: Uint8Array;
  width: number;
  height: number;
}

export interface Container {
  id: string;
  owner: string;
  kind: 'TEXT' | 'IMAGE' | 'CAROUSEL' | 'VIDEO';
  isItem: boolean;
  text: string;
  pictures: Picture[];
  video?: FetchedVideo;
  /** Ms: the moment of the video that is its cover. */
  coverAt?: number;
  /** The picture that is its cover, and goes before a moment. */
  cover?: Picture;
  replyTo?: string;
  /** Epoch ms: when it is ready; undefined while its picture or its video is fetched. */
  readyAt?: number;
  fault?: string;
  madeAt: number;
  publishedAt?: number;
}

export interface Post {
  id: string;
  owner: string;
  text: string;
  kind: 'TEXT_POST' | 'IMAGE' | 'CAROUSEL_ALBUM' | 'VIDEO';
  pictures: Picture[];
  video?: FetchedVideo;
  /** Ms: the moment of the video that is its cover. */
  coverAt?: number;
  /** The picture that is its cover. */
  cover?: Picture;
  replyTo?: string;
  /** Epoch ms. */
  at: number;
  /** What others did with it, by the names of insights. */
  counted?: Record<string, number>;
}

/** What somebody else wrote there. */
export interface Remark {
  id: string;
  username: string;
  text: string;
  /** Epoch ms. */
  at: number;
  /** The post or the remark that it answers. */
  replyTo?: string;
  /** Ids of users whom it names. */
  names: string[];
  /** Nobody but who wrote it sees it. */
  isHidden?: boolean;
}

export interface Options {
  clock: { now(): number };
  users: User[];
  /** Ms until a container is ready. Undefined: it is when the answer comes. */
  processing?: number;
  /** Ms after which a published post is known everywhere: in lists, and to what answers it. */
  listedAfter?: number;
  /** Whether a published container says so, or has become a post without such a field. */
  publishedContainers?: 'say so' | 'have no status';
  /** Ms after which it tells what a post got; at once unless told. Until then nothing of it. */
  countedAfter?: number;
  /** Posts and replies that it takes within a day. */
  quota?: { posts: number; replies: number };
}

const shape = z.object({
  ...{ posts: mapOf<Post>(), containers: mapOf<Container>(), ids: z.number().int() },
  // Of a playground from before there were any.
  remarks: mapOf<Remark>().optional(),
});

/** A container that was not published by then never will be. */
const EXPIRES = 24 * 3_600_000;

export class State {
  readonly options: Options;
  readonly containers = new Map<string, Container>();
  readonly posts = new Map<string, Post>();
  readonly remarks = new Map<string, Remark>();
  readonly #fetching: Promise<void>[] = [];
  #ids = 0;

  constructor(options: Options) {
    this.options = options;
  }

  get now(): number {
    return this.options.clock.now();
  }

  newId(): string {
    this.#ids += 1;
    return `18${String(this.#ids).padStart(15, '0')}`;
  }

  /** `check`: of each picture as it was fetched; throws where the container is not made at all. */
  async add(
    container: Omit<Container, 'id' | 'madeAt'>,
    pictures: { address: string; alt: string }[],
    check?: (picture: FetchedPicture | undefined) => void,
  ): Promise<Container> {
    const added: Container = { ...container, id: this.newId(), madeAt: this.now };
    const { processing } = this.options;
    if (pictures.length === 0) added.readyAt = this.now + (processing ?? 0);
    const fetching = pictures.length > 0 ? this.#fetch(added, pictures, check) : undefined;
    if (fetching) this.#fetching.push(fetching.catch(() => {}));
    if (check || processing === undefined) await fetching;
    this.containers.set(added.id, added);
    return added;
  }

  /** Its video is fetched after the answer. */
  addFilm(container: Omit<Container, 'id' | 'madeAt'>, address: string): Container {
    const added: Container = { ...container, id: this.newId(), madeAt: this.now };
    this.containers.set(added.id, added);
    this.#fetching.push(this.#fetchFilm(added, address));
    return added;
  }

  /** Whatever is being worked on is ready. */
  async finish(): Promise<void> {
    this.options.processing = 0;
    await this.fetched();
    for (const container of this.containers.values())
      if (container.readyAt !== undefined) container.readyAt = container.madeAt;
  }

  async fetched(): Promise<void> {
    await Promise.all(this.#fetching);
  }

  statusOf(container: Container): 'IN_PROGRESS' | 'FINISHED' | 'ERROR' | 'EXPIRED' | 'PUBLISHED' {
    if (container.publishedAt !== undefined) return 'PUBLISHED';
    if (container.fault !== undefined) return 'ERROR';
    if (this.now - container.madeAt >= EXPIRES) return 'EXPIRED';
    return container.readyAt !== undefined && container.readyAt <= this.now ? 'FINISHED' : 'IN_PROGRESS';
  }

  isListed({ at }: Pick<Post, 'at'>): boolean {
    return this.now - at >= (this.options.listedAfter ?? 0);
  }

  isCounted({ at }: Post): boolean {
    return this.now - at >= (this.options.countedAfter ?? 0);
  }

  snapshot(): unknown {
    const { posts, containers, remarks } = this;
    return { posts, containers, remarks, ids: this.#ids };
  }

  restore(value: unknown): void {
    const known = shape.parse(value);
    refill(this.posts, known.posts);
    refill(this.containers, known.containers);
    refill(this.remarks, known.remarks ?? new Map());
    this.#ids = known.ids;
  }

  async #fetchFilm(container: Container, address: string): Promise<void> {
    const fetched = await fetchVideo(address);
    const isTaken = fetched?.type === 'video/mp4';
    if (isTaken) container.video = fetched;
    if (isTaken) container.readyAt = Math.max(this.now, container.madeAt + (this.options.processing ?? 0));
    else container.fault = fetched ? 'FAILED_PROCESSING_VIDEO' : 'FAILED_DOWNLOADING_VIDEO';
  }

  async #fetch(
    container: Container,
    pictures: { address: string; alt: string }[],
    check?: (picture: FetchedPicture | undefined) => void,
  ): Promise<void> {
    for (const { address, alt } of pictures) {
      const fetched = await fetchPicture(address);
      check?.(fetched);
      const isTaken = fetched && TYPES.has(fetched.type) && fetched.bytes.byteLength <= MOST_BYTES;
      if (!isTaken) {
        container.fault = fetched ? 'FAILED_PROCESSING_IMAGE' : 'FAILED_DOWNLOADING_IMAGE';
        return;
      }
      container.pictures.push({ address, alt, ...fetched });
    }
    container.readyAt = Math.max(this.now, container.madeAt + (this.options.processing ?? 0));
  }
}

const TYPES = new Set(['image/jpeg', 'image/png']);
const MOST_BYTES = 8 * 1024 * 1024;
