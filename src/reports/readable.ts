/** How much of a span of time each source could be read in. Pure. */

/** Epoch ms; null: it lasts. */
export interface BlindSpan {
  source: string;
  from: number;
  to: number | null;
}

export interface Readable {
  /** ms in which a source could not be read, added up over the sources. */
  blind: number;
  /** ms of all sources together. */
  of: number;
}

/** Of these sources; spans of others do not count, and those of one source may lie upon each other. */
export function readableIn(
  sources: readonly string[],
  spans: readonly BlindSpan[],
  { from, until }: { from: number; until: number },
): Readable {
  const blind = sources.map((source) =>
    blindTime(
      spans.filter((span) => span.source === source),
      from,
      until,
    ),
  );
  return { blind: blind.reduce((sum, one) => sum + one, 0), of: sources.length * Math.max(0, until - from) };
}

/** No source could be read at any time of it. */
export function isUnread({ blind, of }: Readable): boolean {
  return of > 0 && blind >= of;
}

function blindTime(spans: readonly BlindSpan[], from: number, until: number): number {
  let [sum, at] = [0, from];
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const [start, end] = [Math.max(span.from, at), Math.min(span.to ?? until, until)];
    if (end <= start) continue;
    sum += end - start;
    at = end;
  }
  return sum;
}
