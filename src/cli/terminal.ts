/** What a person reads in a terminal holds nothing that the terminal would obey. A file or a pipe gets it as it is. */
import type { Writable } from 'node:stream';
import { printable } from '../kit/printable.ts';

/** The same stream, with every text that is written to it made harmless where it is a terminal. */
export function forReading<T extends Writable & { isTTY?: boolean }>(stream: T): T {
  if (!stream.isTTY) return stream;
  return new Proxy(stream, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'write') return typeof value === 'function' ? value.bind(target) : value;
      return (chunk: unknown, ...more: unknown[]) => {
        const words = typeof chunk === 'string' ? printable(chunk) : chunk;
        return (target.write as (...given: unknown[]) => boolean).call(target, words, ...more);
      };
    },
  });
}
