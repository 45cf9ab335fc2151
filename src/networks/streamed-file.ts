/**
 * A video in the body of a request, alone or in a form: read from where it is kept as the network takes it, and never whole in
 * memory. `fetch` asks a file for its size and for its bytes, whatever it is made of.
 */
import { streamOf } from '../kit/byte-stream.ts';
import type { Video } from './network.ts';

export class StreamedFile extends File {
  /** Told as each piece is asked for, and at the end: the network has taken those before it. */
  taken: (isWhole: boolean) => void = () => {};
  /** Why it could not be read to its end; a request without its end has no effect. */
  failure: unknown;
  override readonly size: number;
  private readonly video: Video;

  constructor(video: Video, name: string) {
    super([], name, { type: video.contentType });
    this.video = video;
    this.size = video.size;
  }

  override stream() {
    return streamOf(this.read());
  }

  private async *read(): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of this.video.pieces(0, PIECE)) {
        this.taken(false);
        yield piece;
      }
      this.taken(true);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

/** That of a request, if it has one. */
export function streamedIn(body: unknown): StreamedFile | undefined {
  const parts = body instanceof FormData ? [...body.values()] : [body];
  return parts.find((part) => part instanceof StreamedFile);
}

/** Bytes. */
const PIECE = 256 * 1024;
