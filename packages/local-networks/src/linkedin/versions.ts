/** Versions of the API, by month: each lives for a year, and ends in the middle of the month. */
import { LinkedInError } from './error.ts';

/** Throws as LinkedIn refuses. */
export function checkVersion(given: string | undefined, now: number): void {
  if (!given)
    throw new LinkedInError(
      400,
      'A version must be present. Please specify a version by adding the LinkedIn-Version header.',
      { code: 'VERSION_MISSING' },
    );
  const [, year, month] = /^(20\d\d)(0[1-9]|1[0-2])$/.exec(given) ?? [];
  const begins = year ? Date.UTC(Number(year), Number(month) - 1, 1) : Number.POSITIVE_INFINITY;
  const ends = year ? Date.UTC(Number(year) + 1, Number(month) - 1, 15) : 0;
  if (now < begins || now >= ends)
    throw new LinkedInError(426, `Requested version ${given} is not active`, { code: 'NONEXISTENT_VERSION' });
}
