/** A PNG of one pixel; `seed` makes it another file. */
export function pixel(seed = 0): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...PIXEL, seed]);
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
