/** Many conversations that share one card. Migrations are made from this folder: `npm run migrations`. */
import { index, pgTable, real, text } from 'drizzle-orm/pg-core';
import type { StormKind } from '../../listening/storm.ts';
import { identity, instant, reference } from './columns.ts';

export const storms = pgTable('storms', {
  id: identity('id').primaryKey(),
  kind: text('kind').$type<StormKind>().notNull(),
  /** The topic's name in the team file, or the words that are said again and again. */
  name: text('name').notNull(),
  beganAt: instant('began_at').notNull(),
});

/** How many came of late, by topic and by words: `topic:delivery`, `text:` and a hash. */
export const stormLevels = pgTable(
  'storm_levels',
  {
    key: text('key').primaryKey(),
    level: real('level').notNull(),
    at: instant('at').notNull(),
    /** The storm that goes on. */
    stormId: reference('storm_id').references(() => storms.id),
  },
  (table) => [index('storm_levels_by_age').on(table.at)],
);
