/** When a version of LinkedIn's API ends. */
import type { ApiVersion } from '../network.ts';
import type { LinkedInAccount } from './account.ts';

/**
 * Each lives for twelve months at least. LinkedIn dates the ends that it has announced to the middle of the month
 * (202604: until 15 April 2027); so the rest is told ahead rather than late.
 */
export function versionOf({ version: name }: Pick<LinkedInAccount, 'version'>): ApiVersion {
  const [year, month] = [Number(name.slice(0, 4)), Number(name.slice(4))];
  return { name, endsAt: Date.UTC(year + 1, month - 1, LAST_DAY) };
}

const LAST_DAY = 15;
