/** Blobs that are kept in another place than before: what is not there yet is read from where it was. */
import type { Blobs } from './blobs.ts';

export function withFormer(blobs: Blobs, former: Blobs): Blobs {
  return {
    ...blobs,
    async *read(hash, from, to) {
      let came = false;
      for await (const piece of blobs.read(hash, from, to)) {
        came = true;
        yield piece;
      }
      if (!came) yield* former.read(hash, from, to);
    },
    async remove(hash) {
      await blobs.remove(hash);
      await former.remove(hash);
    },
  };
}
