/**
 * The checks of a post once more before it goes out: ten minutes ahead with everything, and right before it is sent
 * with what costs no time. An error holds it for a person; a warning that is new is shown, and stops nothing.
 */
import { distinct, errorsOf, type Finding } from '../../kit/finding.ts';
import { subjectOf } from '../../kit/subject.ts';
import type { Message } from '../../networks/network.ts';
import type { Problem } from '../../posts/delivery.ts';
import { waits } from '../../posts/post.ts';
import { beyond, type Check, findingsIn, warningsIn } from '../../posts/preflight/check.ts';
import { done, type Outcome } from '../../queue/job.ts';
import * as audit from '../../store/audit.ts';
import type { Transaction } from '../../store/database.ts';
import type { Claim } from '../../store/deliveries.ts';
import * as outbox from '../../store/outbox.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import * as preflights from '../../store/preflights.ts';
import type { App } from '../app.ts';
import { aboutPost, entryOf } from '../auditing.ts';
import { check, checkTarget } from '../posts/preflight/checking.ts';
import { nothingGathered } from '../posts/preflight/facts.ts';
import { wakeForCards } from '../waking.ts';
import { failedCheck } from './problems.ts';
import type { Surroundings } from './surroundings.ts';

/** Checks what falls due soon. What was checked shortly before it is due is left alone, so that many may do this. */
export async function preflightDue(app: App): Promise<Outcome> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const due = await preflights.dueForCheck(app.database, app.clock.now(), SPAN, AT_ONCE);
    const checked = await Promise.all(due.map((one) => tried(app, one)));
    if (!checked.includes(true)) break;
  }
  return done;
}

/** One that cannot be checked does not keep the others from it; it is checked right before it is sent. */
async function tried(app: App, due: preflights.DueForCheck): Promise<boolean> {
  try {
    await preflightPost(app, due);
    return true;
  } catch (error) {
    app.log.error({ err: error, post: due.postId }, 'a post could not be checked ahead of its time');
    return false;
  }
}

async function preflightPost(app: App, due: preflights.DueForCheck): Promise<void> {
  const { postId, dueAt, targets } = due;
  const content = { ...due.content, targets };
  const checks = await check(app, content, { postId, at: dueAt, place: dueAt });
  const isChanged = await app.database.transaction((transaction) => record(app, transaction, due, checks));
  if (isChanged) await wakeForCards(app, subjectOf('post', postId));
}

/** True: the card has something new to show. */
async function record(
  app: App,
  transaction: Transaction,
  due: preflights.DueForCheck,
  checks: Check[],
): Promise<boolean> {
  const { postId, revision } = due;
  const post = await posts.findForUpdate(transaction, postId);
  if (post?.stage !== 'approved' || post.revision !== revision) return false;
  const deliveries = await postDeliveries.ofPostForUpdate(transaction, postId, revision);
  const held = checks.flatMap(({ target, findings }) => {
    const errors = errorsOf(findings);
    const delivery = deliveries.find((one) => one.target === target && one.state === 'scheduled');
    return delivery && errors.length > 0 ? [{ delivery, problem: failedCheck(errors) }] : [];
  });
  for (const { delivery, problem } of held)
    await postDeliveries.answer(transaction, delivery.id, { state: 'held', problem });
  const known = await preflights.latest(transaction, due);
  const isNew = hasNews(checks, known.checks);
  await preflights.keep(transaction, due, checks, new Date(app.clock.now()));
  if (held.length === 0 && !isNew) return false;
  await outbox.markChanged(transaction, subjectOf('post', postId));
  const entries = held.map(({ delivery: { id, target, hash }, problem }) => ({
    ...entryOf('delivery.held', app.clock),
    ...aboutPost(post),
    ...{ revision, target, content: hash, details: { delivery: id, problem } },
  }));
  if (entries.length > 0) await audit.append(transaction, ...entries);
  return true;
}

/** Whether there is a warning that the last check did not tell. */
function hasNews(checks: Check[], known: Check[]): boolean {
  return beyond(warningsIn(checks), warningsIn(known)).length > 0;
}

/** Why what is held cannot go out now, by target. What may be live already is not asked about: it is followed up. */
export async function standingErrors(
  app: App,
  postId: number,
  revision: number,
): Promise<Map<string, Finding[]>> {
  const deliveries = await postDeliveries.ofPost(app.database, postId, revision);
  const held = deliveries.filter(waits).filter((one) => one.state === 'held');
  const shown = held.length > 0 ? await posts.findRevision(app.database, postId, revision) : undefined;
  if (!shown) return new Map();
  const content = { ...shown.content, targets: held.map((one) => one.target) };
  const now = app.clock.now();
  const checks = await check(app, content, { postId, at: now, place: now });
  const errors = checks.map(({ target, findings }) => [target, errorsOf(findings)] as const);
  return new Map(errors.filter(([, found]) => found.length > 0));
}

/** `app` is asked later: it is built from what this belongs to. */
export function createObstacleFinder(app: () => App): Surroundings['obstacle'] {
  return (claim, messages) => obstacle(app(), claim, messages);
}

/** Undefined: nothing stands in the way of this delivery. No links are asked and no texts compared here. */
async function obstacle(app: App, claim: Claim, messages: Message[]): Promise<Problem | undefined> {
  const { postId, content, target, dueAt } = claim;
  // A little late all are; the place in the line is the one that it had.
  const at = Math.max(dueAt, app.clock.now());
  const occasion = { postId, at, place: dueAt, patience: PATIENCE };
  const checked = await checkTarget(app, content, target, occasion, nothingGathered, messages);
  const errors = errorsOf(checked.findings);
  if (errors.length > 0) return failedCheck(errors);
  await showNews(app, claim, checked);
  return undefined;
}

async function showNews(app: App, claim: Claim, checked: Check): Promise<void> {
  if (warningsIn([checked]).length === 0) return;
  const known = (await preflights.latest(app.database, claim)).checks.filter(
    ({ target }) => target === claim.target,
  );
  if (!hasNews([checked], known)) return;
  // What takes time to find is not looked for here, and has been told.
  const findings = distinct([...findingsIn(known), ...checked.findings]);
  const subject = subjectOf('post', claim.postId);
  await preflights.keep(app.database, claim, [{ ...checked, findings }], new Date(app.clock.now()));
  await outbox.markChanged(app.database, subject);
  await wakeForCards(app, subject);
}

/**
 * ms before a post is due. What is due sooner was approved just now, and is checked right before it is sent: this shall
 * not stand in its way then.
 */
const SPAN = { soon: 30_000, ahead: 10 * 60_000 };
/** ms that an instance may take to tell its limits when a post is about to be sent. */
const PATIENCE = 1_000;
const AT_ONCE = 20;
/** What is left after so many is found by the next run. */
const MOST_ROUNDS = 100;
