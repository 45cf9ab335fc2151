/** Pieces of SQL that statements share. */
import { type SQL, sql } from 'drizzle-orm';

/**
 * Rows are locked in the order of their ids, here and wherever several are: no two transactions wait in a circle.
 * The ids are given as a list, since a planner that does not know how many there are reads the whole table.
 */
export function locked(asked: { id: number }[]): SQL {
  const ids = sql.param(asked.map((one) => one.id));
  return sql`locked as materialized (
        select id from deliveries where id = any(${ids}::bigint[]) order by id for update
      )`;
}

export function instant(at: number): SQL {
  return sql`to_timestamp(${at}::float8 / 1000.0)`;
}

export function inMilliseconds(span: number): SQL {
  return sql`clock_timestamp() + ${span}::float8 * interval '1 millisecond'`;
}

export function milliseconds(column: SQL): SQL {
  return sql`(extract(epoch from ${column}) * 1000)::float8`;
}
