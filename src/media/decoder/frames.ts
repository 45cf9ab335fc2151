/**
 * What the bot and the process that decodes pictures say to each other over pipes: a head in JSON and bytes. Before them
 * stand their lengths, four bytes each.
 */
export interface Frame {
  head: unknown;
  bytes: Uint8Array;
}

/** To be written one after the other. */
export function writtenFrame({ head, bytes }: Frame): Uint8Array[] {
  const words = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32BE(words.byteLength, 0);
  lengths.writeUInt32BE(bytes.byteLength, 4);
  return [lengths, words, bytes];
}

/** Puts frames together from pieces of any length. What has come is copied once, into the place that it is kept in. */
export class FrameReader {
  private readonly lengths = Buffer.alloc(LENGTHS);
  private body: Buffer | undefined;
  private filled = 0;

  /** The frames that end in this piece. Throws where none of ours can begin so. */
  push(piece: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (let at = 0; at < piece.byteLength; ) {
      const into = this.body ?? this.lengths;
      const some = piece.subarray(at, at + into.byteLength - this.filled);
      into.set(some, this.filled);
      at += some.byteLength;
      this.filled += some.byteLength;
      if (this.filled === into.byteLength) frames.push(...this.filledUp());
    }
    return frames;
  }

  private filledUp(): Frame[] {
    this.filled = 0;
    if (!this.body) {
      const length = this.lengths.readUInt32BE(0) + this.lengths.readUInt32BE(4);
      if (this.lengths.readUInt32BE(0) > MOST_HEAD || length > MOST)
        throw new Error(`A frame of ${length} bytes is none of ours.`);
      this.body = Buffer.alloc(length);
      return [];
    }
    const head = this.lengths.readUInt32BE(0);
    const { body } = this;
    this.body = undefined;
    return [{ head: JSON.parse(body.toString('utf8', 0, head)), bytes: body.subarray(head) }];
  }
}

const LENGTHS = 8;
const MOST_HEAD = 65_536;
/** Bytes: as many pixels as are taken, in a PNG of colours that see through and hardly get smaller. */
const MOST = 300_000_000;
