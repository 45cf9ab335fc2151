/** GIF (89a): a header, then blocks; each ends with a row of sub-blocks. */

/** Undefined: it is not built so. */
export function bareGif(bytes: Buffer): Buffer | undefined {
  if (!/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined;
  const first = 13 + tableSize(bytes.readUInt8(10));
  const kept = [bytes.subarray(0, first)];
  for (let at = first; ; ) {
    const kind = bytes.readUInt8(at);
    if (kind === END) return Buffer.concat([...kept, bytes.subarray(at, at + 1)]);
    if (kind !== EXTENSION && kind !== IMAGE) return undefined;
    const data = kind === EXTENSION ? at + 2 : at + 11 + tableSize(bytes.readUInt8(at + 9));
    const next = endOfBlocks(bytes, data);
    if (kind === IMAGE || stays(bytes.subarray(at, next))) kept.push(bytes.subarray(at, next));
    at = next;
  }
}

const END = 0x3b;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const COMMENT = 0xfe;
const APPLICATION = 0xff;

/** How often it is repeated, and the colour profile; no other application's, such as XMP. */
function stays(extension: Buffer): boolean {
  const kind = extension.readUInt8(1);
  if (kind !== APPLICATION) return kind !== COMMENT;
  return /^(?:NETSCAPE2\.0|ANIMEXTS1\.0|ICCRGBG1012)$/.test(extension.toString('latin1', 3, 14));
}

/** Bytes of a colour table, as a field of flags tells. */
function tableSize(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes.readUInt8(at) !== 0) at += 1 + bytes.readUInt8(at);
  return at + 1;
}
