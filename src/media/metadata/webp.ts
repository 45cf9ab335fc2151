/** WebP (RFC 9649): a RIFF file, a row of chunks, each with a name; a header tells which there are. */

/** Undefined: it is not built so. */
export function bareWebp(bytes: Buffer): Buffer | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return undefined;
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) return undefined;
  const kept: Buffer[] = [];
  for (let at = 12; at < end; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    // Padded to an even length.
    const next = at + 8 + size + (size % 2);
    if (at + 8 + size > bytes.length) return undefined;
    if (STAYS.has(name)) kept.push(chunkOf(name, bytes.subarray(at, next)));
    at = next;
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

const STAYS = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/** The header must not tell of what was taken out. */
function chunkOf(name: string, chunk: Buffer): Buffer {
  if (name !== 'VP8X') return chunk;
  const header = Buffer.from(chunk);
  header.writeUInt8(header.readUInt8(8) & ~(EXIF | XMP), 8);
  return header;
}

const EXIF = 0x08;
const XMP = 0x04;
