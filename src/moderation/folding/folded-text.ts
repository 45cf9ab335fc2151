/**
 * A text as it is compared, and the way back: each unit of the folded text knows the span of the raw text that it
 * came from. Spans are UTF-16 indexes, the end not included, as JavaScript counts.
 */
export interface FoldedText {
  readonly text: string;
  /** Absent when every unit stands where it stood. */
  readonly starts?: Int32Array;
  readonly ends?: Int32Array;
  /** 1 for each unit of a token that mixes scripts. Absent when none does. */
  readonly mixed?: Uint8Array;
}

/** The span in the raw text of the folded units from `start` up to `end`. */
export function rawSpan({ starts, ends }: FoldedText, start: number, end: number): [number, number] {
  if (!starts || !ends) return [start, end];
  return [starts[start] ?? 0, ends[end - 1] ?? 0];
}

/** Where a piece of the raw text is not to be read, one of these stands: no letter, no space, nothing skips it. */
export const BREAK = '\ufffc';

/** With the letters of tokens that mix scripts read as the Latin (or Cyrillic) ones that they pass for. */
export function plainly({ text, mixed }: FoldedText, letterFor: (unit: number) => number): string {
  if (!mixed) return text;
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    plain += String.fromCharCode(mixed[at] ? letterFor(unit) : unit);
  }
  return plain;
}
