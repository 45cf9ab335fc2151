/**
 * What the head of an MP4 tells of it (ISO/IEC 14496-12, the boxes moov, mvhd, tkhd, hdlr and mehd), read from wherever it
 * stands in the file: nothing else of the file is looked at, and no more than a few bytes at a time.
 */

/** From byte `from` up to, and not with, byte `to`; shorter at the end. */
export type ReadRange = (from: number, to: number) => Promise<Uint8Array>;

export interface Mp4 {
  /** As people see it, turned as the file says. */
  width: number;
  height: number;
  /** Ms. */
  duration: number;
  /** It says where it was taken. */
  tellsPlace: boolean;
}

/** `cut off`: a box goes on beyond the end. `no head`: there is no moov, so that nobody can play it. */
export type Mp4Fault = 'cut off' | 'no head' | 'no picture' | 'no length';

/** By its first bytes: of the family that plays as MP4, and no QuickTime film. */
export function isMp4(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 64)).toString('latin1');
  if (text.slice(4, 8) !== 'ftyp') return false;
  const size = Math.min(new DataView(head.buffer, head.byteOffset).getUint32(0), 64);
  const brands = [text.slice(8, 12), ...(text.slice(16, size).match(/.{4}/gs) ?? [])];
  return brands[0] !== 'qt  ' && brands.some((brand) => MP4.test(brand));
}

const MP4 = /^(iso[m2-9]|mp4[12]|avc1|M4V[ HP]|MSNV|dash)$/;

export async function readMp4(read: ReadRange, size: number): Promise<Mp4 | Mp4Fault> {
  const file: Span = { from: 0, to: size };
  const top = await boxesIn(read, file);
  if (top.some(({ to }) => to > size)) return 'cut off';
  const moov = top.find(({ type }) => type === 'moov');
  if (!moov) return 'no head';
  const inside = await boxesIn(read, moov);
  const shape = await shapeOf(read, inside);
  if (!shape) return 'no picture';
  const duration = await durationOf(read, inside);
  if (duration === undefined) return 'no length';
  return { ...shape, duration, tellsPlace: await tellsPlace(read, inside) };
}

interface Span {
  from: number;
  to: number;
}

interface Box extends Span {
  type: string;
}

/** Each from its content to its end, which may lie beyond what holds it. */
async function boxesIn(read: ReadRange, { from, to }: Span): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = from; at + HEADER <= to && boxes.length < MOST_BOXES; ) {
    const head = viewOf(await read(at, Math.min(at + LARGE_HEADER, to)));
    if (head.byteLength < HEADER) break;
    const type = String.fromCharCode(...[4, 5, 6, 7].map((index) => head.getUint8(index)));
    const isLarge = head.getUint32(0) === 1 && head.byteLength >= LARGE_HEADER;
    const told = isLarge ? Number(head.getBigUint64(8)) : head.getUint32(0);
    const begin = isLarge ? LARGE_HEADER : HEADER;
    // To the end of what holds it.
    const length = told === 0 ? to - at : told;
    if (length < begin) break;
    boxes.push({ type, from: at + begin, to: at + length });
    at += length;
  }
  return boxes;
}

/** Of the first track that shows something. */
async function shapeOf(read: ReadRange, moov: Box[]): Promise<Pick<Mp4, 'width' | 'height'> | undefined> {
  for (const track of moov.filter(({ type }) => type === 'trak')) {
    const boxes = await boxesIn(read, track);
    const media = boxes.find(({ type }) => type === 'mdia');
    const handler = media && (await within(read, await boxesIn(read, media), 'hdlr', 12));
    if (!handler || handler.getUint32(8) !== VIDE) continue;
    const header = await within(read, boxes, 'tkhd', 84);
    const shape = header && shapeIn(header);
    if (shape) return shape;
  }
  return undefined;
}

function shapeIn(header: DataView): Pick<Mp4, 'width' | 'height'> | undefined {
  const matrix = header.getUint8(0) === 1 ? 52 : 40;
  if (header.byteLength < matrix + 44) return undefined;
  const [width, height] = [36, 40].map((place) => Math.round(header.getUint32(matrix + place) / 65_536));
  if (!width || !height) return undefined;
  // A quarter turn has nothing on its diagonal.
  const isTurned = header.getInt32(matrix) === 0 && header.getInt32(matrix + 16) === 0;
  return isTurned ? { width: height, height: width } : { width, height };
}

/** Ms. Of a film in fragments the length stands elsewhere. */
async function durationOf(read: ReadRange, moov: Box[]): Promise<number | undefined> {
  const header = await within(read, moov, 'mvhd', 20);
  if (!header) return undefined;
  const isLong = header.getUint8(0) === 1;
  if (isLong && header.byteLength < 32) return undefined;
  const scale = header.getUint32(isLong ? 20 : 12);
  const told = isLong ? unlessUnknown(header.getBigUint64(24)) : unlessUnknown(header.getUint32(16));
  const extended = moov.find(({ type }) => type === 'mvex');
  const units = told || (extended && (await fragmentedIn(read, extended)));
  // What is shorter than half a millisecond is none.
  return (scale > 0 && units && Math.round((units / scale) * 1_000)) || undefined;
}

async function fragmentedIn(read: ReadRange, extended: Box): Promise<number | undefined> {
  const header = await within(read, await boxesIn(read, extended), 'mehd', 8);
  if (!header) return undefined;
  if (header.getUint8(0) !== 1) return unlessUnknown(header.getUint32(4));
  return header.byteLength < 12 ? undefined : unlessUnknown(header.getBigUint64(4));
}

/** All ones stand for "not known". */
function unlessUnknown(units: number | bigint): number {
  return units === 0xffff_ffff || units === 0xffff_ffff_ffff_ffffn ? 0 : Number(units);
}

/** As cameras write it, and as phones do. */
async function tellsPlace(read: ReadRange, moov: Box[]): Promise<boolean> {
  const user = moov.find(({ type }) => type === 'udta');
  const told = user ? await boxesIn(read, user) : [];
  if (told.some(({ type }) => type === '\xa9xyz' || type === 'loci')) return true;
  const more = [...moov, ...told].filter(({ type }) => type === 'meta');
  for (const { from, to } of more) {
    const words = Buffer.from(await read(from, Math.min(to, from + MOST_TOLD))).toString('latin1');
    if (words.includes('location.ISO6709')) return true;
  }
  return false;
}

/** The content of the first such box, where it is as long as that at least. */
async function within(
  read: ReadRange,
  boxes: Box[],
  name: string,
  least: number,
): Promise<DataView | undefined> {
  const box = boxes.find(({ type }) => type === name);
  const view = box && viewOf(await read(box.from, Math.min(box.to, box.from + LONGEST)));
  return view && view.byteLength >= least ? view : undefined;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const HEADER = 8;
const LARGE_HEADER = 16;
const MOST_BOXES = 4_096;
/** Bytes of a header that are read. */
const LONGEST = 128;
const MOST_TOLD = 65_536;
/** `vide` */
const VIDE = 0x7669_6465;
