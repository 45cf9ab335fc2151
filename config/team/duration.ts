/** Durations as people write them: `90s`, `30m`, `12h`, `7d`. */
import { z } from 'zod';

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A year and a day: more is a slip of the finger. */
const LONGEST = 366 * 86_400_000;

/** Reads to milliseconds. */
export const duration = z
  .string({ error: 'must be a duration' })
  .regex(/^[0-9]{1,9}[smhd]$/, { error: 'must be a duration: a number and s, m, h or d', abort: true })
  .refine((written) => milliseconds(written) <= LONGEST, { error: 'must be at most 366d' })
  .transform(milliseconds);

function milliseconds(written: string): number {
  return Number(written.slice(0, -1)) * (UNITS[written.slice(-1)] ?? 0);
}
