/** Events of the chats. Migrations are made from this folder: `npm run migrations`. */
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Events of the chats that were handled: a redelivery is not handled again. */
export const handledEvents = pgTable(
  'handled_events',
  {
    event: text('event').primaryKey(),
    handledAt: instant('handled_at').notNull().defaultNow(),
  },
  (table) => [index('handled_events_by_age').on(table.handledAt)],
);
