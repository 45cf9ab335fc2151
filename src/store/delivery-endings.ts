/** How deliveries end, written back under the fence of who sent them, together with the audit log and the cards. */
import { sql } from 'drizzle-orm';
import type { Subject } from '../kit/subject.ts';
import type { Published } from '../networks/network.ts';
import type { DeliveryState, Problem } from '../posts/delivery.ts';
import { appending } from './audit.ts';
import type { Database } from './database.ts';
import { locked } from './fragments.ts';
import { statement } from './statement.ts';

/** How a claim ended. `state: scheduled` is another try at `nextAt`. */
export interface Ending {
  id: number;
  fence: number;
  /** Epoch ms: when. */
  at: number;
  state: Extract<DeliveryState, 'sent' | 'failed' | 'unknown' | 'scheduled' | 'held' | 'cancelled'>;
  published: Published | null;
  problem: Problem | null;
  /** Epoch ms. */
  sentAt: number | null;
  nextAt: number | null;
  doubtfulSince: number | null;
  /** Epoch ms: when the try that leaves the doubt was over; null leaves what is there. */
  triedAt: number | null;
  /** Of a thread: all its parts; null leaves what is there. */
  sentParts: Published[] | null;
  /** Cards are edited for a later one. */
  isQuiet?: boolean;
}

/** Writes endings back, each only under its own fence, and answers the subjects whose cards show it. */
export async function end(db: Database, endings: Ending[]): Promise<Subject[]> {
  const [changed] = await statement<{ subjects: Subject[] }>(
    db,
    'end_deliveries',
    sql`
      with asked as (
        select * from jsonb_to_recordset(${JSON.stringify(endings)}::jsonb) as asked(id bigint, fence int, state text,
          published jsonb, problem jsonb, "sentAt" float8, "nextAt" float8, "doubtfulSince" float8, "triedAt" float8, at float8, "sentParts" jsonb,
          "isQuiet" boolean)
      ), ${locked(endings)}, ended as (
        update deliveries set state = asked.state, published = coalesce(asked.published, deliveries.published),
          sent_parts = coalesce(asked."sentParts", deliveries.sent_parts),
          problem = asked.problem, lease_until = null,
          sent_at = to_timestamp(asked."sentAt" / 1000.0),
          next_at = coalesce(to_timestamp(asked."nextAt" / 1000.0), deliveries.next_at),
          doubtful_since = to_timestamp(asked."doubtfulSince" / 1000.0),
          tried_at = coalesce(to_timestamp(asked."triedAt" / 1000.0), deliveries.tried_at)
        from asked join locked using (id)
        where deliveries.id = asked.id and deliveries.fence = asked.fence
          and deliveries.state in ('claimed', 'sending')
        returning deliveries.*, asked.at, asked."isQuiet", (select corrects from posts where posts.id = deliveries.post_id) as corrects
      ), answered as (
        -- What somebody wrote to us is answered once the answer is out.
        update conversations set state = 'answered', claimed_by = null, claimed_until = null,
          answered_at = coalesce(conversations.answered_at, ended.sent_at)
        from ended join posts on posts.id = ended.post_id and posts.answers is not null
          join mentions on mentions.id = posts.answers
        where ended.state = 'sent' and conversations.id = mentions.conversation_id
          and not exists (select 1 from mentions later where later.conversation_id = mentions.conversation_id
            and later.id > mentions.id and later.gone_at is null)
      ), read_later as (
        -- What it got is read at its first age (alarms/read-counts.ts), and whether it stands as approved (alarms/verify-post.ts).
        insert into alarms (subject, kind, key, due_at, next_at)
        select 'post:' || ended.post_id, kind, ended.id::text, ended.sent_at + age, ended.sent_at + age
        from ended join posts on posts.id = ended.post_id and posts.corrects is null
          join (values ('read-counts', interval '1 hour'), ('verify-post', interval '1 minute')) as reading(kind, age)
            on kind = 'verify-post' or posts.answers is null
        where ended.state = 'sent'
        order by ended.id, kind
        on conflict do nothing
      ), changed as (
        insert into outbox_changes (subject)
        select distinct outbox.subject from ended
        join outbox on outbox.lasting and outbox.subject = any(array['post:' || ended.post_id, 'post:' || ended.corrects,
          (select 'conversation:' || mentions.conversation_id from posts join mentions on mentions.id = posts.answers
            where posts.id = ended.post_id),
          (select 'storm:' || conversations.storm_id from posts join mentions on mentions.id = posts.answers
            join conversations on conversations.id = mentions.conversation_id where posts.id = ended.post_id)])
        where ended."isQuiet" is not true
        returning subject
      )
      select ${appending(AUDIT_ENTRIES)}, array(select subject from changed) as subjects`,
  );
  return changed?.subjects ?? [];
}

/** One for each row of `ended`; as `AuditEntry` has it. */
const AUDIT_ENTRIES = sql.raw(`
  select jsonb_build_object(
    'kind', 'delivery.' || state,
    'at', to_char(to_timestamp(at / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'post', post_id, 'revision', revision, 'target', target, 'content', hash, 'corrects', corrects,
    'details', jsonb_build_object('delivery', id, 'attempt', attempts, 'key', intent ->> 'key',
      'published', published, 'problem', problem))
  from ended
  -- What a network works on is looked at, or given to it, time and again; that it was begun says enough.
  where state <> 'scheduled' or attempts <= 1 or problem ->> 'reason' is distinct from 'processing'
  order by id`);
