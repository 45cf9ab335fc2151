/** Who is away, and who stands in. Migrations are made from this folder: `npm run migrations`. */
import { index, pgTable } from 'drizzle-orm/pg-core';
import { instant, reference } from './columns.ts';
import { people } from './people.ts';

/** The last that each person said; one whose end has passed counts no more. */
export const absences = pgTable(
  'absences',
  {
    personId: reference('person_id')
      .primaryKey()
      .references(() => people.id),
    /** Null: nobody stands in. */
    delegateId: reference('delegate_id').references(() => people.id),
    /** By the app's clock, as the beginning. */
    since: instant('since').notNull(),
    until: instant('until').notNull(),
  },
  (table) => [index('absences_by_delegate').on(table.delegateId)],
);
