/** Ours first; BullMQ's SQL names its tables without a schema, so its own schema must be found too. */
export const SEARCH_PATH = 'public,bullmq';
