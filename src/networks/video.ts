/** A video, as a network is given it. */

export interface Video {
  /** SHA-256 of its bytes, hex. */
  hash: string;
  /** SHA-256 (hex) of the hashes of its pieces, as it was approved. Undefined: approved before pieces had hashes. */
  piecesHash?: string;
  contentType: string;
  /** Empty when there is none. */
  alt: string;
  /** As people see it. */
  width: number;
  height: number;
  /** Ms. */
  duration: number;
  /** Bytes. */
  size: number;
  /** The file says where it was taken. */
  tellsPlace: boolean;
  /**
   * From byte `from` on, `most` at a time, as they are read, each checked to be what was approved before it comes. Of a video
   * that was approved before its pieces had hashes, the last comes only when all of them together are. Throws `NetworkError`.
   */
  pieces(from: number, most: number): AsyncIterable<Uint8Array<ArrayBuffer>>;
}
