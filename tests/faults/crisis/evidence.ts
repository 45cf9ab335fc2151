/** What a run left behind, read from the database and the far side. */
import { sql } from 'drizzle-orm';
import type { Evidence } from './judge.ts';
import type { Lane } from './lane.ts';
import type { Plan } from './plan.ts';
import type { Played } from './run.ts';

export async function gather(
  plan: Plan,
  { database, farSide }: Lane,
  { stopped }: Played,
): Promise<Evidence> {
  const read = async <Row extends object>(query: string) =>
    (await database.execute(sql.raw(query))).rows as unknown as Row[];
  return {
    policy: plan.policy,
    crises: await read(
      `select id::float8 as id, state, climb_number as climb, climb_from_level as "fromLevel" from crises order by id`,
    ),
    steps: await read(
      `select crisis_id::float8 as id, climb, round, level, kind, 0 as at from crisis_steps order by crisis_steps.id`,
    ),
    log: await read(
      `with told as (select sequence, entry::jsonb as entry from audit)
        select split_part(entry ->> 'subject', ':', 2)::float8 as id, entry ->> 'kind' as kind from told
        where entry ->> 'subject' in (select 'crisis:' || id from crises) order by sequence`,
    ),
    rows: await read(
      `select split_part(subject, ':', 2)::float8 as id, key, kind, round, attempted, place as places from outbox
        where subject like 'crisis:%'`,
    ),
    messages: [...farSide.messages.values()],
    pages: [...farSide.pages],
    stopped,
  };
}
