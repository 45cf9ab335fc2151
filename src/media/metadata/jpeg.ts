/** JPEG (ITU-T T.81): a row of segments, each with a marker. */

/** Undefined: it is not built so. */
export function bareJpeg(bytes: Buffer): Buffer | undefined {
  if (bytes.readUInt16BE(0) !== START) return undefined;
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; ; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    // Markers may be padded.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const next = marker === SCAN ? endOfScan(bytes, end) : end;
    if (end > bytes.length || next > bytes.length) return undefined;
    const segment = bytes.subarray(at, next);
    if (stays(marker, segment)) kept.push(segment);
    at = next;
  }
}

const START = 0xffd8;
const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;

/** JFIF without a preview of its own, the colour profile, and how Adobe's colours are meant; no other application's. */
function stays(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = segment.toString('latin1', 4, 16);
  if (marker === 0xe0) return name.startsWith('JFIF\0') && segment.length === JFIF_ALONE;
  if (marker === 0xe2) return name.startsWith('ICC_PROFILE\0');
  return marker === 0xee && name.startsWith('Adobe');
}

const JFIF_ALONE = 18;

/** Where the next marker stands: within a scan 0xFF is followed by 0, or by a restart marker. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const after = bytes[at + 1] ?? 0;
    const isData = after === 0 || after === 0xff || (after >= 0xd0 && after <= 0xd7);
    if (!isData) return at;
  }
  return Number.POSITIVE_INFINITY;
}
