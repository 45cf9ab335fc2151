/** What the local Slack checks blocks by: the types as they are, without the names that nothing refers to. */
import type { Definitions, Schema } from './schema.ts';

export function slackSpec({ $ref, definitions }: Schema): { $ref: unknown; definitions: Definitions } {
  return { $ref, definitions: definitions as Definitions };
}
