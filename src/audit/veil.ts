/**
 * What of an entry is about a person (their name, and what they said) is written down sealed with a key of that person's.
 * The chain is over the sealed words, so when the key is destroyed they cannot be read any more, and the chain still holds.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Number of a person → 32 bytes. */
export type Keys = ReadonlyMap<number, Uint8Array>;

/** The numbers of all people whom an entry names. */
export function peopleIn(entry: unknown): number[] {
  const found = new Set<number>();
  walk(entry, (person) => {
    found.add(person.id);
    return person.name;
  });
  return [...found];
}

/** Whose key is not there stays as it is. */
export function veil<T>(entry: T, keys: Keys): T {
  return change(entry, (personId, words) => {
    const key = keys.get(personId);
    return key ? sealed(words, key) : words;
  });
}

/** What cannot be opened is given as `erased`, in place of the words. */
export function unveil<T>(entry: T, keys: Keys, erased: string): T {
  return change(entry, (personId, words) => {
    if (!words.startsWith(MARK)) return words;
    const key = keys.get(personId);
    return (key && opened(words, key)) ?? erased;
  });
}

/** Whether something in this entry is sealed. `entry`: as JSON. */
export function isVeiled(entry: string): boolean {
  return entry.includes(WRITTEN);
}

/** Begins with a character that no chat lets stand in a name. */
const MARK = '\u0002veiled:';
const WRITTEN = JSON.stringify(MARK).slice(1, -1);
/** In the details: what the person who acts has written, and as whom they acted on a network. */
const SAID = ['comment', 'reason', 'text', 'note', 'as'];

type Change = (personId: number, words: string) => string;

function change<T>(entry: T, to: Change): T {
  const named = walk(entry, ({ id, name }) => to(id, name));
  const outline = outlineOf.safeParse(named);
  if (!outline.success) return named as T;
  const { person, details } = outline.data;
  const said = Object.entries(details).map(([key, value]) =>
    SAID.includes(key) && typeof value === 'string' ? [key, to(person.id, value)] : [key, value],
  );
  return { ...(named as object), details: Object.fromEntries(said) } as T;
}

const outlineOf = z.object({
  person: z.object({ id: z.number() }),
  details: z.record(z.string(), z.unknown()),
});

interface Named {
  id: number;
  name: string;
}

/** Every `{ id, name }` in it, wherever it stands, with the name that `to` gives it. Keys keep their order. */
function walk(value: unknown, to: (person: Named) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => walk(one, to));
  if (typeof value !== 'object' || value === null) return value;
  const all = Object.entries(value).map(([key, one]) => [key, walk(one, to)] as const);
  const changed = Object.fromEntries(all);
  return isNamed(changed) ? { ...changed, name: to(changed) } : changed;
}

function isNamed(value: Record<string, unknown>): value is Record<string, unknown> & Named {
  return typeof value.id === 'number' && typeof value.name === 'string';
}

function sealed(words: string, key: Uint8Array): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()]);
  return MARK + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

function opened(words: string, key: Uint8Array): string | undefined {
  const bytes = Buffer.from(words.slice(MARK.length), 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Bytes. */
const NONCE = 12;
const TAG = 16;
