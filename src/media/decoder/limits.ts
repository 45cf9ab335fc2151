/** Guards against a small file that unpacks to gigabytes; the largest cameras have 61 million. All frames together. */
export const MOST_PIXELS = 64_000_000;
