/** Takes out of the database what was written by others, once it is old, and what is of one person, once they ask. */
import { eq, sql } from 'drizzle-orm';
import { ERASED, erasedName } from '../people/erased.ts';
import * as auditKeys from './audit-keys.ts';
import type { Handle, Transaction } from './database.ts';
import { comments } from './schema/comments.ts';
import { grants, grantTargets } from './schema/grants.ts';
import { people } from './schema/people.ts';
import { discoveries } from './schema/targets.ts';

/** The words and authors of mentions from before, of what is not open any more. Answers how many; 0: all are done. */
export async function eraseMentions(db: Handle, before: Date, most: number): Promise<number> {
  const old = sql`select mentions.id from mentions join conversations on conversations.id = mentions.conversation_id
    where mentions.written_at < ${before.toISOString()} and mentions.text <> ${ERASED}
      and conversations.state not in ('new', 'claimed') limit ${most}`;
  return eraseThese(db, old);
}

/** How networks showed published posts that were last read before: others may have written there. Answers how many. */
export async function eraseShown(db: Handle, before: Date): Promise<number> {
  const { rowCount } = await db.execute(sql`
    update receipts set ${UNSHOWN} where read_at < ${before.toISOString()}
      and (drifts <> '[]' or rewritings <> '[]')`);
  return rowCount ?? 0;
}

const UNSHOWN = sql`drifts = '[]', rewritings = '[]'`;

/** All that somebody outside wrote to us, open or not: by the source's name and the network's own id of them. */
export async function eraseAuthor(db: Handle, source: string, authorId: string): Promise<number> {
  const theirs = sql`from mentions where source = ${source} and author_id = ${authorId}`;
  await db.execute(sql`
    update crises set ${UNQUOTED} where topic is null and conversation_id in (select conversation_id ${theirs})`);
  await db.execute(sql`
    update receipts set ${UNSHOWN} where delivery_id in (
      select deliveries.id from deliveries join posts on posts.id = deliveries.post_id
      where posts.answers in (select id ${theirs}))`);
  await db.execute(sql`
    update storms set name = ${ERASED} where kind = 'text' and id in (
      select storm_id from conversations where id in (select conversation_id ${theirs}))`);
  return eraseThese(db, sql`select id ${theirs}`);
}

/** What remains is that something was written, when, and how it sounded: topics and reports count it. */
async function eraseThese(db: Handle, ids: ReturnType<typeof sql>): Promise<number> {
  const nobody = JSON.stringify({ id: '', name: ERASED, handle: '' });
  const { rowCount } = await db.execute(sql`
    update mentions set text = ${ERASED}, text_before = null, warning = '', url = null, author_id = '',
      author = ${nobody}::jsonb where id in (${ids})`);
  return rowCount ?? 0;
}

/** What crises quote that ended before. */
export async function eraseQuotes(db: Handle, before: Date): Promise<number> {
  const { rowCount } = await db.execute(sql`
    update crises set ${UNQUOTED} where ended_at < ${before.toISOString()}
      and (quoted is not null or links <> '[]')`);
  return rowCount ?? 0;
}

/** The title of a crisis that somebody opened about a message begins with its words, or names who wrote it. */
const UNQUOTED = sql`quoted = null, links = '[]', title = case when topic is null then ${ERASED} else title end`;

/** The words by which waves are known that ended before; those that somebody still has to answer keep them. */
export async function eraseStorms(db: Handle, before: Date): Promise<number> {
  const { rowCount } = await db.execute(sql`
    update storms set name = ${ERASED} where kind = 'text' and name <> ${ERASED}
      and began_at < ${before.toISOString()} and not exists (
        select from conversations where storm_id = storms.id
          and (mentioned_at >= ${before.toISOString()} or state in ('new', 'claimed')))`);
  return rowCount ?? 0;
}

/** The words of messages from before, in cases that are decided. Answers how many; less than `most`: all are done. */
export async function eraseMessages(db: Handle, before: Date, most: number): Promise<number> {
  const isDecided = sql`cases.state in ('done', 'failed', 'undone')`;
  const messages = await db.execute(sql`
    update case_messages set text = ${ERASED}, files = '{}' where id in (
      select case_messages.id from case_messages join cases on cases.id = case_messages.case_id
      where case_messages.written_at < ${before.toISOString()} and case_messages.text <> ${ERASED}
        and ${isDecided} limit ${most})`);
  const reasons = await db.execute(sql`
    update cases set decisions = ${UNREASONED} where id in (
      select cases.id from cases where ${isDecided} and exists (
          select from jsonb_array_elements(decisions) as one where one -> 'why' ->> 'text' <> ${ERASED})
        and not exists (select from case_messages where case_id = cases.id and text <> ${ERASED})
      limit ${most})`);
  return Math.max(messages.rowCount ?? 0, reasons.rowCount ?? 0);
}

