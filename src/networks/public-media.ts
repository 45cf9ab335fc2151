import type { Video } from './video.ts';

/** Where a network that fetches pictures and videos itself finds them. */
export interface PublicMedia {
  /** Reached from the internet, as far as the operator says; else from this machine alone. */
  isPublic: boolean;
  /**
   * An address that nobody guesses, which serves the picture for a day. `jpeg`: as one, whatever it was, in colours that
   * every screen has.
   */
  addressOf(image: { bytes: Uint8Array; contentType: string }, as?: 'jpeg'): Promise<string>;
  /** The same of a video, as it was given; each piece is checked as it is served. Throws `NetworkError`. */
  addressOfVideo(video: Pick<Video, 'hash' | 'piecesHash'>): Promise<string>;
}
