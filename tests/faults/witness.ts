/**
 * What the database itself saw: triggers note, in the same transaction, whether a post was approved, and nothing froze it,
 * when the intent to send it was committed, and whether those who look at the post were told of an ending.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '../../src/store/database.ts';

export async function placeWitness(db: Database): Promise<void> {
  await db.execute(sql.raw(WITNESS));
}

export interface Seen {
  deliveryId: number;
  /** Of each intent, in their order. */
  approved: boolean[];
  /** Every ending of it was told. */
  told: boolean;
}

export async function testimony(db: Database): Promise<Seen[]> {
  const { rows } = await db.execute<{ id: string; approved: boolean[]; told: boolean }>(sql`
    select delivery_id as id,
      array_agg(approved order by number) filter (where what = 'begun') as approved,
      bool_and(exists (select 1 from witnessed telling where telling.what = 'told'
        and telling.post_id = seen.post_id and telling.act = seen.act)) filter (where what = 'ended') as told
    from witnessed seen where delivery_id is not null group by delivery_id`);
  return rows.map(({ id, approved, told }) => ({
    deliveryId: Number(id),
    approved: approved ?? [],
    told: told ?? true,
  }));
}

const WITNESS = `
  create table witnessed (number bigint generated always as identity primary key, what text not null,
    post_id bigint not null, delivery_id bigint, approved boolean, act xid8 not null default pg_current_xact_id());

  create function witness_delivery() returns trigger language plpgsql as $$
  begin
    if new.state = 'sending' and old.state is distinct from 'sending' then
      insert into witnessed (what, post_id, delivery_id, approved) values ('begun', new.post_id, new.id, exists (
        select 1 from posts join decisions on decisions.post_id = posts.id and decisions.revision = posts.revision
        where posts.id = new.post_id and posts.stage = 'approved' and posts.revision = new.revision
          and decisions.verdict = 'approve' and decisions.hash = new.hash)
        and not exists (select 1 from freezes where lifted_at is null and (targets is null or new.target = any(targets))));
    elsif new.state in ('sent', 'failed', 'unknown', 'held') and old.state is distinct from new.state then
      insert into witnessed (what, post_id, delivery_id) values ('ended', new.post_id, new.id);
    end if;
    return null;
  end $$;
  create trigger witness after update on deliveries for each row execute function witness_delivery();

  create function witness_card() returns trigger language plpgsql as $$
  begin
    if new.subject like 'post:%' then
      insert into witnessed (what, post_id) values ('told', split_part(new.subject, ':', 2)::bigint);
    end if;
    return null;
  end $$;
  create trigger witness after insert on outbox_changes for each row execute function witness_card();
`;
