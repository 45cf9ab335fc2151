/** Reads and checks what an author filled in, and puts what is in order in review. */
import { DateTime } from 'luxon';
import { errorsOf, type Finding } from '../../kit/finding.ts';
import type { Actor } from '../../people/actor.ts';
import type { Person } from '../../people/person.ts';
import type { Content } from '../../posts/content.ts';
import type { PostInput } from '../../posts/input.ts';
import { readInput } from '../../posts/reading.ts';
import * as audit from '../../store/audit.ts';
import * as cards from '../../store/cards.ts';
import type { Transaction } from '../../store/database.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { type Check, check } from './checking.ts';

export interface Read {
  /** Undefined: the findings say why it cannot be sent for review. */
  content: Content | undefined;
  findings: Finding[];
  checks: Check[];
}

export async function readAndCheck(app: App, person: Person, input: PostInput): Promise<Read> {
  const { content, findings } = readInput(input, {
    targets: Object.keys(app.team.targets),
    groups: app.team.groups,
    timeZone: person.timeZone,
    now: app.clock.now(),
  });
  const checks = content ? await check(app, content) : [];
  const found = [...findings, ...checks.flatMap((one) => one.findings)];
  return { content: errorsOf(found).length > 0 ? undefined : content, findings: found, checks };
}

/** The transaction's last act. */
export async function putInReview(
  app: App,
  transaction: Transaction,
  actor: Actor,
  post: posts.StoredPost,
  content: Content,
  input: PostInput,
): Promise<void> {
  const { person } = actor;
  const revision = post.revision + 1;
  const hash = await posts.addRevision(transaction, {
    postId: post.id,
    revision,
    content,
    personId: person.id,
  });
  await posts.update(transaction, post.id, {
    stage: 'in_review',
    revision,
    // An instant from here on: "in 2 minutes" must not move when the form is opened again.
    input: { ...input, at: content.at === null ? '' : isoIn(content.at, person.timeZone) },
    expiresAt: new Date(expiryOf(app, content)),
  });
  const places = Object.entries(app.team.channels.review).map(([chat, channel]) => ({ chat, channel }));
  await cards.want(transaction, cards.subjectOf('post', post.id), places);
  await audit.append(transaction, {
    ...entryBy(actor, 'post.submitted', app.clock),
    post: post.id,
    revision,
    content: hash,
  });
}

/** A decision is awaited until the post could not go out in time any more. */
function expiryOf({ team, clock }: App, content: Content): number {
  const longest = clock.now() + team.approval.expiresAfter;
  return content.at === null ? longest : Math.min(longest, content.at + team.publishing.grace);
}

function isoIn(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('yyyy-LL-dd HH:mm:ss ZZ');
}
