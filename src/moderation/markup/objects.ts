/** What stands between < and > and is shown as something else, or as a link. */
import { CODE, ESCAPED, MARK, OBJECT } from './bits.ts';

export interface MarkupObject {
  kind: 'user' | 'role' | 'emoji' | 'command' | 'other';
  /** Of whom or what. */
  id: string;
  start: number;
  end: number;
}

export function markObjects(raw: string, bits: Uint8Array): MarkupObject[] {
  const objects: MarkupObject[] = [];
  for (let at = raw.indexOf('<'); at !== -1; at = raw.indexOf('<', at + 1)) {
    if (((bits[at] ?? 0) & (CODE | ESCAPED)) !== 0) continue;
    const object = objectAt(raw, at);
    if (object?.kind === 'command') showName(bits, object);
    else if (object) {
      objects.push(object);
      for (let one = at; one < object.end; one += 1) bits[one] = (bits[one] ?? 0) | OBJECT;
      at = object.end - 1;
    } else hideBrackets(raw, bits, at);
  }
  return objects;
}

function objectAt(raw: string, at: number): MarkupObject | undefined {
  OBJECTS.lastIndex = at;
  const found = OBJECTS.exec(raw)?.groups;
  if (!found) return undefined;
  const { user, role, emoji, command } = found;
  const kind = user ? 'user' : role ? 'role' : emoji ? 'emoji' : command ? 'command' : 'other';
  return { kind, id: user ?? role ?? emoji ?? command ?? '', start: at, end: OBJECTS.lastIndex };
}

const OBJECTS =
  /<(?:@!?(?<user>\d{1,20})|@&(?<role>\d{1,20})|a?:\w{1,64}:(?<emoji>\d{1,20})|#\d{1,20}|t:-?\d{1,20}(?::\w)?|\/[-\p{L}\p{N}_ ]{1,100}:(?<command>\d{1,20})|id:\w{1,20})>/uy;

/** </name:1> reads "/name", whether there is such a command or not. */
function showName(bits: Uint8Array, { start, end, id }: MarkupObject): void {
  bits[start] = (bits[start] ?? 0) | MARK;
  for (let at = end - id.length - 2; at < end; at += 1) bits[at] = (bits[at] ?? 0) | MARK;
}

/** <https://…> is a link without a preview; its brackets are not shown. */
function hideBrackets(raw: string, bits: Uint8Array, at: number): void {
  BRACKETED.lastIndex = at;
  if (!BRACKETED.test(raw)) return;
  bits[at] = (bits[at] ?? 0) | MARK;
  const end = BRACKETED.lastIndex - 1;
  bits[end] = (bits[end] ?? 0) | MARK;
}

const BRACKETED = /<[a-z][a-z0-9+.-]{0,20}:\/[^\s<>]*>/iy;