/** Which rule hit stays; what it hit, and the message around that, does not. */
const UNREASONED = sql`(
  select coalesce(jsonb_agg(jsonb_set(one, '{why}', (one -> 'why') - 'folded' ||
    ${JSON.stringify({ text: ERASED, matched: ERASED, span: [0, 0] })}::jsonb) order by place), '[]')
  from jsonb_array_elements(decisions) with ordinality as each(one, place))`;

/** Codes and questions of `/link` that nobody can answer any more. */
export async function dropOldLinks(db: Handle, before: Date): Promise<number> {
  const codes = await db.execute(sql`delete from link_codes where expires_at < ${before.toISOString()}`);
  const links = await db.execute(sql`delete from links where until < ${before.toISOString()}`);
  return (codes.rowCount ?? 0) + (links.rowCount ?? 0);
}

/** Targets that go by this person's grant, which must be disconnected before. */
export async function targetsBy(db: Handle, personId: number): Promise<string[]> {
  const rows = await db
    .select({ target: grantTargets.target })
    .from(grantTargets)
    .innerJoin(grants, eq(grants.id, grantTargets.grantId))
    .where(eq(grants.personId, personId));
  return rows.map(({ target }) => target);
}

/**
 * What they decided stays, under a name that says nothing: posts went out by it. Their chats know them no more, and nobody
 * reads in the audit log who they were.
 */
export async function erasePerson(transaction: Transaction, personId: number, name: string): Promise<void> {
  const stranger = erasedName(personId);
  await eraseAccounts(transaction, personId, stranger);
  await transaction.update(comments).set({ text: ERASED }).where(eq(comments.personId, personId));
  for (const table of ['case_notes', 'crisis_notes'])
    await transaction.execute(
      sql`update ${sql.identifier(table)} set text = ${ERASED} where person_id = ${personId}`,
    );
  await transaction.execute(sql`
    update decisions set comment = case when comment is null then null else ${ERASED} end,
      counts_as = case when counts_as is null then null else ${stranger} end
    where person_id = ${personId} or place_id = ${personId}`);
  await transaction.execute(sql`
    update crisis_steps set reached = array_replace(reached, ${name}, ${stranger}),
      missing = array_replace(missing, ${name}, ${stranger}) where ${name} = any(reached || missing)`);
  await transaction.delete(grants).where(eq(grants.personId, personId));
  await transaction.delete(discoveries).where(eq(discoveries.personId, personId));
  // Whose leave an account goes by now looks after it.
  await transaction.execute(sql`
    update connected_targets set owner_id = grants.person_id
      from grant_targets join grants on grants.id = grant_targets.grant_id
      where grant_targets.target = connected_targets.name and owner_id = ${personId}`);
  await transaction.execute(sql`delete from absences where person_id = ${personId}`);
  await transaction.execute(sql`update absences set delegate_id = null where delegate_id = ${personId}`);
  await transaction.update(people).set({ name: stranger, timeZone: null }).where(eq(people.id, personId));
  await auditKeys.destroy(transaction, personId);
}

/** What moderation did about them goes on by their id in the chat: a ban is a ban. */
async function eraseAccounts(transaction: Transaction, personId: number, stranger: string): Promise<void> {
  const theirs = sql`select chat, user_id from identities where person_id = ${personId}`;
  await transaction.execute(sql`
    update case_messages set text = ${ERASED}, files = '{}'
    where case_id in (select id from cases where (chat, user_id) in (${theirs}))`);
  await transaction.execute(sql`
    update cases set user_name = ${stranger}, decisions = ${UNREASONED} where (chat, user_id) in (${theirs})`);
  await transaction.execute(sql`
    delete from links where (asker_chat, asker_user) in (${theirs}) or (taker_chat, taker_user) in (${theirs})`);
  await transaction.execute(sql`delete from link_codes where person_id = ${personId}`);
  await transaction.execute(sql`delete from identities where person_id = ${personId}`);
}
