/** A video of a post, as far as people and networks ask about it before it is sent. */
import { t } from '../kit/t.ts';

export interface VideoFacts {
  /** As people see it. */
  width: number;
  height: number;
  /** Ms. */
  duration: number;
  /** Bytes. */
  size: number;
  /** The file says where it was taken. */
  tellsPlace?: true;
  /** SHA-256 (hex) of the hashes of its pieces. Absent: given before there were any. */
  piecesHash?: string;
}

/** "1920 by 1080, 1:02, 53.1 MB" */
export function videoWords({ width, height, duration, size }: VideoFacts): string {
  return t('{width} by {height}, {length}, {size}', {
    width: String(width),
    height: String(height),
    length: lengthWords(duration),
    size: sizeWords(size),
  });
}

/** `duration`: ms. "1:02:03", "0:07" */
export function lengthWords(duration: number): string {
  const seconds = Math.max(1, Math.round(duration / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** `size`: bytes. */
export function sizeWords(size: number): string {
  const megabytes = size / 1_000_000;
  return megabytes < 1_000 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1_000).toFixed(2)} GB`;
}

/** Every fact in a fixed order, for the hash of a content. */
export function canonicalVideo({ width, height, duration, size, tellsPlace, piecesHash }: VideoFacts) {
  return [
    ...['video', width, height, duration, size, tellsPlace ?? false],
    // Absent in older ones, so that they keep the hashes that they had.
    ...(piecesHash === undefined ? [] : [piecesHash]),
  ];
}
