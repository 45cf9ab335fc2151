/** What is out, with the content and the approvals that it went out by: for whoever verifies the audit log. */
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { SentDelivery } from '../audit/consistency.ts';
import { contentHash } from '../posts/content.ts';
import type { Handle } from './database.ts';
import { deliveries } from './schema/deliveries.ts';
import { decisions, revisions } from './schema/posts.ts';

/** By their numbers, a few hundred at a time. */
export async function* sentDeliveries(db: Handle): AsyncGenerator<SentDelivery> {
  let last = 0;
  for (;;) {
    const rows = await db
      .select({
        ...{ id: deliveries.id, postId: deliveries.postId, revision: deliveries.revision },
        ...{ target: deliveries.target, hash: deliveries.hash, content: revisions.content },
        approvedHashes: approvedHashes(),
      })
      .from(deliveries)
      .leftJoin(
        revisions,
        and(eq(revisions.postId, deliveries.postId), eq(revisions.revision, deliveries.revision)),
      )
      .where(and(gt(deliveries.id, last), inArray(deliveries.state, ['sent', 'removing', 'removed'])))
      .orderBy(asc(deliveries.id))
      .limit(PAGE);
    for (const { content, ...row } of rows)
      yield { ...row, contentHash: content === null ? null : contentHash(content) };
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
  }
}

function approvedHashes() {
  return sql<
    string[]
  >`array(select ${decisions.hash} from ${decisions} where ${decisions.postId} = ${deliveries.postId}
    and ${decisions.revision} = ${deliveries.revision} and ${decisions.verdict} = 'approve')`;
}

const PAGE = 500;
