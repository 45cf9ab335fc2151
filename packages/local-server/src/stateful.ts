/** A part of the playground that can be carried over a restart: what it knows, as plain data, out and in again. */
import { z } from 'zod';

export interface Stateful {
  /** Plain data (JSON, bigint, Map, Uint8Array). Not a copy: to be read before anything else happens. */
  snapshotState(): unknown;
  /** Takes what `snapshotState` gave in an earlier process. Throws when it is something else. */
  restoreState(value: unknown): void;
}

export type Parts = Readonly<Record<string, Stateful>>;

export function snapshotParts(parts: Parts): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.snapshotState()]));
}

/** In the order of the parts. */
export function restoreParts(parts: Parts, value: unknown): void {
  const states = z.record(z.string(), z.unknown()).parse(value);
  for (const [name, part] of Object.entries(parts)) part.restoreState(states[name]);
}

/** An entry of a part's own, looked at no further: the file's version and checksum vouch for it. */
export function entry<T extends object>() {
  return z.custom<T>((value) => typeof value === 'object' && value !== null);
}

export function mapOf<T extends object>() {
  return z.map(z.string(), entry<T>());
}

export function listsOf<T extends object>() {
  return z.map(z.string(), z.array(entry<T>()));
}

export function refill<K, V>(map: Map<K, V>, entries: Iterable<readonly [K, V]>): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
