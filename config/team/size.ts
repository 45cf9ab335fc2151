/** Sizes as people write them: `500MB`, `2GB`. */
import { z } from 'zod';

const UNITS: Record<string, number> = { MB: 1_000_000, GB: 1_000_000_000 };
/** What can be taken in and put up in the time that a post has. */
const LARGEST = 20_000_000_000;

/** Reads to bytes. */
export const size = z
  .string({ error: 'must be a size' })
  .regex(/^[0-9]{1,6}(MB|GB)$/, { error: 'must be a size: a number and MB or GB', abort: true })
  .refine((written) => bytes(written) > 0 && bytes(written) <= LARGEST, {
    error: 'must be at least 1MB and at most 20GB',
  })
  .transform(bytes);

function bytes(written: string): number {
  return Number(written.slice(0, -2)) * (UNITS[written.slice(-2)] ?? 0);
}
