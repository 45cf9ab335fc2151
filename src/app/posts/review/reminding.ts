/**
 * Reminds of reviews in which nobody decides. The database holds how many of the team's reminders were sent since the
 * last decision, and whom each has reached: nobody is told the same twice of one revision, and whoever comes to be
 * awaited later is told too.
 */
import { subjectOf } from '../../../kit/subject.ts';
import type { Person } from '../../../people/person.ts';
import { currentOf, type Reminder } from '../../../posts/approval.ts';
import { mandateFor, type Review } from '../../../posts/mandate.ts';
import * as audit from '../../../store/audit.ts';
import * as outbox from '../../../store/outbox.ts';
import * as posts from '../../../store/posts.ts';
import type { Rang } from '../../alarms/alarm.ts';
import type { App } from '../../app.ts';
import { aboutPost, entryOf } from '../../auditing.ts';
import { type Away, absentFor, awayNow } from '../../people/delegates.ts';
import { gather } from '../../people/members.ts';
import { recogniseStored } from '../../people/recognition.ts';
import { wakeForOutbox } from '../../waking.ts';
import { type NoticeKind, roundOf } from './notices.ts';
import { approvalFor, policyFor } from './progress.ts';
import { nextReminder } from './review-alarms.ts';
import { reviewedInBy } from './reviewed-in.ts';

/** Throws `ChatError` when a chat cannot be asked now: nobody is left out because of that. */
export async function remindReview(app: App, postId: number): Promise<Rang> {
  await remindOf(app, postId, app.clock.now());
  await wakeForOutbox(app);
  const post = await posts.find(app.database, postId);
  const again = post?.stage === 'in_review' ? nextReminder(app.team.approval.reminders, post) : undefined;
  return again === undefined ? 'done' : { again };
}

/** A reminder that is due. */
interface Due extends Reminder {
  ordinal: number;
}

async function remindOf(app: App, postId: number, now: number): Promise<void> {
  const post = await posts.find(app.database, postId);
  const since = post?.awaitedSince?.getTime();
  if (!post || since === undefined) return;
  const all = app.team.approval.reminders.map((reminder, ordinal) => ({ ...reminder, ordinal }));
  const due = all.filter(({ ordinal, after }) => ordinal >= post.reminded && since + after <= now);
  // The chats are asked before the row is locked.
  const { wanted, names } = await wantedFor(app, post, due);
  await app.database.transaction(async (transaction) => {
    const same = await posts.findForUpdate(transaction, postId);
    const hasMoved = same?.awaitedSince?.getTime() !== since || same.reminded !== post.reminded;
    if (!same || hasMoved || same.stage !== 'in_review') return;
    const added = await outbox.want(transaction, wanted);
    await posts.update(transaction, postId, { reminded: post.reminded + due.length });
    const entry = { ...entryOf('post.reminded', app.clock), ...aboutPost(post), revision: post.revision };
    await audit.append(
      transaction,
      ...added.map(({ kind, personId, chat, channel }) => ({
        ...entry,
        details: {
          kind,
          to: personId === null ? { chat, channel } : { id: personId, name: names.get(personId) },
        },
      })),
    );
  });
}

/** Where several are due at once, as after an outage, each person is told of the last. */
async function wantedFor(app: App, post: posts.StoredPost, due: Due[]) {
  const names = new Map<number, string>();
  const wanted: outbox.WantedMessage[] = [];
  for (const { ordinal, to } of due.toReversed()) {
    const people = await recipients(app, post, to);
    const notice = {
      ...{ subject: subjectOf('post', post.id), round: roundOf(post.revision, ordinal) },
      kind: (to ? 'escalation' : 'reminder') satisfies NoticeKind,
    };
    for (const { id, name } of people.filter((one) => !names.has(one.id))) {
      names.set(id, name);
      wanted.push({ ...notice, lasting: true, to: { personId: id } });
    }
    // Discord does not list who holds a role: who never spoke with the bot reads it where the post is reviewed.
    const places = people.length === 0 ? await reviewedInBy(app, app.database, post.id) : [];
    wanted.push(...places.map((place) => ({ ...notice, to: place })));
  }
  return { wanted, names };
}

async function recipients(app: App, post: posts.StoredPost, to: Reminder['to']): Promise<Person[]> {
  const away = await awayNow(app);
  if (to) return distinct(await present(app, await gather(app, to), away));
  const review = await reviewOf(app, post);
  const current = review && currentOf(review.approval);
  if (!current) return [];
  const members = await gather(app, current.step.by);
  const awaited = await mayDecide(app, review, members);
  return distinct(await present(app, awaited, away, (delegate) => isAllowed(app, review, delegate)));
}

async function reviewOf(app: App, post: posts.StoredPost): Promise<Review | undefined> {
  const revision = await posts.findRevision(app.database, post.id, post.revision);
  if (!revision) return undefined;
  const decisions = await posts.decisionsOf(app.database, post.id);
  const policy = policyFor(app.team, revision.content);
  const approval = approvalFor(policy, post, revision, decisions);
  return {
    ...{ policy, approval },
    ...{ authorId: post.authorId, editorId: revision.personId },
  };
}

async function mayDecide(app: App, review: Review, people: Person[]): Promise<Person[]> {
  const allowed = await Promise.all(people.map((person) => isAllowed(app, review, person)));
  return people.filter((_, index) => allowed[index]);
}

async function isAllowed(app: App, review: Review, person: Person): Promise<boolean> {
  return mandateFor(review, 'approve', person, await absentFor(app, person)).mandate !== undefined;
}

/** Who is away is not told, if somebody stands in who is there and may. */
async function present(
  app: App,
  people: Person[],
  away: Away[],
  may: (delegate: Person) => Promise<boolean> = async () => true,
): Promise<Person[]> {
  const isAway = (id: number) => away.some((one) => one.person.id === id);
  const found = people.map(async (person) => {
    const stored = away.find((one) => one.person.id === person.id)?.delegate;
    if (!stored || isAway(stored.id)) return person;
    const delegate = await recogniseStored(app, stored);
    return delegate && (await may(delegate)) ? delegate : person;
  });
  return Promise.all(found);
}

function distinct(people: Person[]): Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
