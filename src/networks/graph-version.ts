/** The version of Meta's Graph API, which each ends after about two years; a setting, so that an end needs no new program. */
import { z } from 'zod';
import type { ApiVersion } from './network.ts';

/** The newest that is known here. */
export const NEWEST_GRAPH_VERSION = 'v27.0';

export const graphVersion = z
  .string({ error: 'must be a version such as "v27.0"' })
  .trim()
  .regex(/^v\d{1,3}\.\d$/, { error: 'must be a version such as "v27.0"' })
  .default(NEWEST_GRAPH_VERSION)
  .describe('The version of the Graph API. Meta ends each after about two years.');

/** Of an account, or of an app. Of those that are not listed no end is known. */
export function graphVersionOf({ version: name }: { version: string }): ApiVersion {
  const endsAt = ENDS[name];
  return { name, isLifted: true, ...(endsAt !== undefined && { endsAt }) };
}

/** As Meta has announced them. */
const ENDS: Record<string, number> = {
  'v23.0': Date.UTC(2027, 9, 8),
  'v25.0': Date.UTC(2028, 6, 29),
};
