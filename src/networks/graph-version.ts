/** The version of Meta's Graph API, which each ends after about two years; a setting, so that an end needs no new program. */
import { z } from 'zod';

/** The newest that is known here. */
export const NEWEST_GRAPH_VERSION = 'v27.0';

export const graphVersion = z
  .string({ error: 'must be a version such as "v27.0"' })
  .trim()
  .regex(/^v\d{1,3}\.\d$/, { error: 'must be a version such as "v27.0"' })
  .default(NEWEST_GRAPH_VERSION)
  .describe('The version of the Graph API. Meta ends each after about two years.');
