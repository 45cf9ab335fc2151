/** Small MP4 files, made box by box: what a reader of their head looks at, and bytes for the rest. */

export interface Made {
  width?: number;
  height?: number;
  /** Ms. */
  duration?: number;
  /** Bytes of what is shown. */
  media?: number;
  /** The head stands before or behind the media. */
  head?: 'before' | 'behind';
  /** By a quarter. */
  turned?: boolean;
  /** With 64 bits where there are 32 otherwise. */
  long?: boolean;
  /** Its length stands with the fragments. */
  fragmented?: boolean;
  /** Boxes beside the tracks. */
  more?: Buffer[];
  brand?: string;
  /** `vide` unless told. */
  handler?: string;
}

export function mp4(made: Made = {}): Buffer {
  const { media = 1_000, head = 'before', brand = 'isom' } = made;
  const type = box('ftyp', Buffer.from(`${brand}\0\0\x02\0${brand}mp41`, 'latin1'));
  const shown = box('mdat', Buffer.alloc(media, 7));
  return Buffer.concat(head === 'before' ? [type, moov(made), shown] : [type, shown, moov(made)]);
}

export function box(type: string, ...content: Buffer[]): Buffer {
  const all = Buffer.concat(content);
  return Buffer.concat([uint32(all.length + 8), Buffer.from(type, 'latin1'), all]);
}

/** Its size stands in 64 bits. */
export function largeBox(type: string, content: Buffer): Buffer {
  return Buffer.concat([...[uint32(1), Buffer.from(type, 'latin1'), uint64(content.length + 16)], content]);
}

function moov(made: Made): Buffer {
  const { duration = 2_000, long = false, fragmented = false, more = [] } = made;
  const told = fragmented ? 0 : duration;
  const dates = Buffer.alloc(long ? 16 : 8);
  const header = box(
    'mvhd',
    ...[version(long), dates, uint32(1_000), long ? uint64(told) : uint32(told), Buffer.alloc(80)],
  );
  const extended = box('mvex', box('mehd', version(long), long ? uint64(duration) : uint32(duration)));
  return box('moov', header, track(made), ...(fragmented ? [extended] : []), ...more);
}

function track({ width = 320, height = 180, turned = false, long = false, handler = 'vide' }: Made): Buffer {
  const straight = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
  const quarter = [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000];
  const matrix = Buffer.alloc(36);
  for (const [index, value] of (turned ? quarter : straight).entries()) matrix.writeInt32BE(value, index * 4);
  const header = box(
    'tkhd',
    ...[version(long), Buffer.alloc(long ? 32 : 20), Buffer.alloc(16), matrix],
    ...[uint32(width * 65_536), uint32(height * 65_536)],
  );
  const kind = Buffer.concat([Buffer.alloc(8), Buffer.from(handler, 'latin1'), Buffer.alloc(13)]);
  return box('trak', header, box('mdia', box('hdlr', kind)));
}

const version = (long: boolean) => uint32(long ? 0x01000000 : 0);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
