/** What blocks may be, by Slack's own types: `npm run specs` makes `specs/blocks.schema.json` of it. */
import type { KnownBlock } from '@slack/types';

export type Blocks = KnownBlock[];
