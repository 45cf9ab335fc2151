/** A video, as a network is given it. */

export interface Video {
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
   * From byte `from` on, `most` at a time, as they are read. The last of them comes only when all of them together are what
   * was approved: whoever shows nothing before it has every byte shows no other video. Throws `NetworkError`.
   */
  pieces(from: number, most: number): AsyncIterable<Uint8Array<ArrayBuffer>>;
}
