/** Which messages go in one request: 2 to 100, none twice, none older than 14 days; the others go one by one. Pure. */

/** Ages are counted by Discord's clock, so that what is nearly too old counts as too old. */
const OLDEST_MS = 14 * 24 * 60 * 60_000 - 5 * 60_000;
const MOST_AT_ONCE = 100;
const EPOCH = 1_420_070_400_000;

export interface DeletionPlan {
  /** Of 2 to 100 ids each. */
  bulks: string[][];
  single: string[];
}

export function deletionPlan(messages: readonly string[], now: number): DeletionPlan {
  const once = [...new Set(messages)];
  const isYoung = (id: string) => madeAt(id) > now - OLDEST_MS;
  const chunks = chunksOf(once.filter(isYoung), MOST_AT_ONCE);
  return {
    bulks: chunks.filter((chunk) => chunk.length > 1),
    single: [...chunks.filter((chunk) => chunk.length === 1).flat(), ...once.filter((id) => !isYoung(id))],
  };
}

function chunksOf(ids: string[], most: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, index) =>
    ids.slice(index * most, (index + 1) * most),
  );
}

/** Discord's ids tell when they were given. */
function madeAt(id: string): number {
  return Number(BigInt(id) >> 22n) + EPOCH;
}
